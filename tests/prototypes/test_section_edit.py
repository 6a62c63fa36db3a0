import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from portfolio.prototypes.forms import SECTIONS
from tests.prototypes.factories import AttemptFactory, PrototypeFactory, SignalFactory


def url_of(prototype, section):
    return reverse("prototypes:section_edit", args=[prototype.public_id, section])


@pytest.fixture
def url(prototype):
    return url_of(prototype, "result")


@pytest.fixture
def signed_in(client, alice):
    client.force_login(alice)
    return client


RESULT = {"stage": "shown", "outcome": "failed", "people_shown": "3"}


def sent(prototype, section, **changes):
    """What a browser sends for a section it was shown just now."""
    form = SECTIONS[section](instance=prototype)
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if v is None else v for name, v in values.items()} | changes


def test_it_saves(signed_in, prototype, url):
    response = signed_in.post(url, RESULT | {"failed": "Nobody trusted the summary."})
    assertRedirects(response, f"{prototype.get_absolute_url()}#result")
    prototype.refresh_from_db()
    assert prototype.failed == "Nobody trusted the summary."
    assert (prototype.outcome, prototype.people_shown) == ("failed", 3)
    assert prototype.revision == 2


def test_htmx_gets_the_section_and_the_progress(signed_in, url):
    response = signed_in.post(url, RESULT, headers={"HX-Request": "true"})
    assertContains(response, 'id="result"')
    assertContains(response, 'hx-swap-oob="true"')
    assertContains(response, "Saved")


def test_bad_input_is_explained_and_nothing_is_lost(signed_in, prototype, url):
    response = signed_in.post(url, RESULT | {"people_shown": "-1", "failed": "typed"})
    assertContains(response, "greater than or equal to 0", status_code=422)
    assertContains(response, "typed", status_code=422)
    prototype.refresh_from_db()
    assert prototype.failed == ""


def test_it_hides_from_strangers(client, charlie, url):
    client.force_login(charlie)
    assert client.post(url, RESULT).status_code == 404


def test_anonymous_signs_in_first(client, url):
    assert client.post(url, RESULT)["Location"].startswith("/accounts/login/")


def test_reading_it_is_not_allowed(signed_in, url):
    assert signed_in.get(url).status_code == 405


def test_an_unknown_section_is_not_found(signed_in, prototype):
    assert signed_in.post(url_of(prototype, "nonsense")).status_code == 404


def test_two_tabs_lose_nothing(signed_in, prototype, url):
    first = sent(prototype, "result", failed="From the first tab")
    second = sent(prototype, "result", failed="From the second tab")
    signed_in.post(url, first)
    response = signed_in.post(url, second)
    assertContains(response, "From the first tab", status_code=409)
    assertContains(response, "From the second tab", status_code=409)
    prototype.refresh_from_db()
    assert prototype.failed == "From the first tab"
    again = response.context["sections"]["result"]
    kept = {name: again[name].value() or "" for name in again.fields}
    assert signed_in.post(url, kept).status_code == 302
    prototype.refresh_from_db()
    assert prototype.failed == "From the second tab"


def test_tabs_that_touch_different_fields_do_not_quarrel(signed_in, prototype, url):
    first = sent(prototype, "result", failed="What failed")
    second = sent(prototype, "result", next_step="What is next")
    signed_in.post(url, first)
    assert signed_in.post(url, second).status_code == 302
    prototype.refresh_from_db()
    assert (prototype.failed, prototype.next_step) == ("What failed", "What is next")


def test_another_section_may_be_saved_meanwhile(signed_in, prototype, url):
    mine = sent(prototype, "result", failed="What failed")
    signed_in.post(url_of(prototype, "work"), {"my_part": "Everything"})
    assert signed_in.post(url, mine).status_code == 302


def test_markdown_is_rendered_at_save(signed_in, prototype):
    signed_in.post(
        url_of(prototype, "problem"),
        {"problem": "x", "story": "It **hurts** <script>alert(1)</script>"},
    )
    prototype.refresh_from_db()
    assert "<strong>hurts</strong>" in prototype.story_html
    assert "<script>" not in prototype.story_html


def test_a_named_prototype_takes_its_address_from_the_name(signed_in, prototype):
    signed_in.post(url_of(prototype, "prototype"), {"name": "Night Watch"})
    prototype.refresh_from_db()
    assert prototype.slug == "night-watch"


def test_dates_must_be_in_order(signed_in, prototype):
    dates = {"started_on": "2026-11-02", "ended_on": "2026-11-01"}
    response = signed_in.post(url_of(prototype, "work"), dates)
    assertContains(response, "It ends before it starts", status_code=422)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_field_of_a_section_is_kept(signed_in, prototype, section):
    typed = {
        "problem": "Words of whoever has it",
        "audience": "Night-shift nurses",
        "problems": "Hand-offs, Trust in answers",
        "story": "A story",
        "name": "Named",
        "pitch": "One sentence",
        "interface": "voice",
        "interface_reason": "Hands are busy",
        "user_control": "They confirm",
        "demo_url": "https://a.example/demo",
        "code_url": "https://a.example/code",
        "video_url": "https://a.example/video",
        "tools": "Claude, Cursor",
        "stage": "used",
        "outcome": "worked",
        "failed": "The first summary",
        "measure": "Right owner",
        "measure_before": "4 of 30",
        "measure_after": "26 of 30",
        "people_shown": "3",
        "next_step": "Ask earlier",
        "my_part": "All of it",
        "hours": "19",
        "started_on": "2026-11-01",
        "ended_on": "2026-11-14",
    }
    names = [n for n in SECTIONS[section].base_fields if n not in ("base", "keep")]
    wanted = {name: typed[name] for name in names}
    response = signed_in.post(url_of(prototype, section), wanted)
    assert response.status_code == 302, response.content.decode()
    prototype.refresh_from_db()
    form = SECTIONS[section](instance=prototype)
    assert {name: form.stored_text(name) for name in names} == wanted


@pytest.mark.parametrize("count", [1, 3])
def test_the_editor_needs_as_many_queries_for_much_as_for_little(
    signed_in, prototype, count, django_assert_num_queries
):
    AttemptFactory.create_batch(count, prototype=prototype)
    SignalFactory.create_batch(count, prototype=prototype)
    PrototypeFactory.create_batch(count, owner=prototype.owner)
    signed_in.get("/log/")  # notes the device, once in a quarter of an hour
    with django_assert_num_queries(11):
        signed_in.get(prototype.get_absolute_url())
