import xml.etree.ElementTree as ET

import pytest
from pytest_django.asserts import assertContains

from portfolio.sharing.views import crawlers
from tests.sharing.factories import published

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def places(client, url):
    response = client.get(url)
    assert response["Content-Type"] == "application/xml"
    root = ET.fromstring(response.content)  # noqa: S314  our own
    return [loc.text for loc in root.iter(LOC)]


def test_robots_are_kept_out_of_what_is_not_theirs(client, db):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assertContains(response, "Disallow: /log/\n")
    assertContains(response, "Disallow: /s/\n")
    assertContains(response, "Sitemap: http://localhost/sitemap.xml\n")


def test_the_sitemap_names_every_public_page(client, prototype):
    assert places(client, "/sitemap.xml") == [
        "http://localhost/sitemap/words.xml",
        "http://localhost/sitemap/2.xml",
    ]
    assert places(client, "/sitemap/words.xml") == [
        f"http://localhost{path}"
        for path in [
            "/",
            "/problems/",
            "/problems/hand-offs/",
            "/tools/replit/",
            "/@alice/",
        ]
    ]
    assert places(client, "/sitemap/2.xml") == ["http://localhost/@alice/pagewise/"]
    for place in places(client, "/sitemap/words.xml"):
        assert client.get(place.removeprefix("http://localhost")).status_code == 200


def test_a_long_one_goes_on(client, alice, portfolio, monkeypatch):
    monkeypatch.setattr(crawlers, "PAGE", 2)
    for number in range(3):
        published(alice, name=f"Card {number}")
    assert places(client, "/sitemap.xml")[1:] == [
        "http://localhost/sitemap/2.xml",
        "http://localhost/sitemap/3.xml",
    ]
    assert places(client, "/sitemap/3.xml") == ["http://localhost/@alice/card-2/"]
    assert client.get("/sitemap/4.xml").status_code == 404


def test_slugs_in_any_script_are_addresses(client, alice, portfolio):
    published(alice, name="交接卡", problem="交接时丢失")
    (place,) = places(client, "/sitemap/2.xml")
    assert place.isascii()
    assert client.get(place.removeprefix("http://localhost")).status_code == 200


@pytest.mark.parametrize(
    "url", ["/robots.txt", "/sitemap.xml", "/sitemap/words.xml", "/sitemap/2.xml"]
)
def test_they_only_read(client, prototype, url):
    assert client.post(url).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_they_need_a_fixed_number_of_queries(
    client, count, alice, portfolio, django_assert_num_queries
):
    for number in range(count):
        published(alice, name=f"Card {number}", problems=[f"Word {number}"])
    with django_assert_num_queries(5):
        for url in ("/sitemap.xml", "/sitemap/words.xml", "/sitemap/2.xml"):
            client.get(url)
