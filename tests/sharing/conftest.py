import pytest

from tests.prototypes.conftest import png
from tests.prototypes.factories import PrototypeFactory
from tests.sharing.factories import PortfolioFactory, published


@pytest.fixture
def portfolio(alice):
    return PortfolioFactory(user=alice, handle="alice")


@pytest.fixture
def draft(alice):
    """Alice's, and only hers so far; nothing keeps it from being published."""
    return PrototypeFactory(
        owner=alice,
        problem="Night nurses read three sheets before they may help",
        name="Night card",
        problems=["Paperwork"],
    )


@pytest.fixture
def prototype(alice, portfolio):
    """Alice's, and public at /@alice/pagewise/."""
    return published(
        alice,
        problem="On-call engineers are woken for systems they gave away",
        name="Pagewise",
        tools=["Replit"],
    )


@pytest.fixture
def picture():
    return png()


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
