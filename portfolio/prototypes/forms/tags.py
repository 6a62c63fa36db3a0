"""Problem and tool names as one line of text, separated by commas."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from portfolio.catalog.models import Problem
from portfolio.catalog.names import clean_name, key_of
from portfolio.catalog.vocabulary import MAX_AT_ONCE

SEPARATOR = re.compile("[,，、;；\n]")


class TagsInput(forms.TextInput):
    """A text field that a script turns into chips with suggestions."""

    template_name = "forms/widgets/tags.html"

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, list | tuple):
            return ", ".join(str(name) for name in value)
        return None if value in (None, "") else str(value)


class TagsField(forms.CharField):
    widget = TagsInput

    def clean(self, value: Any) -> list[str]:
        typed = [name for name in SEPARATOR.split(super().clean(value)) if name.strip()]
        # Counted first: a million of them would take a quarter of a minute to clean.
        if len(typed) > MAX_AT_ONCE:
            raise ValidationError(_("Keep it to %d at most.") % MAX_AT_ONCE)
        return list(dict.fromkeys(map(clean_name, typed)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return ", ".join(initial or []) != (data or "").strip()


class OffersExisting(forms.Form):
    """Offer the problem that others use before making one with nearly its name."""

    problems = TagsField(
        label=gettext_lazy("Problem tags"),
        required=False,
        help_text=gettext_lazy("What kind of trouble is it? Separate with commas."),
    )
    # Names the person was asked about and wants to keep as they are.
    keep = forms.CharField(required=False, widget=forms.HiddenInput)

    # Whose own words count as known, besides those that everybody shares.
    person: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers: list[tuple[str, str]] = []

    def clean_problems(self) -> list[str]:
        names: list[str] = self.cleaned_data["problems"]
        kept = self.data.get(self.add_prefix("keep"), "")
        asked = SEPARATOR.split(kept, maxsplit=MAX_AT_ONCE)[:MAX_AT_ONCE]
        settled = {key_of(name) for name in asked}
        settled |= Problem.objects.by_key(map(key_of, names)).keys()
        for name in names:
            if key_of(name) in settled:
                continue
            if near := Problem.objects.near(name, by=self.person):
                self.offers.append((name, near.name))
        if not self.offers:
            return names
        self.put_offers_in()
        raise ValidationError(
            [
                _(
                    "“%(typed)s” is close to “%(existing)s”, which others use. "
                    "Save again to take it, or type yours once more to keep it."
                )
                % {"typed": typed, "existing": existing}
                for typed, existing in self.offers
            ]
        )

    def put_offers_in(self) -> None:
        instead = dict(self.offers)
        names = [instead.get(name, name) for name in self.cleaned_data["problems"]]
        data = {name: self.data[name] for name in self.data}
        data[self.add_prefix("problems")] = ", ".join(dict.fromkeys(names))
        data[self.add_prefix("keep")] = ", ".join(instead)
        self.data = data
