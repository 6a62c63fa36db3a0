from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from portfolio.lib.text import MAX_SLUG, slugify_title

# What stands before the hyphen and the number, of which there are up to 9999.
BEFORE_NUMBER = MAX_SLUG - 5

if TYPE_CHECKING:
    from portfolio.prototypes.models.prototype import Prototype


class OldSlug(models.Model):
    """An address a prototype once had; it still leads there."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    prototype = models.ForeignKey(
        "prototypes.Prototype", models.CASCADE, related_name="old_slugs"
    )
    slug = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "slug"], name="old_slug_unique")
        ]

    def __str__(self) -> str:
        return self.slug


def free_slug(prototype: "Prototype") -> str:
    """Return the address its name asks for, numbered if its owner has that already."""
    base = slugify_title(prototype.name or prototype.problem)
    start = base[:BEFORE_NUMBER].rstrip("-_")
    owner = prototype.owner
    mine = owner.prototypes.exclude(pk=prototype.pk).filter(slug__startswith=start)
    old = OldSlug.objects.filter(owner=owner, slug__startswith=start)
    taken = set(mine.values_list("slug", flat=True))
    taken |= set(old.exclude(prototype=prototype.pk).values_list("slug", flat=True))
    if base not in taken:
        return base
    numbered = (f"{start}-{n}" for n in range(2, len(taken) + 3))
    return next(slug for slug in numbered if slug not in taken)
