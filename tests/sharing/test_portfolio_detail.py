from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from portfolio.prototypes.models import Prototype
from portfolio.sharing.drawing import portfolio as drawing
from portfolio.sharing.following import person_changed
from tests.prototypes.factories import AttemptFactory, PrototypeFactory
from tests.sharing.factories import PortfolioFactory, pictured, published

URL = "/@alice/"


def log_attempt(prototype, **fields):
    with prototype.changing():
        AttemptFactory(prototype=prototype, **fields)


def test_it_says_who_and_what(client, alice, portfolio, prototype):
    with portfolio.changing():
        portfolio.headline = "Becoming a PM"
        portfolio.kind, portfolio.availability = "powered", "open"
        portfolio.place = "Lagos"
        portfolio.links = [{"label": "GitHub", "url": "https://github.com/alice"}]
        portfolio.save()
    response = client.get(URL)
    assertContains(response, "<h1><bdi>Alice Adeyemi</bdi></h1>")
    for said in ["Becoming a PM", "AI-powered PM", "Open to roles", "Lagos"]:
        assertContains(response, said)
    assertContains(
        response,
        '<a href="https://github.com/alice" rel="me nofollow ugc noopener">GitHub</a>',
    )
    assertContains(
        response,
        f'<h3><a href="/@alice/pagewise/">{prototype.problem}</a></h3>',
        html=True,
    )


def test_it_counts(client, alice, prototype):
    published(alice, name="Second", people_shown=3, problems=["Hand-offs", "Alerting"])
    log_attempt(prototype, made_on=date(2026, 11, 2))
    log_attempt(prototype, made_on=date(2026, 11, 15))
    response = client.get(URL)
    assertContains(response, "<dt>Prototypes</dt><dd>2</dd>")
    assertContains(response, "<dt>Attempts</dt><dd>2</dd>")
    assertContains(response, "<dt>Problems</dt><dd>2</dd>")
    assertContains(response, "<dd>1 <small>of 2</small></dd>")
    assertContains(
        response,
        '<title id="weeks-title">2 attempts in a year, in 2 different weeks</title>',
    )
    assertContains(response, '<time datetime="2026-11-15">15 Nov 2026</time>')


def test_its_problems_lead_to_their_pages(client, alice, prototype):
    published(alice, name="Second", problems=["Hand-offs", "Alerting"])
    response = client.get(URL)
    nav = '<a class="tag" href="/@alice/problems/{}/">{} <span>{}</span></a>'
    assertContains(response, nav.format("hand-offs", "Hand-offs", 2))
    assertContains(response, nav.format("alerting", "Alerting", 1))


def test_what_is_featured_stands_first_and_wide(client, alice, prototype):
    newer = published(alice, problem="Newer and not featured", name="Newer")
    prototype.feature(True)
    html = client.get(URL).content.decode()
    assert html.count('class="card wide"') == 1
    assert html.index(prototype.problem) < html.index(newer.problem)
    prototype.feature(False)
    html = client.get(URL).content.decode()
    assert 'class="card wide"' not in html
    assert html.index(newer.problem) < html.index(prototype.problem)


def test_a_single_one_has_the_room(client, alice, prototype):
    assertContains(client.get(URL), 'class="card wide"', count=1)
    published(alice, name="Second")
    assertNotContains(client.get(URL), 'class="card wide"')


def test_the_first_picture_is_fetched_at_once_and_the_rest_late(
    client, alice, portfolio
):
    for name in ("One", "Two"):
        prototype = published(alice, name=name)
        with prototype.changing():
            pictured(prototype)
    html = client.get(URL).content.decode()
    assert html.count("<picture>") == 2
    assert html.count('fetchpriority="high"') == html.count('loading="lazy"') == 1


def test_without_a_photo_it_draws_initials(client, prototype):
    assertContains(client.get(URL), ">AA</text>")


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Mina Okafor", "MO"),
        ("mina", "M"),
        ("王薇", "王"),
        ("Åsa B. Öberg", "ÅÖ"),
        ("", "P"),
    ],
)
def test_initials_suit_the_script(db, name, initials):
    assert PortfolioFactory(user__name=name, handle="person").initials == initials


def test_a_person_without_a_name_is_called_by_handle_and_never_by_email(
    client, prototype, alice
):
    alice.name = ""
    alice.save()
    person_changed(alice)
    response = client.get(URL)
    assertContains(response, "<bdi>alice</bdi>")
    assertNotContains(response, alice.email)
    assertNotContains(client.get("/@alice/pagewise/"), alice.email)


def test_the_two_questions_are_answered_with_work(client, alice, portfolio, prototype):
    hidden = PrototypeFactory(owner=alice, problem="Nobody may read this")
    portfolio.could_do, portfolio.why_care = "Six years of it.\n\nYes.", "Nights."
    portfolio.save()
    with portfolio.changing():
        portfolio.could_do_shown.set([prototype, hidden])
    response = client.get(URL)
    assertContains(response, "<p>Six years of it.</p>")
    assertContains(
        response, f'<li><a href="/@alice/pagewise/">{prototype.problem}</a></li>'
    )
    assertNotContains(response, hidden.problem)


def test_an_empty_page_says_so(client, portfolio):
    response = client.get(URL)
    assertContains(response, "Nothing is public at the moment.")
    assertNotContains(response, '<svg class="chart"')


