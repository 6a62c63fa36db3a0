"""A real browser, watched: no console message, no CSP violation, no page too wide."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from playwright.sync_api import BrowserContext, Page

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1360, "height": 900}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PASSWORD = "a long enough password"
# What Chromium says of an answer that a journey provokes on purpose.
EXPECTED = ("422 (Unprocessable", "409 (Conflict", "404 (Not Found")


@pytest.fixture
def open_page(
    browser, live_server, starting_words, settings, tmp_path
) -> Iterator[Callable[..., Page]]:
    """Open a page as a fresh visitor; at the end nobody may have complained."""
    settings.MEDIA_ROOT = tmp_path
    settings.SITE_URL = live_server.url
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def note(message) -> None:
        if not any(text in message.text for text in EXPECTED):
            complaints.append(f"{message.type}: {message.text}")

    def fresh(size=DESKTOP, **options) -> Page:
        context = browser.new_context(
            base_url=live_server.url, viewport=size, has_touch=size is PHONE, **options
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield fresh
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def sign_up() -> Callable[[Page, str], None]:
    return walk_through_sign_up


def walk_through_sign_up(page: Page, email: str) -> None:
    page.goto("/accounts/signup/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").first.fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    page.wait_for_url("**/confirm-email/**")
    page.get_by_label("Code").fill(code_from_mail())
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**/log/")


def code_from_mail() -> str:
    """Read the code out of the newest mail: a line of its own."""
    lines = mail.outbox[-1].body.split("\n")
    codes = [line.strip() for line in lines if is_code(line.strip())]
    assert len(codes) == 1, mail.outbox[-1].body
    return codes[0]


def is_code(line: str) -> bool:
    plain = line.replace("-", "")
    return 6 <= len(plain) <= 9 and plain.isalnum() and plain.upper() == plain


def assert_accessible(page: Page) -> None:
    found = Axe().run(page, options=RULES).response["violations"]
    assert [
        (fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found
    ] == [], page.url


def assert_fits(page: Page) -> None:
    """Nothing sticks out sideways."""
    wide, room = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= room, page.url
