import base64
import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from portfolio.prototypes.models import Prototype

DEFAULT_DAYS, MOST_DAYS = 30, 365
TOKEN_BYTES = 24


def new_nonce() -> str:
    return secrets.token_hex(TOKEN_BYTES)


def default_end() -> datetime:
    return timezone.now() + timedelta(days=DEFAULT_DAYS)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def token_from(nonce: str, secret: str) -> str:
    """Make the 192 bits of an address out of what is stored and what is not."""
    digest = salted_hmac("sharing.link", nonce, secret=secret, algorithm="sha256")
    return base64.urlsafe_b64encode(digest.digest()[:TOKEN_BYTES]).decode()


class ShareLinkQuerySet(models.QuerySet["ShareLink"]):
    def active(self) -> Self:
        return self.filter(revoked_at=None, ends_at__gt=timezone.now())

    def revoke(self) -> int:
        return self.filter(revoked_at=None).update(revoked_at=timezone.now())

    def opened_by(self, token: str) -> Self:
        """Find what this token opens now: one row, or none for any reason at all."""
        return self.active().filter(
            token_hash=hash_of(token),
            owner__is_active=True,
            prototype__visibility=Prototype.Visibility.LINK,
            prototype__archived_at=None,
            prototype__deleted_at=None,
        )


class ShareLink(models.Model):
    """A private address of one prototype, which ends by itself."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="share_links"
    )
    prototype = models.ForeignKey(Prototype, models.CASCADE, related_name="share_links")
    # With the site's secret this gives the token, so that its owner can copy it
    # again; a stolen database does not hold a single address that opens.
    nonce = models.CharField(max_length=48, default=new_nonce, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    starts_at = models.DateTimeField(db_default=Now(), editable=False)
    ends_at = models.DateTimeField(_("ends"), default=default_end)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("share link")
        verbose_name_plural = _("share links")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.prototype_id} until {self.ends_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("sharing:link", args=[self.token])

    @property
    def token(self) -> str:
        """Return the token; also after the site's secret was changed, if it can."""
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        tokens = [token_from(self.nonce, key) for key in keys]
        return next((t for t in tokens if hash_of(t) == self.token_hash), "")

    @property
    def is_active(self) -> bool:
        return self.revoked_at is None and self.ends_at > timezone.now()

    @classmethod
    @transaction.atomic
    def renew(cls, prototype: Prototype, days: int = DEFAULT_DAYS) -> "ShareLink":
        """Make a new address for a prototype; the one it had opens nothing more."""
        prototype.share_links.all().revoke()
        link = cls(
            prototype=prototype,
            owner_id=prototype.owner_id,
            ends_at=timezone.now() + timedelta(days=min(days, MOST_DAYS)),
        )
        link.token_hash = hash_of(token_from(link.nonce, settings.SECRET_KEY))
        link.save()
        return link
