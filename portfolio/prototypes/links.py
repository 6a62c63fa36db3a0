"""What a pasted link says about the prototype, without asking the network."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portfolio.catalog.models import Tool, ToolHost
from portfolio.lib.links import Match, advice, clean_url


class LinkInput(forms.TextInput):
    """An address that is looked at as soon as it is pasted."""

    template_name = "forms/widgets/link.html"
    input_type = "url"


class DemoUrlField(forms.CharField):
    widget = LinkInput

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return clean_url(text) if text else ""


def demo_url_field() -> DemoUrlField:
    return DemoUrlField(
        label=_("Link to the demo"),
        required=False,
        help_text=_("Paste it as it is; the tool is recognised."),
    )


def tool_behind(url: str) -> Tool | None:
    """Name the tool that built what stands at `url`, if its host tells."""
    match = ToolHost.objects.recognise(url)
    return match.tool if match and match.builder else None
