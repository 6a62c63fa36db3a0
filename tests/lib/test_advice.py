import pytest
from django.utils import translation

from portfolio.lib.advice import BY_KIND, KINDS, NOTES, WARNINGS
from portfolio.lib.links import Match, advice


def match(pattern: str, kind: str, tool: str = "Tool") -> Match:
    return Match(pattern, tool, kind, False, "", "example.com")


@pytest.mark.parametrize(
    ("pattern", "kind", "better"),
    [
        ("*.replit.dev", "preview", "replit.app address"),
        ("replit.com/@", "editor", "replit.app address"),
        ("v0.app/chat/", "chat", "published address"),
        ("*.vercel.app", "preview", "main address"),
        ("bolt.new/~/", "editor", "bolt.host address"),
        ("lovable.dev/projects/", "editor", "lovable.app address"),
        ("*.lovable.app", "preview", "lovable.app address"),
        ("*.netlify.app", "preview", "main address"),
        ("claude.ai/share/", "chat", "claude.ai/public/artifacts address"),
        ("claude.ai/chat/", "chat", "Only you can open"),
        ("chatgpt.com/share/", "chat", "canvas or the custom GPT"),
        ("*.gradio.live", "preview", "dies within a week"),
        ("*.gradio.live", "preview", "Hugging Face Space"),
        ("*.glitch.me", "dead", "8 July 2025"),
        ("*.glitch.me", "dead", "keep screenshots"),
    ],
)
def test_it_names_the_better_link(pattern, kind, better):
    found = advice(match(pattern, kind))
    assert found is not None
    assert better in found.text
    assert (found.level, found.refused) == ("warning", False)


@pytest.mark.parametrize("kind", ["preview", "editor", "chat", "dead"])
def test_every_doubtful_kind_has_words_for_an_unknown_host(kind):
    found = advice(match("*.new.example", kind))
    assert found == ("warning", str(BY_KIND[kind]), False)


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - BY_KIND.keys()))
def test_every_other_kind_is_left_alone(kind):
    assert advice(match("*.new.example", kind)) is None


@pytest.mark.parametrize(
    "pattern",
    ["*.streamlit.app", "huggingface.co/spaces/", "*.hf.space", "*.onrender.com"],
)
def test_a_sleeper_gets_a_hint_and_no_warning(pattern):
    found = advice(match(pattern, "live"))
    assert found is not None
    assert (found.level, found.refused) == ("info", False)
    assert "Open it before an interview" in found.text


def test_a_published_address_on_a_host_with_previews_is_left_alone():
    assert advice(match("*.vercel.app", "live")) is None


def test_a_tunnel_is_refused():
    found = advice(match("*.ngrok.io", "preview", tool="tunnel"))
    assert found is not None
    assert found.refused
    assert "tunnel to a computer" in found.text


def test_a_match_says_its_kind_in_words():
    assert match("*.replit.app", "live").kind_words == "a live app"
    assert match("x", "unheard of").kind_words == ""


def test_the_words_wait_for_the_readers_language(monkeypatch):
    monkeypatch.setitem(NOTES, "x", translation.gettext_lazy("Yes"))
    with translation.override("zh-hans"):
        found = advice(match("x", "live"))
    assert found == ("info", "是", False)


def test_no_warning_is_unreachable():
    assert not WARNINGS.keys() & NOTES.keys()
