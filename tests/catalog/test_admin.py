import pytest
from django.urls import reverse

from accounts.models import User
from portfolio.catalog.models import Problem, Tool, ToolHost
from tests.catalog.factories import ProblemFactory, ToolFactory
from tests.prototypes.factories import PrototypeFactory


@pytest.fixture
def staff(client, db):
    client.force_login(User.objects.create_superuser("staff@example.com", "x" * 12))
    return client


def act(client, model: str, action: str, rows) -> list[str]:
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    response = client.post(
        reverse(f"admin:catalog_{model}_changelist"), data, follow=True
    )
    assert response.status_code == 200
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize("model", ["problem", "tool", "toolhost"])
def test_lists_can_be_searched(staff, model):
    response = staff.get(reverse(f"admin:catalog_{model}_changelist"), {"q": "replit"})
    assert response.status_code == 200
    assert (
        response.context["cl"].result_count
        == {"problem": 0, "tool": 1, "toolhost": 4}[model]
    )


@pytest.mark.parametrize("model", ["problem", "tool", "toolhost"])
def test_others_are_kept_out(client, alice, model):
    client.force_login(alice)
    response = client.get(reverse(f"admin:catalog_{model}_changelist"))
    assert response.status_code == 302


def test_a_new_problem_is_shared_and_gets_its_address(staff):
    url = reverse("admin:catalog_problem_add")
    assert staff.get(url).context["adminform"].form["is_shared"].value() is True
    staff.post(url, {"name": "Lost  luggage", "slug": "", "is_shared": "on"})
    problem = Problem.objects.get(name="Lost luggage")
    assert (problem.slug, problem.is_shared) == ("lost-luggage", True)


def test_a_second_spelling_is_refused(staff):
    response = staff.post(
        reverse("admin:catalog_problem_add"), {"name": "hand offs", "slug": "x"}
    )
    assert response.status_code == 200
    assert response.context["adminform"].form.errors == {
        "name": ["There is “Hand-offs” already."]
    }


def test_merging_keeps_the_oldest(staff):
    new, first, second = ProblemFactory.create_batch(3)
    PrototypeFactory(problems=[second.name])
    told = act(staff, "problem", "merge", [second, new, first])
    assert told == [f"2 problems are merged into “{new.name}”."]
    assert set(new.merged.all()) == {first, second}
    assert new.prototypes.count() == 1


def test_merging_one_asks_for_another(staff):
    problem = ProblemFactory()
    assert act(staff, "problem", "merge", [problem]) == ["Choose at least two."]


def test_a_problem_can_be_merged_on_its_own_page(staff):
    old, new = ProblemFactory.create_batch(2)
    prototype = PrototypeFactory(problems=[old.name])
    data = {
        "name": old.name,
        "slug": old.slug,
        "merged_into": new.pk,
        "is_shared": "on",
    }
    staff.post(reverse("admin:catalog_problem_change", args=[old.pk]), data)
    assert list(prototype.problems.all()) == [new]


def test_sharing_several(staff):
    tools = ToolFactory.create_batch(2, is_shared=False)
    act(staff, "tool", "share", tools)
    assert (
        Tool.objects.filter(pk__in=[tool.pk for tool in tools], is_shared=True).count()
        == 2
    )


def test_what_is_in_use_cannot_be_deleted(staff):
    used, unused = ToolFactory.create_batch(2)
    PrototypeFactory().tools.add(used)
    for tool, status in ((used, 403), (unused, 302)):
        url = reverse("admin:catalog_tool_delete", args=[tool.pk])
        assert staff.post(url, {"post": "yes"}).status_code == status
    assert list(Tool.objects.filter(pk__in=[used.pk, unused.pk])) == [used]


def test_no_words_are_deleted_in_a_heap(staff):
    response = staff.get(reverse("admin:catalog_tool_changelist"))
    offered = [
        value
        for value, _label in response.context["action_form"].fields["action"].choices
    ]
    assert offered == ["", "share"]


def test_a_pattern_counts_at_once(staff):
    assert ToolHost.objects.recognise("https://a.new.example") is None
    data = {"label": "New", "pattern": "*.new.example", "kind": "live"}
    staff.post(reverse("admin:catalog_toolhost_add"), data)
    assert ToolHost.objects.recognise("https://a.new.example").tool == "New"
    host = ToolHost.objects.get(pattern="*.new.example")
    staff.post(
        reverse("admin:catalog_toolhost_delete", args=[host.pk]), {"post": "yes"}
    )
    assert ToolHost.objects.recognise("https://a.new.example") is None
