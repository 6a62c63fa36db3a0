from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portfolio.catalog import hosts
from portfolio.catalog.holders import is_held
from portfolio.catalog.models import Problem, Tool, ToolHost, Word
from portfolio.catalog.vocabulary import ProblemQuerySet, VocabularyQuerySet


class WordAdmin(admin.ModelAdmin):
    list_filter = ["is_shared"]
    search_fields = ["name", "key"]
    prepopulated_fields = {"slug": ["name"]}
    actions = ["share"]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"is_shared": True, **super().get_changeform_initial_data(request)}

    def save_model(
        self, request: HttpRequest, obj: Any, form: ModelForm, change: bool
    ) -> None:
        with obj.changing():
            super().save_model(request, obj, form, change)

    def has_delete_permission(
        self, request: HttpRequest, obj: Word | None = None
    ) -> bool:
        """Keep what somebody's work uses; merge it or rename it instead."""
        may = super().has_delete_permission(request, obj)
        return may and obj is not None and not is_held(obj)

    @admin.action(description=_("Offer these to everybody"), permissions=["change"])
    def share(self, request: HttpRequest, words: VocabularyQuerySet) -> None:
        words.share()


@admin.register(Tool)
class ToolAdmin(WordAdmin):
    list_display = ["name", "family", "home_page", "is_shared"]
    list_filter = ["family", "is_shared"]
    fields = ["name", "slug", "family", "home_page", "is_shared"]


@admin.register(Problem)
class ProblemAdmin(WordAdmin):
    list_display = ["name", "description", "merged_into", "is_shared"]
    list_select_related = ["merged_into"]
    fields = ["name", "slug", "description", "merged_into", "is_shared"]
    autocomplete_fields = ["merged_into"]
    actions = ["share", "merge"]

    def save_model(
        self, request: HttpRequest, obj: Any, form: ModelForm, change: bool
    ) -> None:
        target = obj.merged_into if "merged_into" in form.changed_data else None
        super().save_model(request, obj, form, change)
        if target:
            obj.merge_into(target)

    @admin.action(
        description=_("Merge these into the oldest of them"), permissions=["change"]
    )
    def merge(self, request: HttpRequest, problems: ProblemQuerySet) -> None:
        if problems.current().count() < 2:
            self.message_user(request, _("Choose at least two."), messages.WARNING)
            return
        oldest, *others = problems.current().order_by("pk")
        for problem in others:
            problem.merge_into(oldest)
        told = ngettext(
            "%(count)s problem is merged into “%(name)s”.",
            "%(count)s problems are merged into “%(name)s”.",
            len(others),
        )
        self.message_user(request, told % {"count": len(others), "name": oldest.name})


@admin.register(ToolHost)
class ToolHostAdmin(admin.ModelAdmin):
    list_display = ["pattern", "tool", "label", "kind", "builder", "note"]
    list_filter = ["kind", "builder"]
    list_select_related = ["tool"]
    search_fields = ["pattern", "tool__name", "label"]
    autocomplete_fields = ["tool"]

    def save_model(
        self, request: HttpRequest, obj: ToolHost, form: ModelForm, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        hosts.forget()

    def delete_model(self, request: HttpRequest, obj: ToolHost) -> None:
        super().delete_model(request, obj)
        hosts.forget()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        super().delete_queryset(request, queryset)
        hosts.forget()
