import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from portfolio.catalog.interface import Interface
from portfolio.lib.markdown import render
from portfolio.pages import store
from portfolio.prototypes import changes
from portfolio.prototypes.models.fields import (
    LineField,
    LinkField,
    LongTextField,
    at_most,
)
from portfolio.prototypes.models.old_slug import OldSlug, free_slug
from portfolio.prototypes.models.querysets import PrototypeQuerySet

MOST_FEATURED = 3


class Prototype(models.Model):
    class Stage(models.TextChoices):
        IDEA = "idea", _("Idea")
        BUILT = "built", _("Built")
        SHOWN = "shown", _("Shown to people")
        USED = "used", _("In use")
        STOPPED = "stopped", _("Stopped")

    class Outcome(models.TextChoices):
        WORKED = "worked", _("Worked")
        PARTLY = "partly", _("Worked in part")
        FAILED = "failed", _("Did not work")
        EARLY = "early", _("Too early to say")

    class Visibility(models.TextChoices):
        PRIVATE = "private", _("Only me")
        LINK = "link", _("Anyone with the link")
        PUBLIC = "public", _("Everyone")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="prototypes"
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # One form sent twice makes one prototype: the form carries this.
    nonce = models.UUIDField(default=uuid.uuid4, editable=False)
    slug = models.CharField(max_length=60, editable=False)

    problem = LineField(_("problem"), max_length=160)
    audience = LineField(_("who has it"), max_length=160, blank=True)
    name = LineField(_("name"), max_length=80, blank=True)
    pitch = LineField(_("pitch"), max_length=200, blank=True)
    story = LongTextField(_("story"))
    story_html = models.TextField(editable=False, blank=True)
    interface = models.CharField(
        _("interface"), max_length=16, choices=Interface, blank=True
    )
    interface_reason = LongTextField(_("why this interface"), max_length=1000)
    user_control = LongTextField(_("the part left to the person"), max_length=1000)

    stage = models.CharField(
        _("stage"), max_length=8, choices=Stage, default=Stage.BUILT
    )
    outcome = models.CharField(
        _("outcome"), max_length=8, choices=Outcome, default=Outcome.EARLY
    )
    measure = LineField(_("measured by"), max_length=120, blank=True)
    measure_before = LineField(_("before"), max_length=40, blank=True)
    measure_after = LineField(_("after"), max_length=40, blank=True)
    people_shown = models.PositiveIntegerField(_("people it was shown to"), default=0)
    failed = LongTextField(_("what failed"), max_length=1000)
    next_step = LongTextField(_("what you would do next"), max_length=1000)

    my_part = LongTextField(_("your part"), max_length=1000)
    hours = models.PositiveIntegerField(_("hours spent"), null=True, blank=True)
    started_on = models.DateField(_("started on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    demo_url = LinkField(_("link to the demo"))
    code_url = LinkField(_("link to the code"))
    video_url = LinkField(_("link to a video"))

    problems = models.ManyToManyField(
        "catalog.Problem", related_name="prototypes", blank=True
    )
    tools = models.ManyToManyField(
        "catalog.Tool", related_name="prototypes", blank=True
    )

    visibility = models.CharField(
        _("who can see it"),
        max_length=7,
        choices=Visibility,
        default=Visibility.PRIVATE,
    )
    featured = models.BooleanField(_("featured"), default=False)
    position = models.PositiveIntegerField(default=0, editable=False)
    # Counts up at each save, so that an edit begun on an older text is noticed.
    revision = models.PositiveIntegerField(default=1, editable=False)
    # The public card, ready to be put on a page; empty while it is not public.
    card = models.TextField(editable=False, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    archived_at = models.DateTimeField(null=True, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = PrototypeQuerySet.as_manager()

    class Meta:
        verbose_name = _("prototype")
        verbose_name_plural = _("prototypes")
        ordering = ["-updated_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "slug"], name="prototype_slug_unique"
            ),
            models.UniqueConstraint(
                fields=["owner", "nonce"], name="prototype_logged_once"
            ),
            models.CheckConstraint(
                condition=~Q(problem=""),
                name="prototype_has_problem",
                violation_error_message=_("Describe the problem first."),
            ),
            models.CheckConstraint(
                condition=~Q(visibility="public") | ~Q(name=""),
                name="prototype_public_has_name",
                violation_error_message=_("Give it a name before you publish."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None)
                | Q(started_on=None)
                | Q(ended_on__gte=F("started_on")),
                name="prototype_ends_after_it_starts",
                violation_error_message=_("It ends before it starts: check the dates."),
            ),
            *at_most(
                "prototype",
                problem=160,
                audience=160,
                name=80,
                pitch=200,
                story=20_000,
                interface_reason=1000,
                user_control=1000,
                measure=120,
                measure_before=40,
                measure_after=40,
                failed=1000,
                next_step=1000,
                my_part=1000,
                demo_url=2000,
                code_url=2000,
                video_url=2000,
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "-updated_at", "-public_id"], name="prototype_log"
            ),
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(visibility="public", deleted_at=None, archived_at=None),
                name="prototype_newest_public",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.problem

    def save(self, *args: Any, **kwargs: Any) -> None:
        columns = kwargs.get("update_fields")
        if columns is None or "story" in columns:
            self.story_html = render(self.story)
        if not self.slug:
            self.slug = free_slug(self)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("prototypes:detail", args=[self.public_id])

    @property
    def is_public(self) -> bool:
        return (
            self.visibility == self.Visibility.PUBLIC
            and self.deleted_at is None
            and self.archived_at is None
        )

    @property
    def label(self) -> str:
        """Name it in a sentence, also before it has a name."""
        return self.name or self.problem

    @contextmanager
    def changing(self) -> Iterator[Self]:
        """Hold one change together: the rows, the public card, the stored pages."""
        with transaction.atomic():
            # One change after another: each draws what the one before it left.
            held = Prototype.objects.select_for_update().filter(pk=self.pk)
            was_public = any(held.values_list("card", flat=True))
            yield self
            self.renew_card()
            self.updated_at = timezone.now()
            self.save(update_fields=["updated_at"])
            if was_public or self.card:
                for step in changes.steps:
                    step(self)
                store.drop(self.owner_id)

    def renew_card(self) -> None:
        from portfolio.prototypes.card import card_html

        # What is stored counts: this object may be older, or half filled in.
        now = Prototype.objects.select_related("owner__portfolio").get(pk=self.pk)
        self.card = card_html(now) if now.is_public else ""
        if self.card != now.card:
            self.save(update_fields=["card"])

    def hold_owner(self) -> None:
        """Let all that counts this person's prototypes come one after another."""
        people = User.objects.select_for_update(no_key=True)
        list(people.filter(pk=self.owner_id).values_list("pk"))

    def take_slug_of_name(self) -> None:
        """Follow the name with the address; a published old address redirects."""
        self.hold_owner()
        slug = free_slug(self)
        if slug == self.slug:
            return
        if self.published_at:
            OldSlug.objects.get_or_create(
                owner_id=self.owner_id, slug=self.slug, defaults={"prototype": self}
            )
        OldSlug.objects.filter(owner=self.owner_id, slug=slug).delete()
        self.slug = slug
        self.save(update_fields=["slug"])

    def missing_to_publish(self) -> dict[str, str]:
        """Say what its public page lacks, by the place in the editor to mend it."""
        missing = {}
        if not self.name:
            missing["prototype"] = _("Give it a name before you publish.")
        if not self.problems.exists():
            missing["problem"] = _("Tag at least one problem before you publish.")
        if any(not shot.is_described for shot in self.screenshots.all()):
            missing["pictures"] = _(
                "Describe each picture in words, or mark it as decorative."
            )
        return {place: str(text) for place, text in missing.items()}

    def publish(self) -> None:
        if missing := self.missing_to_publish():
            raise ValidationError(list(missing.values()))
        with self.changing():
            self.visibility = self.Visibility.PUBLIC
            self.archived_at = None
            self.published_at = self.published_at or timezone.now()
            self.take_slug_of_name()
            self.save(update_fields=["visibility", "archived_at", "published_at"])

    def show_to(self, visibility: str) -> None:
        """Hide it from everyone, or from all who lack its link."""
        with self.changing():
            self.visibility = visibility
            self.featured = False
            self.save(update_fields=["visibility", "featured"])

    def feature(self, featured: bool) -> None:
        if featured and not self.is_public:
            raise ValidationError(_("Publish it before you feature it."))
        with self.changing():
            self.hold_owner()
            others = Prototype.objects.filter(owner=self.owner_id, featured=True)
            full = others.exclude(pk=self.pk).count() >= MOST_FEATURED
            if featured and full:
                raise ValidationError(
                    _("Three are featured already. Take one of them back first.")
                )
            self.featured = featured
            self.save(update_fields=["featured"])

    def archive(self, archived: bool) -> None:
        with self.changing():
            self.archived_at = timezone.now() if archived else None
            self.featured = self.featured and not archived
            self.save(update_fields=["archived_at", "featured"])

    def delete_softly(self) -> None:
        with self.changing():
            self.deleted_at = timezone.now()
            self.featured = False
            self.save(update_fields=["deleted_at", "featured"])

    def take_back(self) -> None:
        with self.changing():
            self.deleted_at = None
            self.save(update_fields=["deleted_at"])

    @transaction.atomic
    def duplicate(self) -> "Prototype":
        """Copy the problem and the plan as a private prototype, without attempts."""
        copy = Prototype(
            owner_id=self.owner_id,
            **{name: getattr(self, name) for name in COPIED},
        )
        copy.hold_owner()
        copy.save()
        copy.problems.set(self.problems.all())
        copy.tools.set(self.tools.all())
        for signal in self.signals.all():
            signal.pk, signal.public_id, signal.prototype = None, uuid.uuid4(), copy
            signal.save()
        return copy


COPIED = [
    "problem",
    "audience",
    "name",
    "pitch",
    "story",
    "interface",
    "interface_reason",
    "user_control",
    "measure",
    "measure_before",
    "my_part",
]
