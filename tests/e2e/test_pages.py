"""Every page a person or a reader meets: accessible, light and dark, never too wide."""

import pytest
from django.urls import reverse

from portfolio.demo import load
from portfolio.prototypes import pictures
from portfolio.prototypes.models import Prototype, Screenshot
from portfolio.sharing import photo
from portfolio.sharing.models import Portfolio
from tests.demo import lighten
from tests.e2e.conftest import DESKTOP, PHONE, assert_accessible, assert_fits

pytestmark = pytest.mark.browser

OPEN = [
    "/",
    "/problems/",
    "/problems/hand-offs/",
    "/tools/replit/",
    "/@mina/",
    "/@mina/problems/hand-offs/",
    "/@mina/outcomes/failed/",
    "/@mina/pagewise/",
    "/@linxiaoyu/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/nothing-here/",
]
OWN = [
    "/log/",
    "/log/?outcome=failed&problem=hand-offs",
    "/log/new/",
    "/log/deleted/",
    "/share/",
    "/share/order/",
    "/settings/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/sessions/",
    "/accounts/2fa/",
]
OF_ONE = [
    "prototypes:detail",
    "prototypes:attempt_new",
    "prototypes:signal_new",
    "sharing:publish",
    "sharing:preview",
]


@pytest.fixture
def demo(open_page, monkeypatch, settings):
    """The demo, with pictures in one small size: what they weigh is not asked here."""
    lighten(monkeypatch, settings)
    load.load()
    for shot in Screenshot.objects.all():
        pictures.make_ready.call(shot.pk)
    for portfolio in Portfolio.objects.exclude(photo_id=None):
        photo.make_ready.call(portfolio.pk, str(portfolio.photo_id))


def look(page, examined, address):
    """Visit it under its own rules, then examine it where axe may add its style."""
    found = page.goto(address).status
    assert found == (404 if address == "/nothing-here/" else 200), address
    assert_fits(page)
    examined.goto(address)
    assert_accessible(examined)


def both(open_page, *options, **more):
    return open_page(*options, **more), open_page(*options, **more, bypass_csp=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_pages_everyone_sees(demo, open_page, size, scheme):
    pages = both(open_page, size, color_scheme=scheme)
    for address in OPEN:
        look(*pages, address)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_pages_of_the_person(demo, open_page, size, scheme):
    pages = both(open_page, size, color_scheme=scheme)
    for page in pages:
        sign_in(page, "builder@example.com")
    pagewise = Prototype.objects.get(name="Pagewise")
    attempt, signal = pagewise.attempts.first(), pagewise.signals.first()
    shot = pagewise.screenshots.first()
    picture = reverse("prototypes:picture", args=[pagewise.public_id, shot.public_id])
    of_one = [reverse(name, args=[pagewise.public_id]) for name in OF_ONE]
    pieces = [attempt.get_absolute_url(), signal.get_absolute_url(), picture]
    for address in [*OWN, *of_one, *pieces]:
        look(*pages, address)


def test_the_first_screens_of_somebody_new(open_page, sign_up):
    pages = both(open_page, PHONE)
    for number, page in enumerate(pages):
        sign_up(page, f"new{number}@example.com")
    for address in ["/log/", "/share/", "/log/deleted/", "/settings/"]:
        look(*pages, address)


def sign_in(page, email):
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").first.fill(load.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/log/")
