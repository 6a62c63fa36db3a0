"""The style inside public pages: one sheet, small, and allowed by its hash."""

import base64
import hashlib
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template

from portfolio.pages import style
from portfolio.pages.style import minified, public_style, read_style


@pytest.fixture
def css(settings, tmp_path):
    """A folder of style sheets that stand alone."""
    settings.STATICFILES_DIRS = [tmp_path]
    finders.get_finder.cache_clear()
    (tmp_path / "css" / "parts").mkdir(parents=True)
    yield tmp_path / "css"
    finders.get_finder.cache_clear()


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.css").write_text(text)


def test_imports_are_put_in_their_places(css):
    imports = '@import url("reset.css") layer(reset);\n@import url("parts/card.css");\n'
    write(css, public=f"@layer reset, base;\n{imports}a {{ color: red }}")
    write(css, reset="* { margin: 0; }")
    write(css / "parts", card='@import url("../reset.css");\n.card { top: 0 }')
    assert read_style().css == (
        "@layer reset,base;@layer reset{*{margin:0}}*{margin:0}.card{top:0}a{color:red}"
    )


def test_an_import_in_a_comment_is_none(css):
    write(css, public='/* @import url("none.css"); */ a { top: 0 }')
    assert read_style().css == "a{top:0}"


def test_addresses_become_those_of_static_files(css):
    write(css, public='@import url("parts/card.css") layer(a);\na { mask: url(a.svg) }')
    write(css / "parts", card='b { mask: url("../../img/b.svg") }')
    assert read_style().css == (
        '@layer a{b{mask:url("/static/img/b.svg")}}a{mask:url("/static/css/a.svg")}'
    )


@pytest.mark.parametrize("address", ["data:image/png;base64,AA", "#clip", "/a.png"])
def test_other_addresses_stay_as_they_are(css, address):
    write(css, public=f'a {{ mask: url("{address}") }}')
    assert read_style().css == f'a{{mask:url("{address}")}}'


def test_a_missing_sheet_is_named(css):
    write(css, public='@import url("none.css");')
    with pytest.raises(ImproperlyConfigured, match=r"no css/none\.css"):
        read_style()


def test_nothing_may_end_the_element(css):
    write(css, public='a::after { content: "</style><script>" }')
    with pytest.raises(ImproperlyConfigured, match="would end the style element"):
        read_style()


@pytest.mark.parametrize(
    ("css", "small"),
    [
        ("a  b > c ~ d + e { top : 0 ; }", "a b > c ~ d + e{top :0}"),
        ("a :hover, a:hover { top: 0 }", "a :hover,a:hover{top:0}"),
        ("a { width: calc( 1px + 2px - 3px ) }", "a{width:calc(1px + 2px - 3px)}"),
        (
            "@media (min-width: 40rem) and (hover) {}",
            "@media (min-width:40rem) and (hover){}",
        ),
        ('a { content: "  /* ; } */  " }', 'a{content:"  /* ; } */  "}'),
        ("a { content: '\\'  {' }", "a{content:'\\'  {'}"),
        ("a { --x: ; top: var( --x , 1px ) }", "a{--x:;top:var(--x,1px)}"),
        ("a { & :is( b , c ) { top: 0 } }", "a{& :is(b,c){top:0}}"),
        (
            "a { font: 1rem / 1.5 serif; top: -1px }",
            "a{font:1rem / 1.5 serif;top:-1px}",
        ),
    ],
)
def test_only_space_that_means_nothing_goes(css, small):
    assert minified(style.without_comments(css)) == small


def test_the_policy_allows_exactly_what_the_page_carries(client, settings, db):
    settings.ROOT_URLCONF = "tests.pages.urls"
    drawn = Template("{% load pages %}{% public_style %}").render(Context())
    inside = drawn.removeprefix("<style>").removesuffix("</style>")
    digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
    policy = client.get("/").headers["Content-Security-Policy"].split("; ")
    assert f"style-src 'self' 'sha256-{digest}'" in policy


def test_a_change_shows_at_once_while_developing(css, settings):
    settings.DEBUG = True
    write(css, public="a { top: 0 }")
    assert public_style().css == "a{top:0}"
    write(css, public="a { top: 1px }")
    assert public_style().css == "a{top:1px}"


def test_the_sheet_of_the_site_is_whole():
    css = read_style().css
    assert css.count("{") == css.count("}")
    assert "@import" not in css
    assert "/*" not in css
