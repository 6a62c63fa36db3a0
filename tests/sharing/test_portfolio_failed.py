from pytest_django.asserts import assertContains, assertNotContains

from tests.sharing.factories import published

URL = "/@alice/outcomes/failed/"


def test_it_shows_what_did_not_work(client, alice, prototype):
    failed = published(
        alice, name="Sieve", problem="Too many calls", outcome="failed", failed="Noise."
    )
    response = client.get(URL)
    assertContains(response, failed.problem)
    assertContains(response, "<b>What failed</b> Noise.")
    assertContains(response, '<span class="tag lesson">Did not work</span>')
    assertNotContains(response, prototype.problem)


def test_the_front_page_counts_it(client, alice, prototype):
    assertNotContains(client.get("/@alice/"), URL)
    published(alice, name="Sieve", outcome="failed")
    assertContains(
        client.get("/@alice/"),
        f'<a class="tag lesson" href="{URL}">Did not work <span>1</span></a>',
    )


def test_it_only_reads(client, alice, prototype):
    published(alice, name="Sieve", outcome="failed")
    assert client.get(URL).status_code == 200
    assert client.post(URL).status_code == 405
