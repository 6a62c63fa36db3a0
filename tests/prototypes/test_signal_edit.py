import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from tests.prototypes.factories import SignalFactory

FORM = {
    "text": "I was up at three for a queue we gave away.",
    "kind": "call",
    "source": "Site reliability engineer",
    "heard_on": "2026-10-14",
    "url": "https://notes.example/14",
}


@pytest.fixture
def signed_in(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def new_url(prototype):
    return reverse("prototypes:signal_new", args=[prototype.public_id])


def test_it_is_kept_with_every_field(signed_in, prototype, new_url):
    response = signed_in.post(new_url, FORM)
    assertRedirects(response, f"{prototype.get_absolute_url()}#signals")
    signal = prototype.signals.get()
    assert {name: str(getattr(signal, name)) for name in FORM} == FORM


def test_without_words_it_is_refused(signed_in, prototype, new_url):
    response = signed_in.post(new_url, FORM | {"text": ""})
    assertContains(response, "This field is required", status_code=422)
    assert not prototype.signals.exists()


def test_it_can_be_changed_and_deleted(signed_in, prototype):
    signal = SignalFactory(prototype=prototype)
    signed_in.post(signal.get_absolute_url(), FORM)
    signal.refresh_from_db()
    assert signal.kind == "call"
    args = [prototype.public_id, signal.public_id]
    signed_in.post(reverse("prototypes:signal_delete", args=args))
    assert not prototype.signals.exists()


@pytest.mark.parametrize("name", ["signal", "signal_delete"])
def test_it_hides_from_strangers(client, charlie, prototype, name):
    signal = SignalFactory(prototype=prototype)
    client.force_login(charlie)
    url = reverse(f"prototypes:{name}", args=[prototype.public_id, signal.public_id])
    assert client.post(url, FORM).status_code == 404
    assert prototype.signals.count() == 1


def test_anonymous_signs_in_first(client, new_url):
    assert client.post(new_url, FORM)["Location"].startswith("/accounts/login/")


def test_other_methods_are_refused(signed_in, new_url):
    assert signed_in.delete(new_url).status_code == 405


def test_there_is_an_end_to_them(signed_in, prototype, new_url, monkeypatch):
    monkeypatch.setattr("portfolio.prototypes.forms.signal.MOST_SIGNALS", 2)
    SignalFactory.create_batch(2, prototype=prototype)
    response = signed_in.post(new_url, FORM)
    assertContains(response, "has room for 2 signals", status_code=422)
    assert prototype.signals.count() == 2
