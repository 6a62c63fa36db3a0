from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from portfolio import views
from portfolio.prototypes.urls import pictures

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("log/", include("portfolio.prototypes.urls")),
    path("pictures/", include(pictures)),
    path("accounts/", include("allauth.urls")),
    path("settings/", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("", include("portfolio.sharing.urls")),
]

handler500 = "portfolio.views.server_error"

if settings.DEBUG:
    urlpatterns += [
        path("__debug__/", include("debug_toolbar.urls")),
        path("__reload__/", include("django_browser_reload.urls")),
    ]
