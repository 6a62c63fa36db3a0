import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from portfolio.catalog.names import clean_name, key_of, nearly, stem_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hand-offs", "hand offs"),
        ("Hand-offs", "  HAND  OFFS "),
        ("Hand-offs", "Hand\u2013offs"),
        ("Hand-offs", "Hand_offs"),
        ("Hand-offs", "Hand\u200b-offs"),
        ("GPT-4o", "ＧＰＴ－４ｏ"),
        ("Straße", "STRASSE"),
        ("Café", "Cafe\u0301"),
        ("交接", "交接 "),
        ("AI 交接", "ＡＩ　交接"),
    ],
)
def test_two_spellings_are_one_name(one, other):
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hand-offs", "Handoffs"),
        ("C", "C++"),
        ("交接", "交班"),
        ("Claude 3", "Claude 4"),
    ],
)
def test_two_names_stay_two(one, other):
    assert key_of(one) != key_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hand-offs", "Handoffs"),
        ("Hand-offs", "hand off"),
        ("Queries", "Query"),
        ("Searches", "Search"),
        ("Boxes", "Box"),
        ("Meeting noise", "Meetings noise"),
        ("Sign-up", "Signup"),
        ("交 接", "交接"),
    ],
)
def test_two_forms_have_one_stem(one, other):
    assert stem_of(one) == stem_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bus", "Bu"), ("Less", "Les"), ("Analysis", "Analysi"), ("Gas", "Ga")],
)
def test_a_final_s_is_not_always_an_ending(one, other):
    assert stem_of(one) != stem_of(other)


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        ("billing", "billing", True),
        ("billing", "biling", True),
        ("billing", "billling", True),
        ("billing", "bolling", True),
        ("billing", "iblling", True),
        ("billing", "billign", True),
        ("billing", "xbilling", True),
        ("billing", "billingx", True),
        ("billing", "bolng", False),
        ("billing", "lbilign", False),
        ("billing", "building", False),  # one wrong and one too many
        ("trust", "thrust", False),  # too short for a typo to be sure
        ("claude3", "claude4", False),
        ("gpt4omini", "gpt4mini", True),
        ("交接班时间表", "交接班时间书", False),
    ],
)
def test_one_slip_is_near(one, other, is_near):
    assert nearly(one, other) is is_near
    assert nearly(other, one) is is_near


@given(
    st.text("abcdef", min_size=6, max_size=12),
    st.integers(0, 11),
    st.sampled_from("abcdef"),
)
def test_every_single_slip_is_near(word, place, letter):
    place = min(place, len(word) - 1)
    head, tail = word[:place], word[place:]
    assert nearly(word, head + letter + tail)
    assert nearly(word, head + letter + tail[1:])
    assert nearly(word, head + tail[1::-1] + tail[2:])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Hand \n offs ", "Hand offs"),
        ("pay\u202epal", "paypal"),
        ("x" * 40, "x" * 40),
    ],
)
def test_a_name_is_cleaned(typed, kept):
    assert clean_name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("x" * 41, f"Shorten “{'x' * 41}” to 40 characters."),
        ("ﷺ" * 20, f"Shorten “{'ﷺ' * 20}” to 40 characters."),
        ("!!!", "Write “!!!” in words."),
        ("-", "Write “-” in words."),
        ("\u200b", "Write “” in words."),
    ],
)
def test_some_names_are_refused_in_words(typed, message):
    with pytest.raises(ValidationError) as caught:
        clean_name(typed)
    assert caught.value.messages == [message]


@given(st.text(max_size=60))
def test_a_key_is_its_own_key(text):
    assert key_of(key_of(text)) == key_of(text)
