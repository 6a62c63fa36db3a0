"""The forms of the settings page."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import changes, zones
from accounts.models import User


class ZoneField(forms.CharField):
    """A zone that this machine does not know is dropped, not refused."""

    def validate(self, value: str) -> None:
        pass


class ProfileForm(forms.ModelForm):
    time_zone = ZoneField(
        label=_("Time zone"),
        help_text=_("Dates and times are shown to you in this zone."),
    )

    class Meta:
        model = User
        fields = ["name", "time_zone", "language"]
        labels = {"name": _("Name"), "language": _("Language")}
        help_texts = {
            "name": _("As it stands on your portfolio."),
            "language": _("For this site and the mail it sends you."),
        }
        widgets = {"name": forms.TextInput({"autocomplete": "name"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = zones.grouped()
        self.kept = self.instance.time_zone
        if zones.region(self.kept) not in (*zones.REGIONS, "UTC"):
            choices = [(self.kept, self.kept), *choices]
        self.fields["time_zone"].widget = forms.Select(choices=choices)

    def clean_time_zone(self) -> str:
        zone: str = self.cleaned_data["time_zone"]
        return zone if zone in zones.known() else self.kept

    def save(self, commit: bool = True) -> User:
        with transaction.atomic():
            user: User = super().save()
            changes.follow(user)
        return user


class DeletionForm(forms.Form):
    email = forms.CharField(
        label=_("Your email"),
        help_text=_("Type it to show that you mean it."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        typed: str = self.cleaned_data["email"].strip()
        if typed.lower() != self.user.email:
            raise ValidationError(
                _("This is not the address of this account. Type %(email)s."),
                params={"email": self.user.email},
            )
        return typed
