from django import forms
from django.utils.translation import gettext_lazy as _

from portfolio.catalog.interface import Interface


class InterfaceField(forms.TypedChoiceField):
    """The form it takes, with leave to decide later."""

    widget = forms.RadioSelect

    def __init__(self) -> None:
        undecided = ("", _("Not decided yet"))
        super().__init__(
            label=_("Interface"),
            choices=[undecided, *Interface.choices],
            required=False,
            empty_value="",
        )
