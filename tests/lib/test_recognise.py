import pytest

from portfolio.lib.links import Pattern, recognise

PATTERNS = [
    Pattern("*.replit.app", "Replit", "live", True),
    Pattern("replit.com/@", "Replit", "editor", True),
    Pattern("*.vercel.app", "Vercel", "live"),
    Pattern("*.netlify.app", "Netlify", "live"),
    Pattern("*.lovable.app", "Lovable", "live", True),
    Pattern("github.com/", "GitHub", "code"),
    Pattern("gist.github.com/", "Gist", "code"),
    Pattern("*.github.com", "Below GitHub", "doc"),
    Pattern("chatgpt.com/g/g-p-", "ChatGPT", "chat", True, "a private project"),
    Pattern("chatgpt.com/g/g-", "ChatGPT", "live", True, "a custom GPT"),
    Pattern("framer.com/share", "Framer", "design", True),
]


def kind(url: str) -> str | None:
    match = recognise(url, PATTERNS)
    return match.kind if match else None


def pattern(url: str) -> str | None:
    match = recognise(url, PATTERNS)
    return match.pattern if match else None


@pytest.mark.parametrize(
    "url",
    [
        "https://my-app.replit.app",
        "http://my-app.replit.app/deep/page?x#y",
        "my-app.replit.app",
        "MY-APP.REPLIT.APP",
        "https://my-app.replit.app.",
        "https://my-app.replit.app.:443/",
        "https://my-app.replit.app:8443",
        "https://www.my-app.replit.app",
        "https://a.b.replit.app",
        "https://alice:secret@my-app.replit.app/",
        "https://bücher.replit.app",
        "  https://my-app.replit.app\n",
        "ｍｙ.replit。app",
    ],
)
def test_a_name_below_a_host_is_known_however_it_is_written(url):
    assert pattern(url) == "*.replit.app"


@pytest.mark.parametrize(
    "url",
    [
        "https://replit.app.evil.example",
        "https://my.replit.app.evil.example",
        "https://notreplit.app",
        "https://my.notreplit.app",
        "https://replit.app",
        "https://www.replit.app",
        "https://evil.example/my.replit.app",
        "https://evil.example?u=https://my.replit.app",
        "https://my.replit.app@evil.example",
        "https://evil.example#my.replit.app",
        "https://my.replit.app\\.evil.example",
        "https://my.rep1it.app",
        "https://my.replіt.app",  # the third i is Cyrillic
        "not an address",
        "javascript:my.replit.app",
        "",
    ],
)
def test_what_only_looks_like_a_host_is_not(url):
    assert pattern(url) is None


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://replit.com/@alice/app", "replit.com/@"),
        ("https://replit.com/%40alice/app", "replit.com/@"),
        ("https://www.replit.com/@alice", "replit.com/@"),
        ("https://replit.com/teams/@alice", None),
        ("https://replit.com/", None),
        ("https://framer.com/share/x", "framer.com/share"),
        ("https://framer.com/Share/x", None),
        ("https://app.framer.com/share/x", None),
        ("https://github.com", "github.com/"),
        ("https://github.com?tab=repositories", "github.com/"),
    ],
)
def test_a_path_counts_from_its_start_letter_by_letter(url, found):
    assert pattern(url) == found


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://gist.github.com/alice/1", "gist.github.com/"),
        ("https://docs.github.com/en", "*.github.com"),
        ("https://chatgpt.com/g/g-p-123-plans", "chatgpt.com/g/g-p-"),
        ("https://chatgpt.com/g/g-123-coach", "chatgpt.com/g/g-"),
    ],
)
@pytest.mark.parametrize("order", [1, -1])
def test_the_most_specific_pattern_wins_in_any_order(url, found, order):
    match = recognise(url, PATTERNS[::order])
    assert match is not None
    assert match.pattern == found


def test_a_match_carries_what_its_row_says():
    match = recognise("https://www.chatgpt.com/g/g-p-1", PATTERNS)
    assert match is not None
    assert match._asdict() == {
        "pattern": "chatgpt.com/g/g-p-",
        "tool": "ChatGPT",
        "kind": "chat",
        "builder": True,
        "note": "a private project",
        "host": "chatgpt.com",
    }


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://hand-offs.vercel.app", "live"),
        ("https://my-prototype-app.vercel.app", "live"),  # nine letters, but a word
        ("https://my-route2025-app.vercel.app", "live"),
        ("https://k3x9d2a1b.vercel.app", "live"),  # a whole name is a project's own
        ("https://hand-offs-k3x9d2a1b-alices-team.vercel.app", "preview"),
        ("https://hand-offs-k3x9d2a1b.vercel.app", "preview"),
        ("https://hand-offs-git-main-alices-team.vercel.app", "preview"),
        ("https://HAND-OFFS-GIT-main-alice.vercel.app", "preview"),
        ("https://deploy-preview-12--calm.netlify.app", "preview"),
        ("https://calm-deploy-preview.netlify.app", "live"),
        ("https://preview--warm-line.lovable.app", "preview"),
        ("https://id-preview--1c2d.lovable.app", "preview"),
        ("https://warm-line-preview.lovable.app", "live"),
        ("https://preview--warm-line.replit.app", "live"),
    ],
)
def test_some_names_on_a_live_host_are_previews(url, found):
    assert kind(url) == found
