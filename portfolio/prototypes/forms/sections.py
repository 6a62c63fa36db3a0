"""The editor's sections: each is a form of its own and is saved by itself."""

import hashlib
import json
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portfolio.catalog.models import Problem, Tool
from portfolio.prototypes.forms.interface import InterfaceField
from portfolio.prototypes.forms.tags import OffersExisting, TagsField
from portfolio.prototypes.links import demo_url_field, tool_behind
from portfolio.prototypes.models import Prototype


def fingerprint(value: Any) -> str:
    return hashlib.sha256(str(value or "").encode()).hexdigest()[:12]


class SectionForm(forms.ModelForm[Prototype]):
    """A part of a prototype, which notices when another tab saved it meanwhile.

    `base` carries a fingerprint of every value as the person last saw it. A field
    that only the other tab changed keeps what that tab saved. One that both changed
    is shown in both versions (`theirs`), and nothing is saved until the person has
    chosen.
    """

    title: ClassVar[str | Promise]
    lead: ClassVar[str | Promise]
    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Several of these stand on one page, and an id stands there once.
        kwargs.setdefault("auto_id", f"{type(self).__name__.lower()}-%s")
        super().__init__(*args, **kwargs)
        self.person = self.instance.owner
        self.stored = {name: self.stored_text(name) for name in self.shown_names}
        for name in {"problems", "tools"} & self.stored.keys():
            self.initial[name] = self.stored[name]
        self.initial["base"] = json.dumps(
            {name: fingerprint(text) for name, text in self.stored.items()}
        )
        self.theirs: dict[str, str] = {}

    @property
    def shown_names(self) -> list[str]:
        return [name for name in self.fields if name not in ("base", "keep")]

    def stored_text(self, name: str) -> str:
        if name in ("problems", "tools"):
            tags = getattr(self.instance, name).order_by("pk")
            return ", ".join(tag.name for tag in tags)
        value = getattr(self.instance, name)
        return "" if value is None else str(value)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        try:
            base = json.loads(self.data.get(self.add_prefix("base"), "") or "{}")
        except (ValueError, RecursionError):
            base = {}
        for name, text in self.stored.items():
            seen = base.get(name) if isinstance(base, dict) else None
            if seen in (None, fingerprint(text)) or name not in cleaned:
                continue
            typed = self.typed_text(name, cleaned)
            if fingerprint(typed) == seen:
                cleaned[name] = self.kept_value(name)
            elif typed != text:
                self.theirs[name] = text
        return cleaned

    def kept_value(self, name: str) -> Any:
        """Return what another tab saved where this one changed nothing."""
        if name in ("problems", "tools"):
            return [tag.name for tag in getattr(self.instance, name).order_by("pk")]
        return self.initial[name]

    def typed_text(self, name: str, cleaned: dict[str, Any]) -> str:
        value = cleaned.get(name)
        if isinstance(value, list):
            return ", ".join(value)
        return "" if value is None else str(value).replace("\r\n", "\n")

    @property
    def is_stale(self) -> bool:
        return bool(self.theirs)

    def ask_which(self) -> None:
        """Show this form again so that saving it once more means choosing it."""
        sent = {name: self.data[name] for name in self.data}
        self.data = sent | {self.add_prefix("base"): self.initial["base"]}

    def save(self, commit: bool = True) -> Prototype:
        prototype = self.instance
        columns = [
            name for name in self._meta.fields or [] if name in self.changed_data
        ]
        prototype.revision = F("revision") + 1
        prototype.save(update_fields=[*columns, "revision", *self.made_of(columns)])
        prototype.refresh_from_db(fields=["revision"])
        for field, words in (("problems", Problem.objects), ("tools", Tool.objects)):
            if field in self.cleaned_data:
                names = self.cleaned_data[field]
                getattr(prototype, field).set(words.resolve(names, by=self.person))
        return prototype

    def made_of(self, columns: list[str]) -> list[str]:
        return ["story_html"] if "story" in columns else []


