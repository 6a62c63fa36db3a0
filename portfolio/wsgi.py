import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portfolio.settings")
django = get_wsgi_application()

from portfolio.pages.front import Front  # noqa: E402  needs the settings

application = Front(django)
