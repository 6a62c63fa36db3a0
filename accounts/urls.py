from django.urls import path

from accounts import views

app_name = "settings"
urlpatterns = [
    path("", views.settings_detail, name="detail"),
    path("devices/end/", views.device_end, name="device_end"),
    path("delete/", views.account_delete, name="delete"),
    path("deleted/", views.account_deleted, name="deleted"),
]
