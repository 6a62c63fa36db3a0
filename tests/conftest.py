import pytest
from django.core.cache import cache

from accounts.models import User
from tests.factories import UserFactory


@pytest.fixture(autouse=True)
def nothing_counted():
    """Limits begin anew with every test."""
    cache.clear()


@pytest.fixture
def alice(db) -> User:
    """Owns what the test is about."""
    return UserFactory(email="alice@example.com", name="Alice Adeyemi")


@pytest.fixture
def bob(db) -> User:
    """Is shown what Alice shares."""
    return UserFactory(email="bob@example.com", name="Bob Brandt")


@pytest.fixture
def charlie(db) -> User:
    """Is a stranger."""
    return UserFactory(email="charlie@example.com", name="Charlie Chen")
