from contextlib import AbstractContextManager
from typing import Any

from django.db import models
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portfolio.lib.markdown import render
from portfolio.prototypes.models.fields import LineField, LongTextField, at_most
from portfolio.prototypes.models.prototype import Prototype

MOST_ATTEMPTS = 200


class Attempt(models.Model):
    class Outcome(models.TextChoices):
        WORKED = "worked", _("Worked")
        PARTLY = "partly", _("Worked in part")
        FAILED = "failed", _("Did not work")

    prototype = models.ForeignKey(Prototype, models.CASCADE, related_name="attempts")
    number = models.PositiveIntegerField(editable=False)
    made_on = models.DateField(_("made on"), default=timezone.localdate)
    tool = models.ForeignKey(
        "catalog.Tool",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attempts",
        verbose_name=_("tool"),
    )
    title = LineField(_("title"), max_length=120, blank=True)
    prompt = LongTextField(_("prompt"))
    result = LongTextField(_("what came back"))
    result_html = models.TextField(editable=False, blank=True)
    changed = LongTextField(_("what you changed"))
    changed_html = models.TextField(editable=False, blank=True)
    learned = LongTextField(_("what you learned"))
    learned_html = models.TextField(editable=False, blank=True)
    outcome = models.CharField(
        _("outcome"), max_length=8, choices=Outcome, default=Outcome.PARTLY
    )

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["prototype", "number"], name="attempt_number_unique"
            ),
            models.CheckConstraint(
                condition=~models.Q(prompt="", result="", title=""),
                name="attempt_says_something",
                violation_error_message=_(
                    "Write down the prompt, what came back, or at least a title."
                ),
            ),
            *at_most(
                "attempt",
                title=120,
                prompt=20_000,
                result=20_000,
                changed=20_000,
                learned=20_000,
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.number:
            last = self.prototype.attempts.aggregate(last=Max("number"))["last"]
            self.number = (last or 0) + 1
        self.result_html = render(self.result)
        self.changed_html = render(self.changed)
        self.learned_html = render(self.learned)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse(
            "prototypes:attempt", args=[self.prototype.public_id, self.number]
        )

    def changing(self) -> AbstractContextManager[Prototype]:
        return self.prototype.changing()

    @property
    def heading(self) -> str:
        """Title it by its own words when its owner gave none."""
        first = (self.title or self.prompt or self.result).strip().split("\n")[0]
        return first if len(first) <= 120 else f"{first[:117]}…"
