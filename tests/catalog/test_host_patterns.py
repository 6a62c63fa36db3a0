"""Every row of hosts.csv, by an address made from its pattern."""

import pytest
from django.core.exceptions import ValidationError

from portfolio.catalog import starter
from portfolio.catalog.hosts import refuse_tunnel
from portfolio.catalog.models import Tool, ToolHost
from portfolio.lib.advice import BY_KIND, WARNINGS
from portfolio.lib.links import Pattern, advice, recognise

ROWS = starter.rows("hosts")
PATTERNS = [
    Pattern(
        row["pattern"], row["tool"], row["kind"], row["builder"] == "yes", row["note"]
    )
    for row in ROWS
]
# Rows that another row is more specific than get an address only they fit.
EXAMPLES = {
    "chatgpt.com/g/g-": "chatgpt.com/g/g-123-coach",
    "github.com/": "github.com/alice/hand-offs",
}


def example(pattern: str) -> str:
    """*.host -> hand-offs.host; host/start -> host/start1."""
    if pattern in EXAMPLES:
        return EXAMPLES[pattern]
    return pattern.replace("*", "hand-offs") + ("" if pattern.startswith("*") else "1")


def by_pattern(row: dict[str, str]) -> str:
    return row["pattern"]


@pytest.mark.parametrize("row", ROWS, ids=by_pattern)
@pytest.mark.parametrize("form", ["https://{}", "http://WWW.{}", "{}?x=1#y"])
def test_every_row_is_recognised(row, form):
    match = recognise(form.format(example(row["pattern"])), PATTERNS)
    assert match is not None
    assert (match.pattern, match.tool, match.kind, match.builder, match.note) == (
        row["pattern"],
        row["tool"],
        row["kind"],
        row["builder"] == "yes",
        row["note"],
    )


@pytest.mark.parametrize("row", ROWS, ids=by_pattern)
def test_no_row_is_recognised_off_its_dot(row):
    host, slash, path = example(row["pattern"]).partition("/")
    bare = row["pattern"].removeprefix("*.").split("/")[0]
    for other in (f"{host}.evil.example", f"not{bare}"):
        match = recognise(f"https://{other}{slash}{path}", PATTERNS)
        # "notgist.github.com" stands below another row's host, and that is right.
        assert match is None or match.pattern != row["pattern"]


@pytest.mark.parametrize("row", ROWS, ids=by_pattern)
def test_every_doubtful_row_gets_its_own_words(row):
    match = recognise(example(row["pattern"]), PATTERNS)
    assert match is not None
    found = advice(match)
    if row["tool"] == "tunnel":
        assert found is not None
        assert found.refused
    elif row["kind"] in BY_KIND:
        assert found == ("warning", str(WARNINGS[row["pattern"]]), False)
    else:
        assert found is None or found.level == "info"


def test_every_warning_belongs_to_a_row():
    assert {row["pattern"] for row in ROWS} >= WARNINGS.keys()


@pytest.mark.parametrize(
    ("url", "tool", "kind"),
    [
        ("https://warm-line-git-main-mina.vercel.app", "Vercel", "preview"),
        ("https://warm-line-k3x9d2a1b-mina.vercel.app", "Vercel", "preview"),
        ("https://warm-line.vercel.app", "Vercel", "live"),
        ("https://preview--warm-line.lovable.app", "Lovable", "preview"),
        ("https://deploy-preview-4--warm-line.netlify.app", "Netlify", "preview"),
        ("https://chatgpt.com/g/g-p-6790-plans/project", "ChatGPT", "chat"),
        ("https://chatgpt.com/g/g-6790-coach", "ChatGPT", "live"),
    ],
)
def test_conditions_in_the_notes_are_kept(db, url, tool, kind):
    match = ToolHost.objects.recognise(url)
    assert match is not None
    assert (match.tool, match.kind) == (tool, kind)


@pytest.mark.parametrize(
    "url",
    [
        "https://replit.app.evil.example",
        "https://notreplit.app",
        "https://replit.app",
        "https://x.ngrok.io.evil.example",
        "https://example.com/x.replit.app",
        "",
    ],
)
def test_strangers_are_not_recognised(db, url):
    assert ToolHost.objects.recognise(url) is None


def test_recognising_costs_one_query_and_then_none(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        ToolHost.objects.recognise("https://a.replit.app")
    with django_assert_num_queries(0):
        for url in ("https://b.replit.app", "https://c.example", "not a link"):
            ToolHost.objects.recognise(url)


def test_a_change_reaches_other_processes_within_a_minute(db, monkeypatch):
    now = 1000.0
    monkeypatch.setattr("portfolio.catalog.hosts.time.monotonic", lambda: now)
    assert ToolHost.objects.recognise("https://a.new.example") is None
    tool = Tool.objects.get(name="Replit")
    ToolHost.objects.create(tool=tool, pattern="*.new.example", kind="live")
    assert ToolHost.objects.recognise("https://a.new.example") is None
    now += 61
    match = ToolHost.objects.recognise("https://a.new.example")
    assert match is not None
    assert match.tool == "Replit"


@pytest.mark.parametrize(
    "url",
    [
        "https://a1b2.ngrok-free.app/x",
        "https://a.ngrok.app",
        "http://a.ngrok.io:8080",
        "https://A.TryCloudflare.com",
    ],
)
def test_a_tunnel_is_refused_as_a_demo(db, url):
    with pytest.raises(ValidationError) as caught:
        refuse_tunnel(url)
    assert caught.value.code == "tunnel"
    assert "use that address, or add a video" in caught.value.messages[0]


@pytest.mark.parametrize(
    "url", ["https://a.replit.dev", "https://a.glitch.me", "https://example.com", ""]
)
def test_no_other_link_is_refused(db, url):
    refuse_tunnel(url)
