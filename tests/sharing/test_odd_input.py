"""What nobody types, and somebody sends."""

from datetime import date

import pytest
from django.urls import reverse

from tests.prototypes.factories import AttemptFactory, PrototypeFactory
from tests.prototypes.test_odd_input import LONG
from tests.sharing.factories import pictured

THREE_IN_ONE = "\ufb2c"  # its normal form has three characters


@pytest.mark.parametrize(
    "path",
    [
        "/problems/%00/",
        "/tools/%00/",
        "/@alice/%00/",
        "/@alice/problems/%00/",
        "/@alice/%ED%A0%80/",
        f"/problems/{5000 * 'a'}/",
    ],
)
def test_an_address_that_no_slug_could_have_is_not_found(client, portfolio, path):
    assert client.get(path).status_code == 404


def test_a_long_name_may_be_published_again_and_again(client, alice, portfolio):
    client.force_login(alice)
    for _each in range(4):
        draft = PrototypeFactory(owner=alice, name=LONG, problems=["Hand-offs"])
        url = reverse("sharing:publish", args=[draft.public_id])
        assert client.post(url, {"visibility": "public"}).status_code == 302
    assert alice.prototypes.public().count() == 4


@pytest.mark.parametrize("day", [date.min, date.max])
def test_an_attempt_at_either_end_of_the_calendar_is_shown(client, prototype, day):
    with prototype.changing():
        AttemptFactory(prototype=prototype, made_on=day)
    assert client.get("/@alice/").status_code == 200
    assert client.get("/@alice/pagewise/").status_code == 200


def kept_by(response):
    assert b"".join(response.streaming_content) == b"jpg"
    return response["Cache-Control"]


@pytest.mark.parametrize("how", ["archived", "off"])
def test_a_hidden_picture_is_kept_by_no_proxy(client, alice, prototype, how):
    shot = pictured(prototype)
    url = reverse("pictures:file", args=[shot.public_id, "480.jpg"])
    client.force_login(alice)
    assert kept_by(client.get(url)) == "public, no-cache"
    if how == "archived":
        prototype.archive(True)
    else:
        client.post(reverse("sharing:switch"), {"public": "no"})
    assert kept_by(client.get(url)) == "private, no-store"


def test_a_headline_is_measured_in_its_normal_form(client, alice, draft):
    client.force_login(alice)
    sent = {"visibility": "public", "handle": "alice", "headline": 160 * THREE_IN_ONE}
    url = reverse("sharing:publish", args=[draft.public_id])
    assert client.post(url, sent).status_code == 422


@pytest.mark.parametrize("where", ["publish", "settings"])
def test_a_name_is_measured_in_its_normal_form(client, alice, draft, where):
    alice.name = ""
    alice.save()
    client.force_login(alice)
    url = reverse("settings:detail")
    if where == "publish":
        url = reverse("sharing:publish", args=[draft.public_id])
    sent = {"visibility": "public", "handle": "alice", "language": "en"}
    sent |= {"time_zone": "UTC", "name": 80 * THREE_IN_ONE}
    assert client.post(url, sent).status_code == 422


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 19, "²", "-1"])
def test_the_number_of_no_device_is_not_found(client, alice, number):
    client.force_login(alice)
    url = reverse("settings:device_end")
    assert client.post(url, {"device": number}).status_code == 404
