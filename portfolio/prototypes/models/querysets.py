from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Aggregate, Count, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import User
    from portfolio.prototypes.models.prototype import Prototype

KEPT_AFTER_DELETION = timedelta(days=7)


class PrototypeQuerySet[P: "Prototype"](models.QuerySet[P]):
    def kept(self) -> Self:
        """Leave out what its owner deleted, though it can be taken back for a week."""
        return self.filter(deleted_at=None)

    def deleted(self) -> Self:
        return self.exclude(deleted_at=None).order_by("-deleted_at")

    def published(self) -> Self:
        """Leave in what its owner shows to everyone, if their page is on."""
        return self.kept().filter(
            visibility=self.model.Visibility.PUBLIC,
            archived_at=None,
            owner__is_active=True,
        )

    def public(self) -> Self:
        return self.published().filter(owner__portfolio__is_public=True)

    def visible_to(self, viewer: "User | AnonymousUser") -> Self:
        if not viewer.is_authenticated:
            return self.public()
        public = Q(pk__in=self.model.objects.public().values("pk"))
        return self.kept().filter(public | Q(owner=viewer.pk))

    def in_order(self) -> Self:
        """Featured first, then as the owner arranged them, then newest."""
        return self.order_by("-featured", "position", "-published_at", "-pk")

    def newest(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def for_rows(self) -> Self:
        """Bring what a row of the log shows, in a fixed number of queries."""
        return self.annotate(
            attempt_count=self.counted("attempts"),
            signal_count=self.counted("signals"),
            picture_count=self.counted("screenshots"),
            last_attempt_on=self.of_each("attempts", Max("made_on")),
        ).prefetch_related("problems", "tools")

    def due_for_removal(self) -> Self:
        return self.filter(deleted_at__lt=timezone.now() - KEPT_AFTER_DELETION)

    def counted(self, related: str) -> Coalesce:
        """Count related rows in a subquery, so that two counts never multiply."""
        return Coalesce(self.of_each(related, Count("pk")), 0)

    def of_each(self, related: str, aggregate: Aggregate) -> Subquery:
        model: Any = self.model._meta.get_field(related).related_model
        rows = model.objects.filter(prototype=OuterRef("pk")).order_by()
        return Subquery(rows.values("prototype").annotate(of=aggregate).values("of"))
