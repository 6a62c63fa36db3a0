from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portfolio.catalog.holders import move, redraw
from portfolio.catalog.hosts import ToolHostQuerySet
from portfolio.catalog.names import MAX_KEY, MAX_NAME, clean_name, key_of, stem_of
from portfolio.catalog.vocabulary import ProblemQuerySet, VocabularyQuerySet
from portfolio.lib.links import clean_url
from portfolio.lib.text import slugify_title

MERGED_INTO_ITSELF = _("A problem cannot be merged into itself.")


class Word(models.Model):
    """A name the whole site shares: curated at first, and open to everybody's own."""

    name = models.CharField(_("name"), max_length=MAX_NAME)
    slug = models.SlugField(
        _("address"), max_length=70, unique=True, blank=True, allow_unicode=True
    )
    # What two spellings of one name have in common; see names.py.
    key = models.CharField(max_length=MAX_KEY, unique=True, editable=False)
    stem = models.CharField(max_length=MAX_KEY, db_index=True, editable=False)
    # A word that only private work uses is offered to nobody but its maker.
    is_shared = models.BooleanField(
        _("shared"), default=False, help_text=_("Everybody is offered this word.")
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.take_name(self.name)
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], "key", "stem"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self.name = clean_name(self.name)
        others = type(self)._default_manager.exclude(pk=self.pk)
        if other := others.filter(key=key_of(self.name)).first():
            raise ValidationError(
                {"name": _("There is “%(name)s” already.") % {"name": other.name}}
            )
        self.slug = self.slug or slugify_title(self.name, fallback="word")
        while others.filter(slug=self.slug).exists():
            self.slug = f"{self.slug}-2"

    @contextmanager
    def changing(self) -> Iterator[Self]:
        """Hold a change together with whatever shows this word."""
        with transaction.atomic():
            yield self
            redraw(self)

    def standing(self) -> Self:
        """Return the word to use for this one."""
        return self

    def take_name(self, name: str) -> None:
        self.name, self.key, self.stem = name, key_of(name), stem_of(name)
        self.slug = self.slug or slugify_title(name, fallback="word")


class Tool(Word):
    class Family(models.TextChoices):
        BUILDER = "builder", _("Builder")
        MODEL = "model", _("Model")
        DESIGN = "design", _("Design")
        VOICE = "voice", _("Voice")
        RESEARCH = "research", _("Research")
        OTHER = "other", _("Other")

    family = models.CharField(
        _("family"), max_length=8, choices=Family, default=Family.OTHER
    )
    home_page = models.CharField(_("home page"), max_length=200, blank=True)

    objects = VocabularyQuerySet.as_manager()

    class Meta:
        verbose_name = _("tool")
        verbose_name_plural = _("tools")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & Q(LessThanOrEqual(Length("name"), MAX_NAME)),
                name="tool_name_length",
                violation_error_message=_("Use 1 to 40 characters."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("sharing:tool", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if self.home_page:
            self.home_page = clean_url(self.home_page)


class ToolHost(models.Model):
    """A place on the web that gives a tool, and the kind of a link, away."""

    class Kind(models.TextChoices):
        LIVE = "live", _("Live")
        PREVIEW = "preview", _("Preview")
        EDITOR = "editor", _("Editor")
        CHAT = "chat", _("Chat")
        CODE = "code", _("Code")
        NOTEBOOK = "notebook", _("Notebook")
        DESIGN = "design", _("Design")
        DECK = "deck", _("Deck")
        VIDEO = "video", _("Video")
        IMAGE = "image", _("Picture")
        DOC = "doc", _("Document")
        PROJECT = "project", _("Project page")
        DEAD = "dead", _("Gone")

    tool = models.ForeignKey(
        Tool,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="hosts",
        verbose_name=_("tool"),
    )
    label = models.CharField(
        _("label"),
        max_length=MAX_NAME,
        blank=True,
        help_text=_(
            "What to call it when it is no tool. “tunnel” is refused as a demo."
        ),
    )
    pattern = models.CharField(
        _("pattern"),
        max_length=200,
        unique=True,
        help_text=_("“*.host” for every name below a host, or “host/start-of-path”."),
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    builder = models.BooleanField(
        _("builder"),
        default=False,
        help_text=_("Things are built there, and not only kept there."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = ToolHostQuerySet.as_manager()

    class Meta:
        verbose_name = _("link pattern")
        verbose_name_plural = _("link patterns")
        ordering = ["pattern"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tool__isnull=False) | ~Q(label=""),
                name="toolhost_has_tool_or_label",
                violation_error_message=_("Choose a tool, or write a label."),
            ),
        ]

    def __str__(self) -> str:
        return self.pattern


class Problem(Word):
    description = models.CharField(
        _("description"),
        max_length=300,
        blank=True,
        help_text=_("One sentence, in the words of those who have it."),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("merged into"),
    )

    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("problem")
        verbose_name_plural = _("problems")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & Q(LessThanOrEqual(Length("name"), MAX_NAME)),
                name="problem_name_length",
                violation_error_message=_("Use 1 to 40 characters."),
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("description"), 300),
                name="problem_description_length",
                violation_error_message=_("Shorten this to 300 characters."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="problem_not_merged_into_itself",
                violation_error_message=MERGED_INTO_ITSELF,
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("sharing:problem", args=[self.slug])

    def standing(self) -> "Problem":
        return self.merged_into or self

    def clean(self) -> None:
        super().clean()
        if self.merged_into and self.merged_into.standing() == self:
            raise ValidationError({"merged_into": MERGED_INTO_ITSELF})

    @transaction.atomic
    def merge_into(self, other: "Problem") -> None:
        """Let whatever points here point at `other`, and this name lead there too."""
        other = other.standing()
        if other == self:
            raise ValidationError(MERGED_INTO_ITSELF)
        move(self, other)
        self.merged.update(merged_into=other)
        if self.is_shared:
            Problem.objects.filter(pk=other.pk).share()
        self.merged_into = other
        self.save(update_fields=["merged_into"])
