from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portfolio.prototypes.models import Prototype, Signal
from portfolio.prototypes.models.signal import MOST_SIGNALS


class SignalForm(forms.ModelForm[Signal]):
    class Meta:
        model = Signal
        fields = ["text", "kind", "source", "heard_on", "url"]
        help_texts = {
            "text": _("Their own words where you have them."),
            "source": _("A role is enough: nobody needs to be named."),
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "kind": forms.RadioSelect,
            "heard_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, prototype: Prototype, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.prototype = prototype

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        heard = self.instance.prototype.signals
        if not self.instance.pk and heard.count() >= MOST_SIGNALS:
            raise ValidationError(
                _("A prototype has room for %d signals. Delete one to add another.")
                % MOST_SIGNALS
            )
        return cleaned

    def save(self, commit: bool = True) -> Signal:
        with self.instance.prototype.changing():
            return super().save()