def test_it_speaks_its_owners_language(client, alice, portfolio):
    alice.language = "zh-hans"
    alice.save()
    published(alice, name="交接卡", problem="交接时丢失")
    response = client.get(URL)
    assert response["Content-Language"] == "zh-hans"
    assertContains(response, '<html lang="zh-hans">')
    assertContains(response, '<article class="card wide" lang="zh-Hans">')


def test_names_cannot_break_out(client, alice, portfolio):
    alice.name = "<script>alert(1)</script>"
    alice.save()
    portfolio.headline = '"><img src=x>'
    portfolio.links = [{"label": "x", "url": "javascript:alert(1)"}]
    portfolio.save()
    published(alice, name='Card"<b>', problem="<i>oh</i> <!--by-->", pitch="<svg>")
    html = client.get(URL).content.decode()
    for raw in ("<script>alert", "<img src=x", "javascript:", "<i>oh", "<svg>", '<b>"'):
        assert raw not in html
    assert "&lt;!--by--&gt;" in html


def test_it_sets_no_cookie_and_runs_nothing(client, alice, prototype):
    client.force_login(alice)
    response = client.get(URL)
    assert not response.cookies
    assertNotContains(response, "<script")
    assertNotContains(response, "csrf")
    assert response.content.count(b'rel="stylesheet"') == 1


def test_every_reader_gets_the_same(client, alice, prototype):
    stranger = client.get(URL)
    client.force_login(alice)
    assert client.get(URL).content == stranger.content


def test_other_spellings_lead_to_it(client, prototype):
    assertRedirects(client.get("/@ALICE/"), URL, status_code=301)
    assertRedirects(
        client.get("/@Alice/problems/hand-offs/"),
        "/@alice/problems/hand-offs/",
        status_code=301,
    )


def test_an_old_handle_leads_to_the_new_one(client, portfolio, prototype):
    portfolio.move_to("adeyemi")
    assertRedirects(client.get(URL), "/@adeyemi/", status_code=301)
    assertRedirects(
        client.get("/@alice/pagewise/"), "/@adeyemi/pagewise/", status_code=301
    )
    assertRedirects(
        client.get("/@ALICE/problems/hand-offs/"),
        "/@adeyemi/problems/hand-offs/",
        status_code=301,
    )
    assertContains(client.get("/@adeyemi/"), 'href="/@adeyemi/pagewise/"')
    prototype.refresh_from_db()
    with prototype.changing():
        pass
    assert "/@alice/" not in prototype.card


def test_an_old_handle_of_a_page_that_is_off_leads_nowhere(client, portfolio):
    portfolio.move_to("adeyemi")
    portfolio.is_public = False
    portfolio.save(update_fields=["is_public"])
    assert client.get(URL).status_code == 404


@pytest.mark.parametrize(
    "url",
    [
        "/@nobody/",
        "/@alice/page/2/",
        "/@alice/page/99999/",
        "/@alice/page/1/",
        "/@alice/problems/unknown/",
        "/@alice/problems/hand-offs/page/2/",
        "/@alice/outcomes/failed/",
        "/@alice/unknown/",
    ],
)
def test_unknown_pages_are_404(client, prototype, url):
    assert client.get(url).status_code == 404


def test_it_only_reads(client, prototype):
    assert client.post(URL).status_code == 405


def test_it_goes_on_on_a_second_page(client, alice, portfolio, monkeypatch):
    monkeypatch.setattr(drawing, "PAGE", 2)
    for number in range(5):
        published(alice, name=f"Card {number}", problem=f"Trouble {number}")
    shown = [
        [n for n in range(5) if f"Trouble {n}<" in client.get(url).content.decode()]
        for url in (URL, "/@alice/page/2/", "/@alice/page/3/")
    ]
    assert shown == [[3, 4], [1, 2], [0]]
    assertContains(client.get("/@alice/page/2/"), 'href="/@alice/page/3/" rel="next"')
    assertContains(client.get("/@alice/page/2/"), 'href="/@alice/" rel="prev"')
    assertContains(client.get("/@alice/problems/hand-offs/page/3/"), "Trouble 0")
    assert client.get("/@alice/page/4/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("url", [URL, "/@alice/problems/hand-offs/"])
def test_it_needs_two_queries(
    client, count, url, alice, portfolio, django_assert_num_queries
):
    for number in range(count):
        log_attempt(published(alice, name=f"Card {number}", tools=["v0"]))
    with django_assert_num_queries(2) as queries:
        assert client.get(url).status_code == 200
    assert all(query["sql"].strip().startswith("SELECT") for query in queries)


def test_nothing_else_of_the_person_is_read(client, prototype, alice):
    """What is brought for a page holds no address and no password."""
    found, _cards = drawing.read(drawing.Asked("alice"), 48)
    assert (found.user.email, found.user.password) == ("", "")
    assert Prototype.objects.public().count() == 1


def test_search_engines_are_told(client, portfolio, prototype):
    response = client.get(URL)
    assertContains(response, '<link rel="canonical" href="http://localhost/@alice/">')
    assertContains(response, '<meta property="og:type" content="profile">')
    assertNotContains(response, "noindex")
    assert reverse("sharing:portfolio", args=["alice"]) == URL
