from typing import TYPE_CHECKING

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    from accounts.models import User


class Request(HttpRequest):
    """What every view gets after the middleware: a known user and htmx details."""

    user: "User"  # anonymous only in open views
    htmx: HtmxDetails
