"""What the work behind the site remembers about itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Worker(models.Model):
    """A process that runs tasks. One that stopped reporting has died."""

    name = models.CharField(_("name"), max_length=64, unique=True)
    seen_at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self) -> str:
        return self.name


class Job(models.Model):
    """A task that is run again and again, and when it is due next."""

    path = models.CharField(_("task"), max_length=200, unique=True)
    due_at = models.DateTimeField(_("due"))

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")

    def __str__(self) -> str:
        return self.path
