"""The main job without a mouse: Tab, Enter, Space, arrows and typing."""

import pytest

from tests.e2e.test_journeys import PROBLEM

pytestmark = pytest.mark.browser

WHERE = """() => {
  const at = document.activeElement;
  const labels = [...(at.labels || [])].map((label) => label.textContent);
  const text = at.matches("a, button, summary") ? at.textContent : "";
  return [...labels, text, at.getAttribute("aria-label") || ""].join(" ").trim();
}"""
IS_SEEN = """() => {
  const at = document.activeElement;
  const style = getComputedStyle(at);
  return style.outlineStyle !== "none" || Boolean(at.closest(".tags, .choices"));
}"""


def tab_to(page, words):
    """Press Tab until the focus is on what has these words, and can be seen there."""
    passed = []
    for _ in range(120):
        page.keyboard.press("Tab")
        here = page.evaluate(WHERE)
        if words in here:
            assert page.evaluate(IS_SEEN), f"no visible focus on {words}"
            return
        passed.append(here)
    raise AssertionError(f"Tab never reached {words!r}: {passed[:40]}")


def press(page, words, key="Enter"):
    tab_to(page, words)
    page.keyboard.press(key)


def write(page, words, text):
    tab_to(page, words)
    page.keyboard.type(text)


def test_logging_and_publishing_by_keyboard(open_page, sign_up):
    page = open_page()
    sign_up(page, "keys@example.com")
    press(page, "Skip to content")
    write(page, "The problem", PROBLEM)
    press(page, "Log it")
    page.wait_for_url("**/log/*-*/")

    write(page, "Problem tags", "hand")
    page.get_by_role("option", name="Hand-offs").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    press(page, "Save")
    page.locator("form#problem").get_by_text("Saved").wait_for()

    press(page, "Log the first attempt")
    page.wait_for_url("**/attempts/new/")
    write(page, "Prompt", "Turn these notes into one line a bed.")
    tab_to(page, "Worked")
    page.keyboard.press("ArrowDown")
    press(page, "Log the attempt")
    page.wait_for_url("**#attempt-1")

    write(page, "Name", "Bed Line")
    press(page, "Save")
    page.locator("form#prototype").get_by_text("Saved").wait_for()

    press(page, "Publish")
    page.wait_for_url("**/publish/")
    tab_to(page, "Everyone")
    write(page, "Your name", "Kit Larsen")
    tab_to(page, "Address")
    page.keyboard.press("Control+A")
    page.keyboard.type("kit-builds")
    page.get_by_text("is free").wait_for()
    press(page, "Publish")
    page.get_by_role("heading", name="It is public").wait_for()
    press(page, "See it as a stranger")
    page.wait_for_url("**/@kit-builds/bed-line/")
