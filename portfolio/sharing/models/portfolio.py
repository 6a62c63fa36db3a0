from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, Self
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q, Value
from django.db.models.functions import Length, Lower, Now, Replace
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portfolio.lib.markdown import render
from portfolio.pages import store
from portfolio.prototypes.models import Screenshot
from portfolio.prototypes.models.fields import LineField, LongTextField
from portfolio.sharing import elsewhere
from portfolio.sharing.handles import LONGEST, SHORTEST, skeleton, wrong_shape
from portfolio.sharing.summary import empty

if TYPE_CHECKING:
    from accounts.models import User

# Columns that follow from others, and are saved with them.
MADE_OF = {"handle": "skeleton", "bio": "bio_html"}


class Photo(NamedTuple):
    public_id: UUID
    folder: str
    state: str
    widths: list[int]

    @property
    def is_ready(self) -> bool:
        return self.state == Screenshot.State.READY


def validate_handle(handle: str) -> None:
    if reason := wrong_shape(handle):
        raise ValidationError(reason)


class PortfolioQuerySet(models.QuerySet["Portfolio"]):
    def public(self) -> Self:
        return self.filter(is_public=True, user__is_active=True)

    @transaction.atomic
    def start(self, user: "User", handle: str, headline: str = "") -> "Portfolio":
        """Make somebody's portfolio at an address that was found to be free."""
        OldHandle.objects.filter(handle=handle).delete()
        return self.create(user=user, handle=handle, headline=headline)