class ProblemSection(OffersExisting, SectionForm):
    title = gettext_lazy("The problem")
    lead = gettext_lazy("Who is stuck, and doing what?")

    class Meta:
        model = Prototype
        fields = ["problem", "audience", "story"]
        labels = {"problem": gettext_lazy("In the words of whoever has it")}
        help_texts = {
            "audience": gettext_lazy("For example: night-shift nurses on two wards."),
            "story": gettext_lazy(
                "How you found it, why it matters, what others tried. Markdown works."
            ),
        }
        widgets = {
            "problem": forms.Textarea(attrs={"rows": 2, "maxlength": 160}),
            "story": forms.Textarea(attrs={"rows": 8}),
        }

    field_order = ["problem", "audience", "problems", "story"]

    def clean_problems(self) -> list[str]:
        names = super().clean_problems()
        if not names and self.instance.is_public:
            raise ValidationError(
                _("A public prototype keeps at least one problem tag.")
            )
        return names


class PrototypeSection(SectionForm):
    title = gettext_lazy("The prototype")
    lead = gettext_lazy("What it is, the form it takes, and why that form.")
    demo_url = demo_url_field()
    interface = InterfaceField()
    tools = TagsField(
        label=gettext_lazy("Built with"),
        required=False,
        help_text=gettext_lazy("Replit, Cursor, GPT-4o… Separate with commas."),
    )

    class Meta:
        model = Prototype
        fields = [
            "name",
            "pitch",
            "interface",
            "interface_reason",
            "user_control",
            "demo_url",
            "code_url",
            "video_url",
        ]
        help_texts = {
            "pitch": gettext_lazy("One sentence: what it does for that person."),
            "interface_reason": gettext_lazy(
                "Why this form and not a chat window, a page or a report?"
            ),
            "user_control": gettext_lazy("What stays theirs to decide, check or undo?"),
        }
        widgets = {
            "interface_reason": forms.Textarea(attrs={"rows": 2}),
            "user_control": forms.Textarea(attrs={"rows": 2}),
        }

    field_order = [
        "name",
        "pitch",
        "interface",
        "interface_reason",
        "user_control",
        "demo_url",
        "tools",
    ]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not name and self.instance.is_public:
            raise ValidationError(_("A public prototype keeps its name."))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        tool = tool_behind(cleaned.get("demo_url", ""))
        if tool and "demo_url" in self.changed_data and "tools" in cleaned:
            cleaned["tools"] = list(dict.fromkeys([*cleaned["tools"], tool.name]))
        return cleaned

    def made_of(self, columns: list[str]) -> list[str]:
        if "name" not in columns:
            return []
        self.instance.take_slug_of_name()
        return []


class ResultSection(SectionForm):
    title = gettext_lazy("What came of it")
    lead = gettext_lazy("A failure with its reason counts as much as a success.")

    class Meta:
        model = Prototype
        fields = [
            "stage",
            "outcome",
            "failed",
            "measure",
            "measure_before",
            "measure_after",
            "people_shown",
            "next_step",
        ]
        help_texts = {
            "failed": gettext_lazy("One or two sentences. Shown on the card."),
            "measure": gettext_lazy(
                "What you counted. For example: pages sent to the right owner."
            ),
        }
        widgets = {
            "failed": forms.Textarea(attrs={"rows": 2}),
            "next_step": forms.Textarea(attrs={"rows": 2}),
        }


class WorkSection(SectionForm):
    title = gettext_lazy("Your work on it")
    lead = gettext_lazy("What you did yourself, and how long it took.")

    class Meta:
        model = Prototype
        fields = ["my_part", "hours", "started_on", "ended_on"]
        help_texts = {
            "my_part": gettext_lazy("And who did the rest, if somebody did."),
        }
        widgets = {
            "my_part": forms.Textarea(attrs={"rows": 2}),
            "started_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ended_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }


SECTIONS: dict[str, type[SectionForm]] = {
    "problem": ProblemSection,
    "prototype": PrototypeSection,
    "result": ResultSection,
    "work": WorkSection,
}
