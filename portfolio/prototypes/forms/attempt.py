from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portfolio.catalog.models import Tool
from portfolio.prototypes.forms.tags import TagsField
from portfolio.prototypes.models import Attempt, Prototype
from portfolio.prototypes.models.attempt import MOST_ATTEMPTS


class AttemptForm(forms.ModelForm[Attempt]):
    tool_name = forms.CharField(label=_("Tool"), required=False, max_length=40)

    class Meta:
        model = Attempt
        fields = [
            "prompt",
            "result",
            "outcome",
            "changed",
            "learned",
            "title",
            "made_on",
        ]
        help_texts = {
            "prompt": _("What you asked for, word for word."),
            "changed": _("And what you did to it by hand."),
        }
        widgets = {
            "outcome": forms.RadioSelect,
            "prompt": forms.Textarea(attrs={"rows": 4, "class": "mono"}),
            "result": forms.Textarea(attrs={"rows": 3}),
            "changed": forms.Textarea(attrs={"rows": 2}),
            "learned": forms.Textarea(attrs={"rows": 2}),
            "made_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    field_order = ["prompt", "result", "outcome", "tool_name", "made_on", "title"]

    def __init__(self, *args: Any, prototype: Prototype, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.prototype = prototype
        if self.instance.tool:
            self.initial["tool_name"] = self.instance.tool.name
        elif not self.instance.pk:
            self.initial["tool_name"] = last_tool(prototype)

    def clean_tool_name(self) -> str:
        names = TagsField(required=False).clean(self.cleaned_data["tool_name"])
        return names[0] if names else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        made = self.instance.prototype.attempts
        if not self.instance.pk and made.count() >= MOST_ATTEMPTS:
            raise ValidationError(
                _("A prototype has room for %d attempts. Begin another one for more.")
                % MOST_ATTEMPTS
            )
        return cleaned

    def save(self, commit: bool = True) -> Attempt:
        attempt = self.instance
        name = self.cleaned_data["tool_name"]
        with attempt.prototype.changing():
            owner = attempt.prototype.owner
            attempt.tool = Tool.objects.resolve([name], by=owner)[0] if name else None
            if attempt.tool:
                attempt.prototype.tools.add(attempt.tool)
            attempt.save()
        return attempt


def last_tool(prototype: Prototype) -> str:
    last = prototype.attempts.select_related("tool").exclude(tool=None).last()
    tool = last.tool if last else prototype.tools.order_by("pk").first()
    return tool.name if tool else ""
