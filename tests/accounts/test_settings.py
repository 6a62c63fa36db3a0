import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertRedirects

from accounts import zones

URL = "/settings/"
FORM = {"name": "Alice A. Adeyemi", "time_zone": "Africa/Lagos", "language": "en"}


def test_it_saves(client, alice):
    client.force_login(alice)
    response = client.post(URL, FORM, follow=True)
    assertRedirects(response, URL)
    assert "Saved." in response.text
    alice.refresh_from_db()
    assert (alice.name, alice.time_zone) == ("Alice A. Adeyemi", "Africa/Lagos")


def test_times_are_shown_in_the_zone(client, alice):
    client.force_login(alice)
    client.post(URL, FORM | {"time_zone": "Pacific/Kiritimati"})
    client.get(URL)
    session = client.get(reverse("usersessions_list")).context["sessions"]
    page = client.get(reverse("usersessions_list"))
    assert len(session) == 1
    assert "+14:00" in page.text
    assert timezone.get_current_timezone_name() == "UTC"


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../../etc/passwd", "utc"])
def test_an_unknown_zone_is_dropped(client, alice, zone):
    alice.time_zone = "Asia/Tokyo"
    alice.save()
    client.force_login(alice)
    assertRedirects(client.post(URL, FORM | {"time_zone": zone}), URL)
    alice.refresh_from_db()
    assert (alice.time_zone, alice.name) == ("Asia/Tokyo", "Alice A. Adeyemi")


def test_a_zone_under_an_old_name_stays_chosen(client, alice):
    alice.time_zone = "Etc/GMT+5"
    alice.save()
    client.force_login(alice)
    assert '<option value="Etc/GMT+5" selected>' in client.get(URL).text


def test_zones_are_grouped_by_part_of_the_world(client, alice):
    client.force_login(alice)
    page = client.get(URL)
    assert '<optgroup label="Africa">' in page.text
    assert '<option value="America/Argentina/Buenos_Aires">Argentina, Buenos Aires' in (
        page.text
    )
    names = [name for group, cities in zones.grouped()[1:] for name, _ in cities]
    assert len(names) == len(set(names)) > 400


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Alice \t Adeyemi ", "Alice Adeyemi"),
        ("Alice\u202e\u200b Adeyemi", "Alice Adeyemi"),
        ("陈思敏", "陈思敏"),
        ("", ""),
    ],
)
def test_a_name_is_one_clean_line(client, alice, typed, kept):
    client.force_login(alice)
    client.post(URL, FORM | {"name": typed})
    alice.refresh_from_db()
    assert alice.name == kept


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("name", "x" * 81, "Ensure this value has at most 80 characters (it has 81)."),
        (
            "language",
            "tlh",
            "Select a valid choice. tlh is not one of the available choices.",
        ),
        ("name", "a\x00b", "Null characters are not allowed."),
    ],
)
def test_bad_input_is_refused_with_a_reason(client, alice, field, value, error):
    client.force_login(alice)
    response = client.post(URL, FORM | {field: value})
    assert response.status_code == 422
    assert response.context["form"].errors == {field: [error]}
    assert "Alice Adeyemi" in response.text  # the page greets by the name she has
    alice.refresh_from_db()
    assert alice.name == "Alice Adeyemi"


def test_it_changes_nothing_else(client, alice):
    client.force_login(alice)
    client.post(URL, FORM | {"email": "evil@example.com", "is_staff": "on"})
    alice.refresh_from_db()
    assert (alice.email, alice.is_staff) == ("alice@example.com", False)


def test_it_says_how_she_signs_in(client, alice, sign_in):
    sign_in(alice)
    page = client.get(URL)
    given = {name: page.context[name] for name in ("apps", "passkeys", "connected")}
    assert given == {"apps": 0, "passkeys": 0, "connected": 0}
    assert page.context["devices"] == 1
    assert "Connected accounts" not in page.text
    Authenticator.objects.create(user=alice, type="webauthn", data={"name": "Phone"})
    assert client.get(URL).context["passkeys"] == 1


def test_one_without_a_password_may_choose_one(client, alice):
    alice.set_unusable_password()
    alice.save()
    client.force_login(alice)
    page = client.get(URL)
    assert reverse("account_set_password") in page.text
    assert reverse("account_change_password") not in page.text


def test_anonymous_is_sent_to_login(client, db):
    assertRedirects(client.get(URL), f"{reverse('account_login')}?next={URL}")


def test_the_wrong_method_is_405(client, alice):
    client.force_login(alice)
    assert client.delete(URL).status_code == 405


@pytest.mark.parametrize("keys", [1, 3])
def test_it_needs_the_same_queries_however_much_there_is(
    client, alice, keys, django_assert_num_queries
):
    for number in range(keys):
        Authenticator.objects.create(
            user=alice, type="webauthn", data={"name": f"Key {number}"}
        )
    client.force_login(alice)
    client.get(URL)
    # session, person, factors, devices, accounts, sites
    with django_assert_num_queries(6):
        client.get(URL)
