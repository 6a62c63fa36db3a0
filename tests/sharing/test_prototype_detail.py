from datetime import date

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from portfolio.catalog.models import Tool
from tests.prototypes.factories import (
    AttemptFactory,
    PrototypeFactory,
    ScreenshotFactory,
    SignalFactory,
)
from tests.sharing.factories import pictured, published

URL = "/@alice/pagewise/"
STORY = {
    "audience": "On-call engineers",
    "story": "In October **11 of 38** pages went astray.",
    "pitch": "Drafts who to page.",
    "interface": "notification",
    "interface_reason": "They are half asleep.",
    "user_control": "Nothing moves until they confirm.",
    "stage": "shown",
    "outcome": "partly",
    "measure": "Pages sent right",
    "measure_before": "4/30",
    "measure_after": "26/30",
    "people_shown": 3,
    "failed": "Classification alone.",
    "next_step": "Ask at hand-over time.",
    "my_part": "Problem and prompts.",
    "hours": 19,
    "started_on": date(2026, 11, 2),
    "ended_on": date(2026, 11, 14),
    "demo_url": "https://pagewise.replit.app/",
    "code_url": "https://github.com/alice/pagewise",
    "video_url": "https://youtu.be/x",
}


@pytest.fixture
def told(prototype):
    """The same prototype with everything said."""
    with prototype.changing():
        for name, value in STORY.items():
            setattr(prototype, name, value)
        prototype.save()
    return prototype


def test_the_problem_is_the_headline(client, prototype):
    response = client.get(URL)
    assertContains(response, f"<h1>{prototype.problem}</h1>")
    assertContains(response, "<b>Pagewise</b>")
    assertContains(response, '<li><a href="/@alice/"><bdi>Alice Adeyemi</bdi></a></li>')


@pytest.mark.parametrize(
    "said",
    [
        "On-call engineers",
        "<strong>11 of 38</strong>",
        "Drafts who to page.",
        "<dd>Notification</dd>",
        "<p>They are half asleep.</p>",
        "<b>The part left to the person:</b> Nothing moves until they confirm.",
        "<dd>Shown to people</dd>",
        '<span class="tag">Worked in part</span>',
        "Pages sent right: 4/30",
        "<b>26/30</b>",
        "<dd>3 people</dd>",
        "<p>Classification alone.</p>",
        "<p>Ask at hand-over time.</p>",
        "<dd>Problem and prompts.</dd>",
        "<dd>19 hours over 13 days</dd>",
        '<a class="tag" href="/tools/replit/">Replit</a>',
        '<a class="tag problem" href="/problems/hand-offs/">Hand-offs</a>',
    ],
)
def test_it_tells(client, told, said):
    assertContains(client.get(URL), said)


def test_its_links_name_their_hosts_and_carry_no_weight(client, told):
    response = client.get(URL)
    rel = 'rel="nofollow ugc noopener noreferrer"'
    for url, host in [
        (told.demo_url, "pagewise.replit.app"),
        (told.code_url, "github.com"),
        (told.video_url, "youtu.be"),
    ]:
        assertContains(response, f'href="{url}" {rel} data-host="{host}"')


def test_a_link_that_was_stored_unasked_is_left_out(client, told):
    type(told).objects.filter(pk=told.pk).update(pitch="x")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE prototypes_prototype SET demo_url = 'javascript:x'")
    response = client.get(URL)
    assertNotContains(response, "javascript:")
    assertNotContains(response, "Open the demo")


def test_what_is_not_said_leaves_no_hole(client, prototype):
    response = client.get(URL)
    for absent in [
        "The problem</h2>",
        "Why this form",
        "Attempts",
        "What failed",
        "Open the demo",
        "Measured by",
        "Too early",
        "None",
    ]:
        assertNotContains(response, absent)


def test_attempts_stand_in_order_with_what_failed_marked(client, prototype):
    tool = Tool.objects.resolve(["Cursor"])[0]
    with prototype.changing():
        AttemptFactory(
            prototype=prototype,
            title="Add history",
            prompt="Read\n  <two> weeks",
            result="*No* better",
            changed="The list",
            learned="History lies",
            outcome="failed",
            made_on=date(2026, 11, 6),
            tool=tool,
        )
        AttemptFactory(prototype=prototype, prompt="Ask first", outcome="worked")
    html = client.get(URL).content.decode()
    for said in [
        '<li class="stack-s dead" id="attempt-1">',
        '<time datetime="2026-11-06">6 Nov 2026</time><span>Cursor</span>'
        '<span class="clay">Did not work</span>',
        "<h3>Add history</h3>",
        '<pre class="prompt">Read\n  &lt;two&gt; weeks</pre>',
        "<em>No</em> better",
        "The list",
        "History lies",
        '<span class="clay">1 did not work</span>',
        '<li class="stack-s" id="attempt-2">',
    ]:
        assert said in html
    assert html.index("attempt-1") < html.index("attempt-2")


