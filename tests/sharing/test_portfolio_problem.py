from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from portfolio.catalog.models import Problem
from tests.sharing.factories import published

URL = "/@alice/problems/hand-offs/"


def test_it_shows_one_problems_work(client, alice, bob, prototype):
    other = published(alice, name="Other", problem="Too loud", problems=["Noise"])
    published(bob, name="Bobs", problem="Not hers")
    response = client.get(URL)
    assertContains(response, prototype.problem)
    assertNotContains(response, other.problem)
    assertNotContains(response, "Not hers")
    assertContains(
        response, f'<a class="tag" href="{URL}" aria-current="page">Hand-offs'
    )


def test_a_merged_problem_leads_on(client, alice, prototype):
    published(alice, name="Other", problems=["Handovers"])
    Problem.objects.get(name="Handovers").merge_into(
        Problem.objects.get(name="Hand-offs")
    )
    response = client.get("/@alice/problems/handovers/")
    assertRedirects(response, URL, status_code=301)
    assertContains(client.get(URL), "Hand-offs <span>2</span>")


def test_it_only_reads(client, prototype):
    assert client.post(URL).status_code == 405
