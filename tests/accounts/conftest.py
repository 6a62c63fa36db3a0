import re

import pytest

from accounts.models import User

PASSWORD = "correct horse battery"


@pytest.fixture
def alice(db) -> User:
    """Has a password and a confirmed address."""
    return User.objects.create_confirmed(
        "alice@example.com", PASSWORD, name="Alice Adeyemi"
    )


@pytest.fixture
def bob(db) -> User:
    return User.objects.create_confirmed("bob@example.com", PASSWORD, name="Bob Brandt")


@pytest.fixture
def sign_in(client):
    """Sign in through the form, as a person does."""

    def act(user: User, using=client, **more):
        form = {"login": user.email, "password": PASSWORD, **more}
        return using.post("/accounts/login/", form)

    return act


@pytest.fixture
def prove(client):
    """Type the password once more, as changes that matter ask for."""

    def act(using=client):
        return using.post("/accounts/reauthenticate/", {"password": PASSWORD})

    return act


@pytest.fixture
def code_in(mailoutbox):
    """Read the code out of the newest mail."""

    def act() -> str:
        return re.search(r"\b\d{4}-\d{4}\b", mailoutbox[-1].body)[0]

    return act
