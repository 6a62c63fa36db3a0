import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.models import User

pytestmark = pytest.mark.django_db


def test_an_address_is_kept_in_lower_case():
    assert User.objects.create_user("Ada@Example.COM").email == "ada@example.com"


def test_an_address_is_one_whatever_the_case():
    User.objects.create_user("ada@example.com")
    with pytest.raises(IntegrityError):
        User.objects.bulk_create([User(email="ADA@example.com")])


def test_a_confirmed_person_has_a_confirmed_address():
    ada = User.objects.create_confirmed("Ada@example.com", "correct horse battery")
    addresses = ada.emailaddress_set.values_list("email", "verified", "primary")
    assert list(addresses) == [("ada@example.com", True, True)]


def test_a_superuser_may_do_everything():
    root = User.objects.create_superuser("root@example.com", "correct horse battery")
    assert (root.is_staff, root.is_superuser) == (True, True)
    assert root.check_password("correct horse battery")


@pytest.mark.parametrize(
    ("name", "full", "short"),
    [
        ("Ada Lovelace", "Ada Lovelace", "Ada"),
        ("陈思敏", "陈思敏", "陈思敏"),
        ("", "ada@example.com", "ada"),
    ],
)
def test_it_is_called_by_name_or_by_address(name, full, short):
    ada = User(email="ada@example.com", name=name)
    assert (str(ada), ada.get_short_name()) == (full, short)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", ""])
def test_a_zone_is_one_that_is_known(zone):
    ada = User(email="ada@example.com", time_zone=zone)
    with pytest.raises(ValidationError) as refused:
        ada.full_clean(exclude=["password"])
    assert list(refused.value.message_dict) == ["time_zone"]


def test_it_is_found_by_its_address_whatever_the_case():
    ada = User.objects.create_user("ada@example.com")
    assert User.objects.get_by_natural_key("ADA@example.com") == ada
