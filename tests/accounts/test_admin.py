import pytest
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from accounts.models import User

PEOPLE = reverse("admin:accounts_user_changelist")


@pytest.fixture
def root(db) -> User:
    return User.objects.create_superuser("root@example.com", "correct horse battery")


def test_staff_come_in_by_the_same_door(client, db):
    response = client.get(reverse("admin:login"), {"next": PEOPLE})
    assert (
        response["Location"]
        == f"{reverse('account_login')}?next=%2Fadmin%2Faccounts%2Fuser%2F"
    )


def test_the_first_of_them_needs_no_code_by_mail(client, root, sign_in, mailoutbox):
    assertRedirects(sign_in(root, next=PEOPLE), PEOPLE)
    assert not mailoutbox


def test_others_stay_out(client, alice):
    client.force_login(alice)
    assert client.get(reverse("admin:login")).status_code == 403


@pytest.mark.parametrize(
    "name",
    [
        "accounts_user_changelist",
        "accounts_user_add",
        "usersessions_usersession_changelist",
        "account_emailaddress_changelist",
        "socialaccount_socialaccount_changelist",
    ],
)
def test_its_pages_open_and_search(client, root, alice, name):
    client.force_login(root)
    assert client.get(reverse(f"admin:{name}"), {"q": "alice"}).status_code == 200


def test_a_person_is_added_by_email(client, root):
    client.force_login(root)
    form = {
        "email": "New@Example.com",
        "usable_password": "true",
        "password1": "correct horse battery",
        "password2": "correct horse battery",
    }
    response = client.post(reverse("admin:accounts_user_add"), form)
    user = User.objects.get(email="new@example.com")
    assertRedirects(response, reverse("admin:accounts_user_change", args=[user.pk]))
    assert user.check_password("correct horse battery")


def test_a_person_is_switched_off(client, root, alice):
    client.force_login(root)
    form = {"email": alice.email, "time_zone": "UTC", "language": "en"}
    response = client.post(reverse("admin:accounts_user_change", args=[alice.pk]), form)
    assertRedirects(response, PEOPLE)
    alice.refresh_from_db()
    assert alice.is_active is False


def test_a_person_is_deleted_as_if_by_themselves(client, root, alice, mailoutbox):
    client.force_login(root)
    url = reverse("admin:accounts_user_delete", args=[alice.pk])
    assertRedirects(client.post(url, {"post": "yes"}), PEOPLE)
    assert list(User.objects.all()) == [root]
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["alice@example.com"], "Your account is deleted")
    ]