class Portfolio(models.Model):
    """A person's public page."""

    class Kind(models.TextChoices):
        PLATFORM = "platform", _("Platform AI PM")
        NATIVE = "native", _("AI-native PM")
        POWERED = "powered", _("AI-powered PM")

    class Availability(models.TextChoices):
        OPEN = "open", _("Open to roles")
        CURIOUS = "curious", _("Open to a talk")
        CLOSED = "closed", _("Not looking")

    class Accent(models.TextChoices):
        APPLE = "apple", _("Apple green")
        LAKE = "lake", _("Lake blue")
        PLUM = "plum", _("Plum")
        HONEY = "honey", _("Honey")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="portfolio"
    )
    handle = models.CharField(
        _("address"),
        max_length=LONGEST,
        unique=True,
        validators=[validate_handle],
        error_messages={"unique": _("Somebody has this address already.")},
    )
    # Of two handles that look alike, the database lets one in, also in a race.
    skeleton = models.CharField(max_length=LONGEST, editable=False)
    headline = LineField(_("headline"), max_length=160, blank=True)
    bio = LongTextField(_("about you"), max_length=4000)
    bio_html = models.TextField(editable=False, blank=True)
    place = LineField(_("place"), max_length=80, blank=True)
    kind = models.CharField(_("kind of AI PM"), max_length=8, choices=Kind, blank=True)
    availability = models.CharField(
        _("availability"), max_length=7, choices=Availability, blank=True
    )
    # [{"label": "...", "url": "..."}, ...]; see elsewhere.py
    links = models.JSONField(_("links"), default=list, blank=True)
    accent = models.CharField(
        _("accent"), max_length=5, choices=Accent, default=Accent.APPLE
    )
    could_do = LongTextField(_("could you do this job?"), max_length=1500)
    could_do_shown = models.ManyToManyField(
        "prototypes.Prototype", related_name="+", blank=True
    )
    why_care = LongTextField(_("why do you care?"), max_length=1500)
    why_care_shown = models.ManyToManyField(
        "prototypes.Prototype", related_name="+", blank=True
    )
    is_public = models.BooleanField(_("public"), default=True)
    in_directory = models.BooleanField(_("listed in the directory"), default=False)

    # Names the photo's files and address, so that nothing about them can be guessed.
    photo_id = models.UUIDField(null=True, unique=True, editable=False)
    photo_master = models.CharField(max_length=100, blank=True, editable=False)
    photo_state = models.CharField(
        max_length=7, choices=Screenshot.State, blank=True, editable=False
    )
    photo_widths = models.JSONField(default=list, editable=False)

    # What the page says in numbers, renewed with every change; see summary.py.
    summary = models.JSONField(default=empty, editable=False)
    # The two parts of the page that say who it is, drawn when they change.
    identity_html = models.TextField(editable=False, blank=True)
    answers_html = models.TextField(editable=False, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = PortfolioQuerySet.as_manager()

    class Meta:
        verbose_name = _("portfolio")
        verbose_name_plural = _("portfolios")
        constraints = [
            # So that the column, and its index, is unique whatever the case.
            models.CheckConstraint(
                condition=Q(handle=Lower("handle")),
                name="portfolio_handle_lower_case",
                violation_error_message=_("Use lower case."),
            ),
            models.UniqueConstraint(
                fields=["skeleton"],
                name="portfolio_handle_unmistakable",
                violation_error_message=_("Somebody has nearly this address."),
            ),
            models.CheckConstraint(
                condition=GreaterThanOrEqual(Length("handle"), SHORTEST),
                name="portfolio_handle_length",
                violation_error_message=_("Use 3 to 39 characters."),
            ),
        ]

    def __str__(self) -> str:
        return f"@{self.handle}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.handle = self.handle.lower()
        self.skeleton = skeleton(self.handle)
        self.bio_html = render(self.bio)
        if columns := kwargs.get("update_fields"):
            made = {MADE_OF[column] for column in columns if column in MADE_OF}
            kwargs["update_fields"] = {*columns, *made}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("sharing:portfolio", args=[self.handle])

    def clean(self) -> None:
        self.links = elsewhere.clean(self.links)

    @property
    def name(self) -> str:
        """Name the person; their email is nobody's business."""
        return self.user.name or self.handle

    @property
    def initials(self) -> str:
        words = self.name.replace("-", " ").split() or ["?"]
        if not words[0][0].isascii() and words[0][0].lower() == words[0][0].upper():
            return words[0][0]  # a script without capitals: one sign says enough
        ends = words[:1] + words[1:][-1:]
        return "".join(word[0] for word in ends).upper()

    @property
    def photo(self) -> Photo | None:
        """Return the photo as far as it is there, ready or not."""
        if not self.photo_id:
            return None
        folder = f"photos/{self.photo_id.hex[:2]}/{self.photo_id.hex}"
        return Photo(self.photo_id, folder, self.photo_state, self.photo_widths)

    @contextmanager
    def changing(self) -> Iterator[Self]:
        """Hold one change together: the row, what is drawn of it, the stored pages."""
        from portfolio.sharing.drawing.identity import renew

        with transaction.atomic():
            yield self
            renew(self)
            store.drop(self.user_id)

    def move_to(self, handle: str) -> None:
        """Take another address; the old one leads here and stays this person's."""
        if handle == self.handle:
            return
        old, new = self.get_absolute_url(), reverse("sharing:portfolio", args=[handle])
        with self.changing():
            OldHandle.objects.filter(handle=handle).delete()
            OldHandle.objects.update_or_create(
                handle=self.handle, defaults={"user_id": self.user_id, "freed_at": None}
            )
            self.handle = handle
            self.save(update_fields=["handle"])
            # In a card, only the address of its page stands in such quotes.
            card = Replace("card", Value(f'href="{old}'), Value(f'href="{new}'))
            self.user.prototypes.exclude(card="").update(card=card)


class OldHandle(models.Model):
    """An address somebody once had: it leads to them, and goes to nobody else.

    Of a deleted account it stays without a person, until nobody can mistake a new
    owner for the old one.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="old_handles",
    )
    handle = models.CharField(max_length=LONGEST, unique=True)
    skeleton = models.CharField(max_length=LONGEST, db_index=True)
    freed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None) | Q(freed_at=None),
                name="old_handle_freed_without_person",
            )
        ]

    def __str__(self) -> str:
        return f"@{self.handle}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.skeleton = skeleton(self.handle)
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], "skeleton"}
        super().save(*args, **kwargs)
