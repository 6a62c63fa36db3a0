import pytest
from django.template.loader import render_to_string
from django.utils.html import strip_tags

from portfolio.catalog.models import ToolHost
from portfolio.lib.links import Match


def note(url: str) -> str:
    match = ToolHost.objects.recognise(url)
    return render_to_string("catalog/_link_note.html", {"match": match})


def words(html: str) -> list[str]:
    return [line.strip() for line in strip_tags(html).splitlines() if line.strip()]


def test_it_names_tool_and_kind(db):
    html = note("https://a.replit.app")
    assert "<b>Replit</b>" in html
    assert words(html) == ["Looks like Replit, a live app."]
    assert "nudge" not in html


def test_it_warns_of_a_preview(db):
    html = note("https://a.replit.dev")
    assert words(html)[0] == "Looks like Replit, a preview."
    assert words(html)[1].startswith("A replit.dev address is for development")
    assert '<p class="nudge">' in html


def test_it_hints_at_a_sleeper(db):
    html = note("https://a.streamlit.app")
    assert '<p class="hint">' in html
    assert "nudge" not in html


def test_it_names_a_tunnel(db):
    html = note("https://a.ngrok.io")
    assert words(html)[0] == "Looks like a tunnel to a computer."
    assert '<p class="nudge">' in html


@pytest.mark.parametrize("url", ["https://example.com", "", "not a link"])
def test_it_is_silent_about_strangers(db, url):
    assert note(url).strip() == ""


def test_a_name_with_marks_is_only_text():
    match = Match("x", "<script>", "live", True, "", "x")
    html = render_to_string("catalog/_link_note.html", {"match": match})
    assert "<b>&lt;script&gt;</b>" in html
