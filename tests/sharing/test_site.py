"""The pages of everybody: landing, problems, tools."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from portfolio.catalog.models import Problem, Tool
from portfolio.prototypes.models import Prototype
from portfolio.sharing.drawing import site
from tests.prototypes.factories import PrototypeFactory
from tests.sharing.factories import published

NOBODY = "2c88fcae-7fae-4f70-b040-e42e739275c3"


def test_the_landing_page_shows_real_work(client, alice, bob, prototype):
    other = published(bob, name="Bobs", problem="Refunds differ", tools=["v0"])
    response = client.get("/")
    html = response.content.decode()
    assert html.index(other.problem) < html.index(prototype.problem)
    assertContains(
        response,
        f'<a class="byline" href="/@{bob.portfolio.handle}/"><bdi>Bob Brandt</bdi></a>',
    )
    assertContains(
        response,
        '<li><a href="/problems/hand-offs/">Hand-offs</a>'
        '<span class="muted small">2</span></li>',
    )
    assertContains(
        response,
        '<li><a href="/tools/v0/">v0</a><span class="muted small">1</span></li>',
    )
    assertNotContains(response, "Nothing is public here yet.")


def test_a_fresh_site_says_what_it_is(client, db):
    response = client.get("/")
    assertContains(response, "What a page shows")
    assertContains(response, "Nothing is public here yet.")
    assertNotContains(response, "Newest prototypes")


def test_the_landing_page_stays_short(client, alice, portfolio, monkeypatch):
    monkeypatch.setattr(site, "NEWEST", 2)
    monkeypatch.setattr(site, "MOST_WORDS", 1)
    for number in range(3):
        published(
            alice, name=f"Card {number}", problems=["Hand-offs", f"Word {number}"]
        )
    response = client.get("/")
    assertContains(response, 'class="card"', count=2)
    assertContains(response, 'href="/problems/hand-offs/"', count=1)
    assertNotContains(response, "/problems/word-0/")


def test_problems_are_listed_with_counts(client, alice, bob, prototype):
    published(bob, name="Bobs", problems=["Hand-offs", "Alerting"])
    PrototypeFactory(owner=bob, problems=["Alerting", "Secret plan"])
    Problem.objects.filter(name="Alerting").update(description="It rings too often.")
    response = client.get("/problems/")
    html = response.content.decode()
    assertContains(response, "It rings too often.")
    assert html.index("Hand-offs") < html.index("Alerting")
    assertContains(response, '<span class="muted small">2 prototypes</span>', count=1)
    assertContains(response, '<span class="muted small">1 prototype</span>', count=1)
    assertNotContains(response, "Secret plan")


def test_without_problems_it_says_how_they_come(client, db):
    assertContains(client.get("/problems/"), "No problem is on show yet")


def test_problems_go_on_on_a_second_page(client, alice, portfolio, monkeypatch):
    monkeypatch.setattr(site, "WORDS_PAGE", 2)
    published(alice, problems=["One", "Two", "Three"])
    assertContains(client.get("/problems/"), 'href="/problems/page/2/" rel="next"')
    second = client.get("/problems/page/2/")
    assertContains(second, 'href="/problems/two/"')
    assertContains(second, 'href="/problems/" rel="prev"')
    assert client.get("/problems/page/3/").status_code == 404


@pytest.mark.parametrize("url", ["/problems/hand-offs/", "/tools/replit/"])
def test_a_word_gathers_everybodys_work(client, bob, prototype, url):
    other = published(bob, name="Bobs", problem="Refunds differ", tools=["Replit"])
    third = published(bob, name="Third", problem="Too loud", problems=["Noise"])
    response = client.get(url)
    assertContains(response, prototype.problem)
    assertContains(response, other.problem)
    assertNotContains(response, third.problem)
    assertContains(response, "<span>2 prototypes</span><span>by 2 people</span>")


def test_a_tool_names_its_home(client, prototype):
    Tool.objects.filter(name="Replit").update(home_page="https://replit.com")
    assertContains(
        client.get("/tools/replit/"),
        '<a href="https://replit.com" rel="nofollow noopener noreferrer" '
        'data-host="replit.com">replit.com</a>',
    )


def test_other_words_are_offered(client, alice, prototype):
    published(alice, name="Other", problems=["Noise"], tools=["v0"])
    assertContains(client.get("/problems/hand-offs/"), 'href="/problems/noise/"')
    assertContains(client.get("/tools/replit/"), 'href="/tools/v0/"')


def test_a_merged_problem_leads_on(client, alice, prototype):
    published(alice, name="Other", problems=["Handovers"])
    kept = Problem.objects.get(name="Hand-offs")
    Problem.objects.get(name="Handovers").merge_into(kept)
    assertRedirects(
        client.get("/problems/handovers/"), "/problems/hand-offs/", status_code=301
    )


@pytest.mark.parametrize("path", ["/problems/hand-offs/", "/tools/replit/"])
def test_it_goes_on_after_the_last_one(client, alice, portfolio, monkeypatch, path):
    monkeypatch.setattr(site, "PAGE", 2)
    for number in range(5):
        published(
            alice, name=f"Card {number}", problem=f"Trouble {number}", tools=["Replit"]
        )
    Prototype.objects.update(published_at=Prototype.objects.first().published_at)
    seen, url = [], path
    while url:
        response = client.get(url)
        html = response.content.decode()
        seen.append([n for n in range(5) if f"Trouble {n}<" in html])
        url = (
            html.partition('" rel="next">Older')[0].rpartition('href="')[2]
            if "Older" in html
            else ""
        )
    assert seen == [[3, 4], [1, 2], [0]]
    assertContains(response, f'<a class="button quiet small" href="{path}">')


@pytest.mark.parametrize(
    "url",
    [
        "/problems/unknown/",
        "/tools/unknown/",
        f"/problems/hand-offs/after/{NOBODY}/",
        f"/tools/replit/after/{NOBODY}/",
        "/problems/page/2/",
        "/problems/page/99999/",
    ],
)
def test_unknown_pages_are_404(client, prototype, url):
    assert client.get(url).status_code == 404


def test_after_the_last_of_all_there_is_nothing(client, prototype):
    url = f"/problems/hand-offs/after/{prototype.public_id}/"
    assert client.get(url).status_code == 404


def test_a_word_that_no_public_work_carries_has_no_page(client, bob, prototype):
    PrototypeFactory(owner=bob, problems=["Secret plan"])
    Problem.objects.update(is_shared=True)
    assert client.get("/problems/secret-plan/").status_code == 404


@pytest.mark.parametrize(
    "url", ["/", "/problems/", "/problems/hand-offs/", "/tools/replit/"]
)
def test_they_only_read_and_set_nothing(client, alice, prototype, url):
    client.force_login(alice)
    assert client.post(url).status_code == 405
    response = client.get(url)
    assert not response.cookies
    assertNotContains(response, "<script")


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("url", "queries"),
    [("/", 4), ("/problems/", 2), ("/problems/hand-offs/", 5), ("/tools/replit/", 5)],
)
def test_they_need_a_fixed_number_of_queries(
    client, count, url, queries, portfolio, alice, bob, django_assert_num_queries
):
    for number in range(count):
        published(alice, name=f"Card {number}", tools=["Replit"])
        published(bob, name=f"Card {number}", problems=[f"Word {number}"], tools=["v0"])
    with django_assert_num_queries(queries):
        client.get(url)
