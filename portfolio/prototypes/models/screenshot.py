import uuid
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from portfolio.prototypes.models.attempt import Attempt
from portfolio.prototypes.models.fields import LineField, at_most
from portfolio.prototypes.models.prototype import Prototype

if TYPE_CHECKING:
    from accounts.models import User

MOST_PICTURES = 30
MOST_BYTES = 500_000_000


class ScreenshotQuerySet(models.QuerySet["Screenshot"]):
    def visible_to(self, viewer: "User | AnonymousUser") -> Self:
        seen = Prototype.objects.visible_to(viewer).values("pk")
        return self.filter(prototype__in=seen)


class Screenshot(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("Being made ready")
        SMALL = "small", _("Small size ready")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Could not be made ready")

    prototype = models.ForeignKey(Prototype, models.CASCADE, related_name="screenshots")
    attempt = models.ForeignKey(
        Attempt, models.SET_NULL, null=True, blank=True, related_name="screenshots"
    )
    # Names the files too, so that nothing about them can be guessed.
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    master = models.CharField(max_length=100, editable=False)
    given_name = LineField(max_length=200, blank=True, editable=False)
    alt = LineField(_("what it shows, in words"), max_length=300, blank=True)
    decorative = models.BooleanField(
        _("decorative: it adds nothing to the text"), default=False
    )
    caption = LineField(_("caption"), max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    # Of everything kept for it, in bytes.
    size = models.PositiveIntegerField(default=0, editable=False)
    state = models.CharField(
        max_length=7, choices=State, default=State.WAITING, editable=False
    )
    widths = models.JSONField(default=list, editable=False)

    objects = ScreenshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("screenshot")
        verbose_name_plural = _("screenshots")
        ordering = ["position", "pk"]
        constraints = at_most("screenshot", alt=300, caption=200)

    def __str__(self) -> str:
        return self.alt or self.given_name

    @property
    def is_described(self) -> bool:
        return bool(self.alt) or self.decorative

    @property
    def folder(self) -> str:
        return f"pictures/{self.public_id.hex[:2]}/{self.public_id.hex}"

    def clean(self) -> None:
        if self.decorative:
            self.alt = ""

    @property
    def base(self) -> str:
        """The address its sizes share; a share link has one of its own."""
        return f"/pictures/{self.public_id}/"
