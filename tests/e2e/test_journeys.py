"""What a person does from end to end, on a phone and at a desk."""

import pytest

from tests.e2e.conftest import DESKTOP, PHONE
from tests.prototypes.conftest import png

pytestmark = pytest.mark.browser

PROBLEM = "Nurses retype the handover note three times a night"
EMAIL = "nia@example.com"


def picture_file():
    upload = png(1600, 1000, name="ward-board.png")
    return {"name": upload.name, "mimeType": "image/png", "buffer": upload.read()}


def log_first_problem(page):
    page.get_by_label("The problem").fill(PROBLEM)
    page.get_by_role("button", name="Log it").click()
    page.wait_for_url("**/log/*-*/")


def log_attempt_with_picture(page):
    page.get_by_role("link", name="Log the first attempt").click()
    page.get_by_label("Prompt").fill("Turn these notes into one handover line a bed.")
    page.get_by_label("What came back").fill("Fluent, and wrong about **bed 4**.")
    page.get_by_label("Did not work").check()
    page.get_by_label("Pictures").set_input_files(picture_file())
    page.get_by_role("button", name="Log the attempt").click()
    page.wait_for_url("**/log/*-*/#attempt-1")


def describe_picture(page):
    page.get_by_role("link", name="Describe").click()
    page.get_by_label("What it shows, in words").fill(
        "A ward board with one line a bed"
    )
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**#pictures")


def name_and_tag(page, script):
    save(page, "problem", "Problem tags", "Hand-offs,", script)
    save(page, "prototype", "Name", "Bed Line", script)


def save(page, section, label, text, script):
    form = page.locator(f"form#{section}")
    form.get_by_label(label).fill(text)
    form.get_by_role("button", name="Save").click()
    if script:
        form.get_by_text("Saved").wait_for()
    else:
        page.wait_for_url(f"**#{section}")


def publish(page):
    page.get_by_role("link", name="Publish", exact=True).click()
    page.get_by_label("Everyone").check()
    page.get_by_label("Your name").fill("Nia Adeleke")
    page.get_by_label("Address").fill("nia-builds")
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("heading", name="It is public").wait_for()
    return page.locator("p.address a").get_attribute("href")


def read_as_a_stranger(page, address):
    page.goto(address)
    assert page.get_by_role("heading", level=1).inner_text() == PROBLEM
    assert page.get_by_text("Fluent, and wrong about bed 4.").is_visible()
    shown = page.locator("main img").first
    shown.scroll_into_view_if_needed()
    assert shown.get_attribute("alt") == "A ward board with one line a bed"
    page.wait_for_function("document.querySelector('main img').naturalWidth > 0")
    assert page.context.cookies() == []
    page.get_by_role("link", name="Nia Adeleke").first.click()
    page.wait_for_url("**/@nia-builds/")
    assert page.get_by_role("link", name=PROBLEM).is_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_from_sign_up_to_a_reader(open_page, sign_up, size, script):
    page = open_page(size, java_script_enabled=script)
    sign_up(page, EMAIL)
    assert page.get_by_role(
        "heading", name="Who is stuck, and doing what?"
    ).is_visible()
    log_first_problem(page)
    log_attempt_with_picture(page)
    describe_picture(page)
    name_and_tag(page, script)
    address = publish(page)
    read_as_a_stranger(open_page(size, java_script_enabled=script), address)
