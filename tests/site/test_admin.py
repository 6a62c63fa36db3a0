import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from tests.site.tasks import add, fall

pytestmark = pytest.mark.usefixtures("queued")
URL = reverse("admin:django_tasks_database_dbtaskresult_changelist")


@pytest.fixture
def staff(client, db):
    client.force_login(User.objects.create_superuser("staff@example.com", "x"))


@pytest.mark.usefixtures("staff")
def test_what_was_given_up_can_run_again(client):
    fall.enqueue()
    DBTaskResult.objects.update(status="FAILED", worker_ids=list("abcdefgh"))
    add.enqueue(1, 2)
    DBTaskResult.objects.filter(status="READY").update(status="SUCCESSFUL")
    chosen = [str(pk) for pk in DBTaskResult.objects.values_list("pk", flat=True)]
    response = client.post(
        URL, {"action": "run_again", "_selected_action": chosen}, follow=True
    )
    assert "1 task is queued again." in response.text
    found = DBTaskResult.objects.values_list("task_path", "status", "worker_ids")
    assert sorted(found) == [
        ("tests.site.tasks.add", "SUCCESSFUL", []),
        ("tests.site.tasks.fall", "READY", []),
    ]


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize("model", ["worker", "job"])
def test_workers_and_jobs_can_only_be_looked_at(client, model):
    assert client.get(reverse(f"admin:site_{model}_changelist")).status_code == 200
    assert client.get(reverse(f"admin:site_{model}_add")).status_code == 403


def test_it_is_for_staff(client, alice):
    client.force_login(alice)
    assert client.get(URL).status_code == 302
