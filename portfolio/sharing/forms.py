from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import LONGEST_NAME, User
from portfolio.lib.links import clean_url
from portfolio.lib.text import clean_line
from portfolio.prototypes.models import Prototype
from portfolio.prototypes.models.querysets import PrototypeQuerySet
from portfolio.sharing import elsewhere, handles
from portfolio.sharing.elsewhere import LONGEST_LABEL, Place
from portfolio.sharing.models import Portfolio, ShareLink
from portfolio.sharing.models.link import DEFAULT_DAYS, MOST_DAYS

# More to choose from would make the page long, and the best ones stand first anyway.
MOST_TO_PICK = 60
PICKS = ["could_do_shown", "why_care_shown"]
LONGEST_HEADLINE = 160


def line(text: str, limit: int) -> str:
    """Clean a line before it is measured: in its normal form, a letter may be three."""
    text = clean_line(text)
    MaxLengthValidator(limit)(text)
    return text


class HandleField(forms.CharField):
    """An address, checked while it is typed by asking the same page for a verdict."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(
            {
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
                "maxlength": handles.LONGEST,
                "hx-get": "",
                "hx-trigger": "input changed delay:300ms",
                "hx-target": "#verdict",
                "hx-swap": "innerHTML",
                "hx-sync": "this:replace",
            }
        )
        super().__init__(label=gettext_lazy("Address"), widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).strip().lower().removeprefix("@")


class NeededToPublish(forms.CharField):
    """Asked for as if it were required, and missed only when it is to be public."""

    def validate(self, value: str) -> None:
        pass


class NeededHandle(NeededToPublish, HandleField):
    pass


class PublishForm(forms.Form):
    """Say who may see a prototype; the first time, also who it is by and where."""

    use_required_attribute = False
    visibility = forms.ChoiceField(
        label=gettext_lazy("Who can see it"),
        choices=Prototype.Visibility.choices,
        widget=forms.RadioSelect,
    )
    name = NeededToPublish(
        label=gettext_lazy("Your name"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("As it stands on your page."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    handle = NeededHandle()
    headline = forms.CharField(
        label=gettext_lazy("Headline"),
        max_length=LONGEST_HEADLINE,
        required=False,
        help_text=gettext_lazy(
            "One sentence under your name. For example: Support lead becoming an AI "
            "product manager."
        ),
    )

    def __init__(self, *args: Any, prototype: Prototype, **kwargs: Any) -> None:
        self.prototype = prototype
        self.user: User = prototype.owner
        super().__init__(*args, **kwargs)
        self.is_first = not hasattr(self.user, "portfolio")
        self.initial.setdefault("visibility", self.first_choice())
        if self.user.name:
            del self.fields["name"]
        if self.is_first:
            self.initial.setdefault("handle", handles.suggestion(self.user))
        else:
            del self.fields["handle"], self.fields["headline"]

    def first_choice(self) -> str:
        """Whoever comes here for the first time came to publish."""
        if self.prototype.visibility == Prototype.Visibility.PRIVATE:
            return Prototype.Visibility.PUBLIC
        return self.prototype.visibility

    def clean_name(self) -> str:
        return line(self.cleaned_data["name"], LONGEST_NAME)

    def clean_headline(self) -> str:
        return line(self.cleaned_data["headline"], LONGEST_HEADLINE)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("visibility") == Prototype.Visibility.PUBLIC:
            self.refuse_unready(cleaned)
        return cleaned

    def refuse_unready(self, cleaned: dict[str, Any]) -> None:
        for missing in self.prototype.missing_to_publish().values():
            self.add_error(None, missing)
        if "name" in self.fields and cleaned.get("name") == "":
            self.add_error("name", _("Write your name: it stands on your page."))
        if self.is_first:
            reason = handles.refusal(cleaned.get("handle", ""), self.user)
            if reason:
                self.add_error("handle", reason)

    def save(self) -> bool:
        """Do all of it or nothing; tell whether the address was still free."""
        try:
            with transaction.atomic():
                self.carry_out()
        except IntegrityError:
            self.user.refresh_from_db()
            if "handle" in self.fields:
                self.add_error("handle", _("Somebody took this address just now."))
            else:
                self.add_error(
                    None, _("It changed in another tab. Look at it, then try again.")
                )
            return False
        return True

    def carry_out(self) -> None:
        cleaned, prototype = self.cleaned_data, self.prototype
        if name := cleaned.get("name"):
            self.user.name = name
            self.user.save(update_fields=["name"])
        if cleaned["visibility"] != Prototype.Visibility.PUBLIC:
            if prototype.archived_at and cleaned["visibility"] == "link":
                prototype.archive(False)
            prototype.show_to(cleaned["visibility"])
        else:
            if self.is_first:
                start = Portfolio.objects.start
                start(self.user, cleaned["handle"], cleaned["headline"])
            prototype.publish()
        links = prototype.share_links.all()
        if cleaned["visibility"] != Prototype.Visibility.LINK:
            links.revoke()
        elif not links.active().exists():
            ShareLink.renew(prototype)


class LinkForm(forms.Form):
    """Make a new private address."""

    days = forms.TypedChoiceField(
        label=gettext_lazy("It ends after"),
        coerce=int,
        choices=[
            (7, gettext_lazy("a week")),
            (DEFAULT_DAYS, gettext_lazy("30 days")),
            (90, gettext_lazy("90 days")),
            (MOST_DAYS, gettext_lazy("a year")),
        ],
        initial=DEFAULT_DAYS,
    )


class PortfolioForm(forms.ModelForm[Portfolio]):
    handle = HandleField()

    class Meta:
        model = Portfolio
        fields = [
            "headline",
            "bio",
            "place",
            "kind",
            "availability",
            "accent",
            "could_do",
            "could_do_shown",
            "why_care",
            "why_care_shown",
        ]
        labels = {
            "could_do": gettext_lazy("Could you do this job?"),
            "could_do_shown": gettext_lazy("What shows it"),
            "why_care": gettext_lazy("Why do you care?"),
            "why_care_shown": gettext_lazy("What shows it"),
        }
        help_texts = {
            "headline": gettext_lazy("One sentence under your name."),
            "bio": gettext_lazy("A few sentences. Markdown works."),
            "place": gettext_lazy("For example: Lagos, remote, UTC+1."),
            "kind": gettext_lazy(
                "Platform: tools for those who build with AI. AI-native: the model is "
                "the product. AI-powered: AI added to a product."
            ),
            "could_do": gettext_lazy(
                "Hiring managers ask this first. Point at the work that answers it."
            ),
            "why_care": gettext_lazy("What pulled you to these problems?"),
        }
        widgets = {
            "bio": forms.Textarea({"rows": 5}),
            "kind": forms.RadioSelect,
            "availability": forms.RadioSelect,
            "accent": forms.RadioSelect,
            "could_do": forms.Textarea({"rows": 4}),
            "could_do_shown": forms.CheckboxSelectMultiple,
            "why_care": forms.Textarea({"rows": 4}),
            "why_care_shown": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["handle"] = self.instance.handle
        for name in ("kind", "availability"):
            labels = list(self.fields[name].choices)[1:]  # type: ignore[attr-defined]
            self.fields[name].choices = [("", _("Not said")), *labels]  # type: ignore[attr-defined]
        public = Prototype.objects.published().filter(owner=self.instance.user_id)
        choices = self.to_pick_from(public)
        for name in PICKS:
            # Brought once for both questions.
            self.fields[name].queryset = public  # type: ignore[attr-defined]
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def to_pick_from(self, public: PrototypeQuerySet) -> list[tuple[int, str]]:
        """Offer what stands first, and what is picked already wherever it stands."""
        best = public.in_order().values("pk")[:MOST_TO_PICK]
        picked = [getattr(self.instance, name).values("pk") for name in PICKS]
        offered = Q(pk__in=best) | Q(pk__in=picked[0]) | Q(pk__in=picked[1])
        return list(public.filter(offered).in_order().values_list("pk", "problem"))

    def clean_handle(self) -> str:
        handle: str = self.cleaned_data["handle"]
        if handle == self.instance.handle:
            return handle
        if reason := handles.refusal(handle, self.instance.user):
            raise ValidationError(reason)
        return handle

    def save(self, commit: bool = True) -> Portfolio:
        portfolio = self.instance
        with portfolio.changing():
            columns = [
                name for name in self.changed_data if not name.endswith("_shown")
            ]
            portfolio.save(update_fields=[*(set(columns) - {"handle"}), "links"])
            portfolio.could_do_shown.set(self.cleaned_data["could_do_shown"])
            portfolio.why_care_shown.set(self.cleaned_data["why_care_shown"])
            portfolio.move_to(self.cleaned_data["handle"])
        return portfolio


class PlaceForm(forms.Form):
    """One link of up to six; a row left empty is no link."""

    label = forms.CharField(
        label=gettext_lazy("Label"), max_length=LONGEST_LABEL, required=False
    )
    url = forms.CharField(label=gettext_lazy("Link"), required=False)

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        return clean_url(url) if url else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("label") and not self.data.get(self.add_prefix("url"), ""):
            self.add_error("url", _("Add the address, or clear the label."))
        return cleaned


PlacesFormSet = forms.formset_factory(
    PlaceForm, extra=elsewhere.MOST, max_num=elsewhere.MOST, validate_max=True
)


def places_in(rows: forms.BaseFormSet) -> list[Place]:
    return elsewhere.clean(row for row in rows.cleaned_data if row.get("url"))


class PhotoForm(forms.Form):
    photo = forms.FileField(
        label=gettext_lazy("Photo"),
        help_text=gettext_lazy("PNG, JPEG, WebP or GIF, up to 10 MB. Shown round."),
        widget=forms.FileInput({"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )
