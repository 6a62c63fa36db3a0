"""The yardstick: five bytes behind the middleware that most Django sites have."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.hello_settings"

from django.contrib.auth.decorators import login_not_required
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path


@login_not_required
def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello")


urlpatterns = [path("", hello)]
application = get_wsgi_application()
