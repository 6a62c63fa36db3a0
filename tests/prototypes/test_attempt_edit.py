import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from tests.prototypes.conftest import png
from tests.prototypes.factories import AttemptFactory, PrototypeFactory


@pytest.fixture
def signed_in(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def new_url(prototype):
    return reverse("prototypes:attempt_new", args=[prototype.public_id])


FORM = {
    "prompt": "Name the owning team.",
    "result": "Right **4** times in 30.",
    "outcome": "failed",
    "tool_name": "Replit",
    "made_on": "2026-11-02",
}


def test_it_is_logged_with_its_number(signed_in, prototype, new_url):
    for n in (1, 2):
        response = signed_in.post(new_url, FORM)
        assertRedirects(response, f"{prototype.get_absolute_url()}#attempt-{n}")
    first, second = prototype.attempts.all()
    assert (first.number, second.number) == (1, 2)
    assert first.tool.name == "Replit"
    assert "<strong>4</strong>" in first.result_html
    assert [tool.name for tool in prototype.tools.all()] == ["Replit"]


def test_every_field_is_kept(signed_in, prototype, new_url):
    more = {"title": "Classify", "changed": "Added history", "learned": "No context"}
    signed_in.post(new_url, FORM | more)
    attempt = prototype.attempts.get()
    assert {name: getattr(attempt, name) for name in more} == more
    assert str(attempt.made_on) == "2026-11-02"


def test_an_empty_one_is_refused(signed_in, prototype, new_url):
    response = signed_in.post(new_url, FORM | {"prompt": "", "result": ""})
    assertContains(response, "Write down the prompt", status_code=422)
    assert not prototype.attempts.exists()


def test_pictures_come_along(signed_in, prototype, new_url):
    signed_in.post(new_url, FORM | {"pictures": [png(name="a.png"), png(name="b.png")]})
    attempt = prototype.attempts.get()
    names = [shot.given_name for shot in attempt.screenshots.all()]
    assert names == ["a.png", "b.png"]


def test_one_bad_picture_does_not_stop_the_rest(signed_in, prototype, new_url):
    bad = png(name="bad.png")
    bad.file.seek(0)
    bad.file.write(b"<svg>")
    bad.file.seek(0)
    page = signed_in.post(new_url, FORM | {"pictures": [bad, png()]}, follow=True)
    assertContains(page, "bad.png:")
    assert prototype.attempts.get().screenshots.count() == 1


def test_it_can_be_changed(signed_in, prototype):
    attempt = AttemptFactory(prototype=prototype)
    response = signed_in.post(attempt.get_absolute_url(), FORM)
    assertRedirects(response, f"{prototype.get_absolute_url()}#attempt-1")
    attempt.refresh_from_db()
    assert attempt.prompt == "Name the owning team."


def test_the_tool_of_the_last_attempt_is_filled_in(signed_in, new_url):
    signed_in.post(new_url, FORM)
    assertContains(signed_in.get(new_url), 'value="Replit"')


def test_numbers_stay_when_one_goes(signed_in, prototype):
    first, second = AttemptFactory.create_batch(2, prototype=prototype)
    url = reverse("prototypes:attempt_delete", args=[prototype.public_id, first.number])
    assertRedirects(signed_in.post(url), f"{prototype.get_absolute_url()}#attempts")
    assert [attempt.number for attempt in prototype.attempts.all()] == [second.number]


@pytest.mark.parametrize("name", ["attempt", "attempt_delete"])
def test_it_hides_from_strangers(client, charlie, prototype, name):
    attempt = AttemptFactory(prototype=prototype)
    client.force_login(charlie)
    url = reverse(f"prototypes:{name}", args=[prototype.public_id, attempt.number])
    assert client.post(url, FORM).status_code == 404
    assert prototype.attempts.count() == 1


def test_an_attempt_is_not_reached_through_another_prototype(signed_in, alice, bob):
    theirs = AttemptFactory(prototype=PrototypeFactory(owner=bob))
    mine = PrototypeFactory(owner=alice)
    url = reverse("prototypes:attempt", args=[mine.public_id, theirs.number])
    assert signed_in.get(url).status_code == 404


def test_anonymous_signs_in_first(client, new_url):
    assert client.post(new_url, FORM)["Location"].startswith("/accounts/login/")


def test_other_methods_are_refused(signed_in, new_url):
    assert signed_in.delete(new_url).status_code == 405


def test_there_is_an_end_to_them(signed_in, prototype, new_url, monkeypatch):
    monkeypatch.setattr("portfolio.prototypes.forms.attempt.MOST_ATTEMPTS", 2)
    AttemptFactory.create_batch(2, prototype=prototype)
    response = signed_in.post(new_url, FORM)
    assertContains(response, "has room for 2 attempts", status_code=422)
    assert prototype.attempts.count() == 2
