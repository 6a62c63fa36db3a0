import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portfolio.prototypes.models.fields import (
    LineField,
    LinkField,
    LongTextField,
    at_most,
)
from portfolio.prototypes.models.prototype import Prototype

MOST_SIGNALS = 100


class Signal(models.Model):
    """Evidence that the problem is real."""

    class Kind(models.TextChoices):
        QUOTE = "quote", _("Quote")
        CALL = "call", _("Call note")
        TICKET = "ticket", _("Ticket")
        OBSERVATION = "observation", _("Observation")
        NUMBER = "number", _("Number")

    prototype = models.ForeignKey(Prototype, models.CASCADE, related_name="signals")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=11, choices=Kind, default=Kind.QUOTE)
    text = LongTextField(_("what was said or seen"), max_length=2000, blank=False)
    source = LineField(_("from whom or where"), max_length=160, blank=True)
    heard_on = models.DateField(_("heard on"), null=True, blank=True)
    url = LinkField(_("link"))

    class Meta:
        verbose_name = _("signal")
        verbose_name_plural = _("signals")
        ordering = ["heard_on", "pk"]
        constraints = at_most("signal", text=2000, source=160, url=2000)

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse(
            "prototypes:signal", args=[self.prototype.public_id, self.public_id]
        )
