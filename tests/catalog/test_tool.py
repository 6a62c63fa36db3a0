import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from portfolio.catalog.models import Tool, ToolHost
from tests.catalog.factories import ToolFactory


def names(tools) -> list[str]:
    return [tool.name for tool in tools]


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Replit", "builder"),
        ("v0", "builder"),
        ("Cursor", "builder"),
        ("Websim", "builder"),
        ("Midjourney", "design"),
        ("DALL-E", "design"),
        ("NotebookLM", "research"),
        ("Gong", "research"),
        ("OpenAI Realtime", "voice"),
        ("Whisper", "voice"),
        ("GPT-4o", "model"),
        ("Claude", "model"),
    ],
)
def test_the_tools_of_the_trade_are_there(db, name, family):
    tool = Tool.objects.get(name=name)
    assert (tool.family, tool.is_shared) == (family, True)
    assert tool.get_absolute_url() == reverse("sharing:tool", args=[tool.slug])


def test_names_become_tools(alice):
    tools = Tool.objects.resolve(["replit", "My own script", "V0"], by=alice)
    assert names(tools) == ["Replit", "My own script", "v0"]
    assert (tools[1].family, tools[1].made_by, tools[1].is_shared) == (
        "other",
        alice,
        False,
    )


def test_versions_are_no_twins(db):
    ToolFactory(name="Claude Opus 3")
    assert Tool.objects.near("Claude Opus 4") is None
    assert Tool.objects.near("Claud Opus 3").name == "Claude Opus 3"


def test_suggestions(db, alice):
    Tool.objects.resolve(["Replitify"], by=alice)
    assert names(Tool.objects.suggest("repl")) == ["Replit"]
    assert names(Tool.objects.suggest("repl", by=alice)) == ["Replit", "Replitify"]
    assert names(Tool.objects.suggest("hub")) == [
        "GitHub",
        "GitHub Copilot",
        "GitHub Pages",
    ]


def test_a_home_page_is_a_clean_address(db):
    tool = Tool(name="New bench", home_page="Bench.Example/")
    tool.full_clean()
    assert tool.home_page == "https://bench.example/"
    tool.home_page = "javascript:alert(1)"
    with pytest.raises(ValidationError):
        tool.full_clean()


def test_a_pattern_needs_a_tool_or_a_label(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        ToolHost.objects.create(pattern="*.x.example", kind="live")
    host = ToolHost(pattern="*.x.example", kind="live")
    with pytest.raises(ValidationError) as caught:
        host.full_clean()
    assert caught.value.messages == ["Choose a tool, or write a label."]
