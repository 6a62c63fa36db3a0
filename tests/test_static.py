"""What is served as files, and what every template must leave out."""

import hashlib
import json
import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory

from portfolio.pages.style import read_style

ROOT = Path(__file__).resolve().parent.parent
STATIC, TEMPLATES = ROOT / "static", ROOT / "templates"
VENDOR = json.loads((STATIC / "vendor/VENDOR.json").read_text())
PAGES = sorted(TEMPLATES.rglob("*.html"))
SHEETS = sorted((STATIC / "css").rglob("*.css"))
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
IMPORT = re.compile(r'^@import url\("([^"]+)"\) layer\(\w+\);$', re.MULTILINE)
ICON = re.compile(r"""\{%\s*icon\s+["']([\w-]+)["']""")
# Data blocks run nothing, and the policy lets them be.
INLINE = re.compile(
    r"""\sstyle\s*=|<style|\son[a-z]+\s*=\s*["']|\shx-on|["']js:|javascript:
    |<script(?![^>]*(?:\ssrc=|type="application/(?:ld\+)?json"))""",
    re.IGNORECASE | re.VERBOSE,
)
# Made of the site's own checked CSS, and allowed by its hash.
CARRIED = re.compile(r"<style>\{\{ [\w.|]+ \}\}</style>")
# The whole page has 15 KB until it is painted.
PUBLIC_CSS = 6_000
# Which colours words have, and what is behind them.
WORDS_ON = {
    "ink": "paper surface sunken apple-soft clay-soft danger-soft",
    "muted": "paper surface sunken",
    "apple": "paper surface apple-soft",
    "clay": "paper surface clay-soft",
    "danger": "paper surface danger-soft",
    "paper": "ink",
    "on-apple": "apple",
    "on-danger": "danger",
}


def imports(sheet: Path) -> list[str]:
    return IMPORT.findall(sheet.read_text())


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("item", VENDOR, ids=lambda item: item["file"])
def test_what_others_made_is_as_they_made_it(item):
    data = (STATIC / item["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == item["sha256"]
    assert b"sourceMappingURL" not in data
    assert (STATIC / item["licence_file"]).read_text().strip() != ""


def test_every_script_and_font_of_others_is_listed():
    found = [*STATIC.glob("vendor/*.js"), *STATIC.glob("fonts/*.woff2")]
    listed = {item["file"] for item in VENDOR} - {"img/icons.svg"}
    assert {str(path.relative_to(STATIC)) for path in found} == listed


def test_the_fonts_weigh_under_100_kb():
    assert sum(font.stat().st_size for font in STATIC.glob("fonts/*")) < 100_000


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_page_draws_only_icons_that_exist(page):
    sprite = (STATIC / "img/icons.svg").read_text()
    drawn = set(ICON.findall(page.read_text()))
    assert drawn - set(re.findall(r'<symbol id="([\w-]+)"', sprite)) == set()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_page_holds_no_inline_script_or_style(page):
    assert INLINE.findall(CARRIED.sub("", page.read_text())) == []


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        "<a onclick='go()'>",
        "<div hx-on:click='go()'>",
        "<div hx-vals='js:{a: 1}'>",
        '<a href="javascript:go()">',
        "<script>go()</script>",
    ],
)
def test_the_search_for_inline_code_finds_it(text):
    assert len(INLINE.findall(text)) == 1


@pytest.mark.parametrize("sheet", SHEETS, ids=name)
def test_a_sheet_imports_only_files_that_exist(sheet):
    text = sheet.read_text()
    assert text.count("@import") == len(imports(sheet))
    assert [
        path for path in imports(sheet) if not (sheet.parent / path).is_file()
    ] == []


def test_the_app_imports_every_component_and_public_pages_some():
    app = imports(STATIC / "css/app.css")
    components = {f"components/{path.name}" for path in STATIC.glob("css/components/*")}
    assert {path for path in app if path.startswith("components/")} == components
    public = imports(STATIC / "css/public.css")
    assert public == [path for path in app if path in public]


def test_the_css_in_a_public_page_is_small():
    assert len(brotli.compress(read_style().css.encode())) <= PUBLIC_CSS


def luminance(colour: str) -> float:
    digits = colour if len(colour) == 6 else "".join(2 * digit for digit in colour)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("accent", ["apple", "lake", "plum", "honey"])
def test_every_colour_of_words_can_be_read(accent, scheme):
    tokens = (STATIC / "css/tokens.css").read_text()
    rules = re.findall(r"^(\S+) \{(.+?)\}", tokens, re.MULTILINE | re.DOTALL)
    colours = {}
    for selector, body in rules:
        if selector in (":root", f".accent-{accent}"):
            pairs = re.findall(r"--([\w-]+): light-dark\(#(\w+), #(\w+)\)", body)
            colours |= {token: both[scheme] for token, *both in pairs}
    assert contrast("000", "fff") == 21
    faint = [
        (word, ground)
        for word, grounds in WORDS_ON.items()
        for ground in grounds.split()
        if contrast(colours[word], colours[ground]) < 4.5
    ]
    assert faint == []


@pytest.mark.parametrize("script", SCRIPTS, ids=name)
def test_a_script_is_short_and_imports_files_that_exist(script):
    text = script.read_text()
    assert len(text.splitlines()) < 60
    found = re.findall(r'^import .*?"(.+)";$', text, re.MULTILINE)
    assert [path for path in found if not (script.parent / path).is_file()] == []


@pytest.mark.parametrize("page", ["base.html", "404.html", "500.html", "503.html"])
def test_a_public_page_sets_no_cookie_and_runs_no_script(page):
    request = RequestFactory().get("/")
    html = render_to_string(page, request=request)
    assert "CSRF_COOKIE" not in request.META
    assert "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
    assert "<script" not in html
    assert "hx-" not in html


@pytest.mark.parametrize("page", ["404.html", "403_csrf.html", "500.html"])
def test_an_error_page_needs_no_request(page):
    html = render_to_string(page)
    assert '<main id="main" class="page" tabindex="-1">' in html
    assert f'href="{settings.STATIC_URL}css/app.css"' in html
