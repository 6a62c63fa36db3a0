"""The small pages that the demo's links open do what their prototypes claim."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from portfolio.demo.take_pictures import served
from tests.e2e.conftest import DESKTOP, PHONE, assert_accessible, assert_fits

pytestmark = pytest.mark.browser

FIRST_ALERT = "[data-alert='0'] button"
WORSE, REFUSED = "[data-case='5'] button", "[data-case='7'] button"
# What to press, one after the other, and what the page says then.
STORIES = {
    "pagewise": ([FIRST_ALERT], "1 of 4 decided. 1 would have woken the wrong team."),
    "warm-line": (
        ["#rest", "li:nth-child(2) button", "li:nth-child(3) button", "#over"],
        "Kemi has 2 of her sentences and the sound behind each.",
    ),
    "signal-sieve": (["#compare"], "2 of the first five are the same: 40% agreement."),
    "why-line": (["#card-4098 button", "#keep"], "#4098 is with Billing."),
    "five-minute-letter": (
        ["#publish", "#mail = ada@example.com", "#join button"],
        "You are in. The next letter comes Sunday, 7 in the morning.",
    ),
    "night-card": ([".pass", ".mine"], "Ife is being woken."),
    "margin-notes": (
        [".doubt button", ".doubt >> nth=1 >> button", "#send"],
        "Sent. The notes stay with the ticket.",
    ),
    "receipt-box": (["#shoot", ".go", "#shoot", ".go >> nth=1"], "on 2 of 3 papers"),
    "eval-bench": (
        ["#run", WORSE, WORSE, REFUSED, REFUSED, "#ship"],
        "Shipped, with two judgements and your name beside them.",
    ),
    "prompt-diff": (["#each", "#best"], "+6 with 2 of 4 changes."),
    "trace-turn": (["#strip button >> nth=10", "#mark"], "Ania marked the same step."),
    "is-it-ready": (
        ["#number = 217", "form button", "#answer button"],
        "We will text you once, and not again.",
    ),
    "baoxiu": (["#ask > button", "#note .main"], "便条已送到王师傅手机"),
    "yaohe": ([".big", ".big", ".big"], "没事，药盒记着呢。"),
}
# The worse beginnings that pictures of attempts show.
FIRST = {
    "pagewise": ([], "Sade: not ours since March. Who do I wake now?"),
    "warm-line": (["#rest", "#over"], "Kemi asks: could you tell me what happened"),
    "why-line": ([], "First version: the model writes the reason anew"),
    "night-card": (["text=Ack"], "Ack: are you sure?"),
    "is-it-ready": (["#number = 217", "form button"], "Status: IN PROCESS"),
    "baoxiu": (["#ask > button"], "请耐心等待"),
}


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served() as address:
        yield address


@pytest.fixture
def visit(browser, site):
    """Open a page of the demo; at the end nobody may have complained."""
    complaints: list[str] = []
    contexts = []

    def open_it(name: str, size: dict[str, int], query: str = ""):
        contexts.append(browser.new_context(viewport=size, reduced_motion="reduce"))
        page = contexts[-1].new_page()
        page.set_default_timeout(5000)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{site}{name}/index.html{query}")
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert complaints == []


def press(page, step: str) -> None:
    if " = " in step:
        page.fill(*step.split(" = "))
    else:
        page.click(step)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("name", STORIES)
def test_a_page_works(visit, name, size):
    steps, said = STORIES[name]
    page = visit(name, size)
    expect(page.get_by_text(said)).not_to_be_visible()
    assert_fits(page)
    for step in steps:
        press(page, step)
    expect(page.get_by_text(said)).to_be_visible()
    assert_fits(page)


@pytest.mark.parametrize("name", STORIES)
def test_a_page_is_accessible_before_and_after(visit, name):
    page = visit(name, DESKTOP)
    assert_accessible(page)
    for step in STORIES[name][0]:
        press(page, step)
    assert_accessible(page)


@pytest.mark.parametrize("name", FIRST)
def test_the_first_version_is_kept(visit, name):
    steps, said = FIRST[name]
    page = visit(name, DESKTOP, "?v=1")
    for step in steps:
        press(page, step)
    expect(page.get_by_text(said)).to_be_visible()
    assert_accessible(page)


def test_what_was_paged_can_be_taken_back(visit):
    page = visit("pagewise", DESKTOP)
    page.click(FIRST_ALERT)
    page.click("[data-undo='0']")
    expect(page.locator(FIRST_ALERT).first).to_have_text("Page Billing")


def test_a_sentence_that_rests_on_nothing_blocks_the_letter(visit):
    page = visit("margin-notes", DESKTOP)
    expect(page.locator("#send")).to_be_disabled()
    page.click(".doubt button")
    expect(page.locator("#send")).to_be_disabled()
    page.click(".doubt >> nth=1 >> button")
    expect(page.locator("#send")).to_be_enabled()


def test_one_case_that_is_really_wrong_stops_the_release(visit):
    page = visit("eval-bench", DESKTOP)
    for step in ("#run", WORSE, f"{WORSE} >> nth=1", REFUSED, REFUSED):
        page.click(step)
    expect(page.locator("#ship")).to_be_disabled()
    expect(page.locator("#why")).to_have_text(
        "One case is really wrong. The average does not buy it back."
    )
