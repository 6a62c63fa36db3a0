import uuid
from functools import lru_cache
from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from portfolio.catalog.models import Problem
from portfolio.prototypes.forms.interface import InterfaceField
from portfolio.prototypes.forms.tags import OffersExisting
from portfolio.prototypes.links import demo_url_field, tool_behind
from portfolio.prototypes.models import Prototype


class QuickForm(OffersExisting, forms.ModelForm[Prototype]):
    """Log a prototype: the problem alone is enough."""

    nonce = forms.UUIDField(widget=forms.HiddenInput, required=False)
    demo_url = demo_url_field()
    interface = InterfaceField()

    class Meta:
        model = Prototype
        fields = ["problem", "demo_url", "interface"]
        labels = {"problem": _("The problem, in the words of whoever has it")}
        widgets = {
            "problem": forms.Textarea(attrs={"rows": 2, "maxlength": 160}),
        }

    field_order = ["problem", "demo_url", "problems", "interface"]

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.owner = self.person = owner
        self.initial.setdefault("nonce", uuid.uuid4())

    def clean_nonce(self) -> uuid.UUID:
        return self.cleaned_data["nonce"] or uuid.uuid4()

    @transaction.atomic
    def save(self, commit: bool = True) -> Prototype:
        """Make the prototype, or find the one that this very form made already."""
        mine = self.instance.owner.prototypes
        nonce = self.cleaned_data["nonce"]
        self.instance.hold_owner()
        if made := mine.filter(nonce=nonce).first():
            return made
        self.instance.nonce = nonce
        try:
            with transaction.atomic():
                self.instance.save()
        except IntegrityError:
            return mine.get(nonce=nonce)
        words = Problem.objects.resolve(self.cleaned_data["problems"], by=self.person)
        self.instance.problems.set(words)
        if tool := tool_behind(self.instance.demo_url):
            self.instance.tools.add(tool)
        return self.instance


NOBODYS = uuid.UUID(int=0)


def blank_fields() -> SafeString:
    """Return the empty form's fields: the same for everybody, but for the nonce."""
    html = drawn(get_language()).replace(str(NOBODYS), str(uuid.uuid4()))
    return mark_safe(html)  # noqa: S308


@lru_cache(maxsize=20)
def drawn(language: str) -> str:
    form = QuickForm(owner=User(), initial={"nonce": NOBODYS})
    return render_to_string("prototypes/_quick_fields.html", {"form": form})
