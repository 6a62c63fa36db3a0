import time_machine
from django.urls import reverse
from pytest_django.asserts import assertRedirects

URL = reverse("account_email")
CODE = reverse("account_email_verification_sent")
NEW = "alice@new.example"
FORM = {"email": NEW, "action_add": "yes"}


def test_it_asks_for_the_password_first(client, alice, sign_in, mailoutbox):
    sign_in(alice)
    response = client.post(URL, FORM)
    assertRedirects(response, f"{reverse('account_reauthenticate')}?next={URL}")
    assert not mailoutbox


def test_the_code_changes_the_address(
    client, alice, sign_in, prove, code_in, mailoutbox
):
    sign_in(alice)
    prove()
    assertRedirects(client.post(URL, FORM), CODE)
    alice.refresh_from_db()
    assert alice.email == "alice@example.com"
    assertRedirects(client.post(CODE, {"code": code_in()}), "/settings/")
    alice.refresh_from_db()
    assert alice.email == NEW
    addresses = alice.emailaddress_set.values_list("email", "verified", "primary")
    assert list(addresses) == [(NEW, True, True)]
    told = mailoutbox[-1]
    assert (told.to, told.subject) == (["alice@example.com"], "Your email is changed")
    assert NEW in told.body


def test_the_password_typed_on_the_way_lets_it_go_on(client, alice, sign_in, prove):
    sign_in(alice)
    response = client.post(URL, FORM)
    response = client.post(
        response["Location"], {"password": "correct horse battery", "next": URL}
    )
    assertRedirects(response, CODE)


def test_a_taken_address_reads_like_a_free_one(client, alice, bob, sign_in, prove):
    sign_in(alice)
    prove()
    assertRedirects(client.post(URL, FORM | {"email": bob.email}), CODE)
    page = client.get(CODE)
    assert page.status_code == 200
    alice.refresh_from_db()
    assert alice.email == "alice@example.com"


def test_a_taken_address_stays_with_its_owner(
    client, alice, bob, sign_in, prove, code_in
):
    sign_in(alice)
    prove()
    client.post(URL, FORM | {"email": bob.email})
    response = client.post(CODE, {"code": code_in()})
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "code": ["Another account has this address."]
    }


def test_ones_own_address_is_no_change(client, alice, sign_in, prove):
    sign_in(alice)
    prove()
    response = client.post(URL, FORM | {"email": alice.email})
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "email": ["This is your address already."]
    }


def test_twice_an_hour_and_no_more(client, alice, sign_in, prove, mailoutbox):
    sign_in(alice)
    prove()
    for number in range(2):
        form = FORM | {"email": f"alice{number}@new.example"}
        assert client.post(URL, form).status_code == 302
    response = client.post(URL, FORM)
    assert (response.status_code, response["Retry-After"]) == (429, "900")
    assert len(mailoutbox) == 2


def test_the_proof_holds_for_five_minutes(client, alice, sign_in, prove):
    with time_machine.travel("2026-03-01 12:00", tick=False) as clock:
        sign_in(alice)
        prove()
        clock.shift(5 * 60 + 1)
        response = client.post(URL, FORM)
    assert response["Location"].startswith(reverse("account_reauthenticate"))


def test_anonymous_is_sent_to_login(client, db):
    assertRedirects(client.get(URL), f"{reverse('account_login')}?next={URL}")
