import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from portfolio.lib.text import (
    MAX_SLUG,
    MAX_TEXT,
    UNSTORABLE,
    clean_line,
    clean_text,
    slugify_title,
    storable,
)

SCRIPTS = [
    "Ναι, γιατί όχι;",
    "Да, конечно",
    "שלום עולם",
    "مرحبا بالعالم",
    "नमस्ते दुनिया",
    "สวัสดีชาวโลก",
    "你好，世界",
    "こんにちは",
    "안녕하세요",
    "👩🏽‍🚀 🏳️‍🌈 e\u0301",
    "\u200e\u200fdirection\ttab\n\n  indented  ",
    "U+FFFE \ufffe and \uffff, C1 \x85",
]


@pytest.mark.parametrize("text", SCRIPTS)
def test_long_text_stays_as_it_was_typed(text):
    assert clean_text(text) == text


def test_line_ends_of_browsers_become_plain():
    assert clean_text("a\r\nb\rc\n") == "a\nb\nc\n"


@pytest.mark.parametrize(
    "character", ["\x00", "\x08", "\x0b", "\x1b", "\x7f", "\udcff"]
)
def test_what_no_page_can_carry_is_refused(character):
    with pytest.raises(ValidationError) as caught:
        clean_text(f"ab{character}c")
    assert caught.value.code == "control_character"
    assert caught.value.messages[0].startswith(
        "Remove the control character at position 3."
    )
    with pytest.raises(ValidationError):
        storable(f"ab{character}c")


def test_the_validator_lets_the_line_ends_of_browsers_pass():
    storable("a\r\nb\tc\n")


def test_text_over_the_limit_is_refused_with_both_numbers():
    assert clean_text("x" * MAX_TEXT) == "x" * MAX_TEXT
    with pytest.raises(ValidationError) as caught:
        clean_text("x" * 11, limit=10)
    assert caught.value.messages == ["Shorten this to 10 characters. It has 11."]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Hand \t offs\n", "Hand offs"),
        ("pay\u202epal", "paypal"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("nul\x00l", "null"),
        ("Cafe\u0301", "Café"),
        ("👩\u200d🚀", "👩\u200d🚀"),
    ],
)
def test_a_line_loses_its_hidden_marks(typed, kept):
    assert clean_line(typed) == kept


@given(st.text())
def test_a_clean_line_stays_clean(text):
    line = clean_line(text)
    assert clean_line(line) == line
    assert not UNSTORABLE.search(line)
    assert unicodedata.is_normalized("NFC", line)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("On-call hand-offs, sorted!", "on-call-hand-offs-sorted"),
        ("Café Crème", "cafe-creme"),
        ("  --Warm Line--  ", "warm-line"),
        ("交接助手", "交接助手"),
        ("交接助手 v2", "交接助手-v2"),
        ("Warm Line 热线", "warm-line"),
        ("Ψ", "ψ"),
        ("🚀🚀", "prototype"),
        ("", "prototype"),
        ("---", "prototype"),
        ("__init__", "init"),
    ],
)
def test_a_title_becomes_an_address(title, slug):
    assert slugify_title(title) == slug


def test_a_long_title_ends_with_a_whole_word():
    slug = slugify_title("The alarm rings so often that the one that matters gets lost")
    assert slug == "the-alarm-rings-so-often-that-the-one-that-matters-gets-lost"
    slug = slugify_title(
        "The alarm rings so often that the one that matters is silenced"
    )
    assert slug == "the-alarm-rings-so-often-that-the-one-that-matters-is"
    assert slugify_title("长" * 100) == "长" * MAX_SLUG


def test_the_fallback_can_be_named():
    assert slugify_title("!", fallback="word") == "word"


@given(st.text(max_size=200))
def test_an_address_is_never_empty_nor_long(title):
    slug = slugify_title(title)
    assert 1 <= len(slug) <= MAX_SLUG
    assert all(character.isalnum() or character in "-_" for character in slug)
