"""Whoever is not known yet is spoken to as their browser asks."""

import pytest
from django.urls import reverse

from accounts.models import User
from tests.accounts.conftest import PASSWORD

CHINESE = {"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5"}


@pytest.mark.parametrize(
    ("headers", "language"),
    [(CHINESE, "zh-hans"), ({"Accept-Language": "fi"}, "en"), ({}, "en")],
)
def test_sign_in_speaks_the_language_of_the_browser(client, db, headers, language):
    page = client.get(reverse("account_login"), headers=headers)
    assert f'<html lang="{language}"' in page.content.decode()


def test_a_new_account_keeps_it(client, db):
    form = {"email": "lin@example.com", "password1": PASSWORD}
    client.post(reverse("account_signup"), form, headers=CHINESE)
    assert User.objects.get(email="lin@example.com").language == "zh-hans"


def test_a_public_page_does_not_follow_the_reader(client, db):
    page = client.get("/problems/", headers=CHINESE)
    assert '<html lang="en"' in page.content.decode()
