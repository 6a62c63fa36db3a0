"""What a pasted link says about the prototype, without asking the network."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portfolio.catalog.hosts import refuse_tunnel
from portfolio.catalog.models import Tool, ToolHost
from portfolio.lib.links import advice, clean_url


class LinkInput(forms.TextInput):
    """An address that is looked at as soon as it is pasted."""

    template_name = "forms/widgets/link.html"
    # A browser's own check would refuse an address without https://, and we take it.
    input_type = "text"


class DemoUrlField(forms.CharField):
    widget = LinkInput

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        url = clean_url(text)
        refuse_tunnel(url)
        return url


def demo_url_field() -> DemoUrlField:
    return DemoUrlField(
        label=_("Link to the demo"),
        required=False,
        help_text=_("Paste it as it is; the tool is recognised."),
    )


def look_at(text: str) -> dict[str, Any]:
    """Recognise a link, and say what a reader will meet there."""
    match = ToolHost.objects.recognise(text)
    return {"match": match, "advice": advice(match) if match else None}


def tool_behind(url: str) -> Tool | None:
    """Find the tool that built what stands at `url`, if its host tells."""
    match = ToolHost.objects.recognise(url)
    if not match or not match.builder:
        return None
    return Tool.objects.filter(name=match.tool).first()
