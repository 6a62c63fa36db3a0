from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.tasks import TaskResultStatus
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_tasks_db.admin import DBTaskResultAdmin
from django_tasks_db.models import DBTaskResult

from portfolio.models import Job, Worker

admin.site.unregister(DBTaskResult)


@admin.register(DBTaskResult)
class TaskAdmin(DBTaskResultAdmin):
    """What was given up can be tried again, once its cause is gone."""

    actions = ["run_again"]
    list_display = (*DBTaskResultAdmin.list_display, "tries")  # type: ignore[assignment]

    @admin.display(description=_("tries"))
    def tries(self, row: DBTaskResult) -> int:
        return len(row.worker_ids)

    @admin.action(description=_("Run failed tasks again"), permissions=["view"])
    def run_again(
        self, request: HttpRequest, rows: models.QuerySet[DBTaskResult]
    ) -> None:
        count = rows.filter(status=TaskResultStatus.FAILED).update(
            status=TaskResultStatus.READY, worker_ids=[]
        )
        words = ngettext(
            "%d task is queued again.", "%d tasks are queued again.", count
        )
        messages.success(request, words % count)


class LookOnly(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Worker)
class WorkerAdmin(LookOnly):
    list_display = ("name", "seen_at")


@admin.register(Job)
class JobAdmin(LookOnly):
    list_display = ("path", "due_at")
