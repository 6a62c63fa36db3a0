"""Views that meet trouble."""

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpResponse
from django.urls import path

from portfolio.urls import urlpatterns as site

handler500 = "portfolio.views.server_error"


def raising(error):
    @login_not_required
    def view(request):
        raise error

    return view


def closed(request):
    return HttpResponse("seen")


urlpatterns = [
    *site,
    path("closed/", closed),
    path("locked/", raising(OperationalError("database is locked"))),
    path("full/", raising(OSError(28, "No space left on device"))),
    path("missing/", raising(OSError(2, "No such file"))),
    path("broken/", raising(ValueError("a fault"))),
    path("s/abcdefabcdef/", raising(ValueError("at /s/abcdefabcdef/ of a reader"))),
]
