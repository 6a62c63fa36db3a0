from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from portfolio.prototypes.models import Prototype


@admin.register(Prototype)
class PrototypeAdmin(admin.ModelAdmin[Prototype]):
    """Look, or take it down: a log is changed by its owner, through its verbs."""

    list_display = ["problem", "name", "owner", "visibility", "updated_at"]
    list_filter = ["visibility", "outcome", "stage"]
    list_select_related = ["owner"]
    search_fields = ["problem", "name", "owner__email"]
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: Prototype | None = None
    ) -> bool:
        return False

    def delete_model(self, request: HttpRequest, obj: Prototype) -> None:
        """Take it off the site at once; its owner can still take it back for a week."""
        obj.delete_softly()

    def delete_queryset(
        self, request: HttpRequest, queryset: models.QuerySet[Prototype]
    ) -> None:
        for prototype in queryset:
            prototype.delete_softly()