def test_a_long_prompt_is_folded(client, prototype):
    with prototype.changing():
        AttemptFactory(prototype=prototype, title="Long", prompt="word " * 200)
    assertContains(client.get(URL), "<details><summary")


def test_signals_are_quoted_with_their_source(client, prototype):
    with prototype.changing():
        SignalFactory(
            prototype=prototype,
            kind="call",
            text="I was up at three.",
            source="engineer",
            heard_on=date(2026, 10, 14),
            url="https://example.com/notes",
        )
    response = client.get(URL)
    assertContains(response, "<p>I was up at three.</p>")
    assertContains(response, "Call note, engineer")
    assertContains(response, 'data-host="example.com"')


def test_pictures_say_what_they_show(client, prototype):
    with prototype.changing():
        attempt = AttemptFactory(prototype=prototype)
        cover = pictured(prototype, caption="At three in the morning")
        more = pictured(prototype)
        tried = pictured(prototype, attempt=attempt)
        ScreenshotFactory(prototype=prototype, alt="Waits")
    html = client.get(URL).content.decode()
    assert html.count('alt="A board"') == 3
    assert "<figcaption>At three in the morning</figcaption>" in html
    assert "Waits" not in html
    places = [html.index(str(shot.public_id)) for shot in (cover, tried, more)]
    assert places == sorted(places)
    assert f'srcset="/pictures/{cover.public_id}/480.avif 480w"' in html
    assert (
        f'src="/pictures/{cover.public_id}/480.jpg" width="1600" height="1000"' in html
    )


def test_a_picture_with_only_its_small_size_shows_that(client, prototype):
    with prototype.changing():
        shot = pictured(prototype)
        shot.state = "small"
        shot.save()
    response = client.get(URL)
    assertContains(response, f'<img src="/pictures/{shot.public_id}/480.webp"')
    assertNotContains(response, "<picture>")


def test_its_neighbours_and_more_of_the_person_follow(client, alice, prototype):
    for number in range(5):
        published(alice, name=f"Card {number}", problem=f"Trouble {number}")
    PrototypeFactory(owner=alice, problem="Nobody may read this")
    html = client.get("/@alice/card-2/").content.decode()
    assert '<a href="/@alice/card-3/" rel="prev">' in html
    assert '<a href="/@alice/card-1/" rel="next">' in html
    more = html[html.index("More by") :]
    assert [n for n in range(5) if f"Trouble {n}<" in more] == [0, 1]
    assert prototype.problem in more
    assert "Nobody may read this" not in html


def test_alone_it_has_no_neighbours(client, prototype):
    response = client.get(URL)
    assertNotContains(response, "More by")
    assertNotContains(response, 'rel="prev"')


def test_an_old_address_leads_to_the_new_one(client, prototype):
    with prototype.changing():
        prototype.name = "Night Page"
        prototype.save(update_fields=["name"])
        prototype.take_slug_of_name()
    assertRedirects(client.get(URL), "/@alice/night-page/", status_code=301)
    assertRedirects(
        client.get("/@ALICE/pagewise/"), "/@alice/night-page/", status_code=301
    )
    prototype.show_to("private")
    assert client.get(URL).status_code == 404


def test_a_slug_in_any_script_opens(client, alice, portfolio):
    prototype = published(alice, name="交接卡", problem="交接时丢失")
    assertContains(client.get(f"/@alice/{prototype.slug}/"), "交接时丢失")


def test_it_only_reads(client, prototype):
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_it_needs_a_fixed_number_of_queries(
    client, count, alice, prototype, django_assert_num_queries
):
    with prototype.changing():
        for _each in range(count):
            attempt = AttemptFactory(prototype=prototype)
            SignalFactory(prototype=prototype)
            pictured(prototype, attempt=attempt)
            pictured(prototype)
    for number in range(count):
        published(alice, name=f"Card {number}")
    with django_assert_num_queries(9):
        client.get(URL)
