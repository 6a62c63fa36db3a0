import pytest
from django.urls import reverse

URL = reverse("healthz")


def test_it_answers_without_asking_anything(client):
    response = client.get(URL)
    assert response.status_code == 200
    assert response.content == b"ok"
    assert response["Cache-Control"] == "private, no-store"


def test_it_only_reads(client):
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("name", ["healthz", "readyz"])
def test_it_answers_plain_http_from_inside(client, settings, name, db):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(reverse(name)).status_code == 200
    assert client.get("/accounts/login/").status_code == 301
