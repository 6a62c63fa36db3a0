from django.db import models


class Group(models.Model):
    """Pages that go stale together: one person's, or (owner 0) those of everybody."""

    SITE = 0

    # The person's primary key. Not a foreign key: a group outlives its person, so
    # that pages of a deleted account stay dropped.
    owner = models.BigIntegerField(primary_key=True)
    # The site's version when this group was last dropped. The site's own version
    # counts every drop of anything, so it tells in one look whether anything changed.
    version = models.BigIntegerField(default=0, db_index=True)
    # Set while a rebuild waits for the worker.
    rebuild_asked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"user:{self.owner}" if self.owner else "site"


class PublishedPage(models.Model):
    path = models.CharField(max_length=500, unique=True)
    # Not a foreign key: the two are joined on owner and version, which is what
    # makes a page valid.
    owner = models.BigIntegerField()
    # The group's version when the page was drawn; the page is good while they agree.
    version = models.BigIntegerField()
    # Which code, templates and style drew it.
    build = models.CharField(max_length=32)
    etag = models.CharField(max_length=40)
    content_type = models.CharField(max_length=80)
    language = models.CharField(max_length=10)
    body_gzip = models.BinaryField()
    body_br = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["owner", "version"], name="page_owner_version")]

    def __str__(self) -> str:
        return self.path
