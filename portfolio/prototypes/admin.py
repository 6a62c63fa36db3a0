from django.contrib import admin
from django.http import HttpRequest

from portfolio.prototypes.models import Prototype


@admin.register(Prototype)
class PrototypeAdmin(admin.ModelAdmin[Prototype]):
    """Look, and never touch: a log is changed by its owner, through its verbs."""

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

    def has_delete_permission(
        self, request: HttpRequest, obj: Prototype | None = None
    ) -> bool:
        return False
