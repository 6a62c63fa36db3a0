import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from portfolio.pages import store
from portfolio.pages.models import Group

pytestmark = pytest.mark.urls("tests.pages.urls")


def versions() -> dict[int, int]:
    return dict(Group.objects.values_list("owner", "version"))


@pytest.mark.django_db(transaction=True)
def test_a_drop_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        store.drop(1)


def test_drops_are_counted_once_for_the_site_and_everybody(db):
    store.drop(5)
    store.drop(None)
    store.drop(7)
    assert versions() == {0: 3, 5: 1, 7: 3}


def test_an_unmarked_view_is_told_what_to_do(client, alice):
    client.force_login(alice)
    with pytest.raises(ImproperlyConfigured, match=r"@store\.public above unmarked"):
        client.get("/unmarked/")


def test_a_page_shows_the_words_of_its_person(client, alice):
    response = client.get(f"/people/{alice.pk}/")
    assert "Alice Adeyemi" in response.text
    assert response["Cache-Control"] == "public, no-cache"


def test_a_query_may_name_the_owner(client, alice, django_assert_num_queries):
    store.drop(alice.pk)
    with django_assert_num_queries(2 + 1):
        response = client.get(f"/mail/{alice.email}/")
    assert "Alice Adeyemi" in response.text


def test_a_drawing_may_answer_by_a_redirect(client, db):
    assert client.get("/mail/nobody@example.com/")["Location"] == "/"
