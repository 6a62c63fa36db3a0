import os
from collections.abc import Iterator
from shutil import which
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from accounts.models import User
from portfolio.catalog import hosts, starter
from portfolio.catalog.models import Problem, Tool, ToolHost
from tests.factories import UserFactory

if TYPE_CHECKING:
    from playwright.sync_api import Browser


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


@pytest.fixture
def starting_words(transactional_db) -> None:
    """The catalogue, which other tests that commit have swept away by now."""
    starter.load(Tool, ToolHost, Problem)
    hosts.forget()


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """The one Chromium of this process: a second Playwright would not start."""
    from playwright.sync_api import sync_playwright

    # Its loop runs in this thread, and Django would refuse its own database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()
