"""What is answered before Django, and that nobody could tell."""

import gzip

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

from portfolio.pages.front import Front, is_our_host
from tests.pages.conftest import visit
from tests.pages.urls import change


@pytest.fixture
def path(front, alice) -> str:
    change(alice.pk, "Alice")
    return f"/people/{alice.pk}/"


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"HTTP_ACCEPT_ENCODING": "br, gzip"},
        {"HTTP_ACCEPT_ENCODING": "gzip"},
        {"REQUEST_METHOD": "HEAD", "HTTP_ACCEPT_ENCODING": "gzip"},
        {"HTTP_IF_NONE_MATCH": "*"},
        {"HTTP_COOKIE": "sessionid=abc; csrftoken=def"},
        {"wsgi.url_scheme": "https", "SERVER_PORT": "443"},
    ],
)
@override_settings(SECURE_HSTS_SECONDS=3600)
def test_both_ways_answer_with_the_same_bytes(front, path, environ):
    front = Front(WSGIHandler())
    through_django = visit(front, path, **environ)
    from_memory = visit(front, path, **environ)
    assert from_memory.from_memory is True
    assert through_django.from_memory is False
    assert from_memory.status == through_django.status
    assert from_memory.headers == through_django.headers
    assert from_memory.body == through_django.body


@pytest.mark.parametrize("first", ["br", "gzip", "identity"])
@pytest.mark.parametrize("second", ["br", "gzip", "identity"])
def test_whoever_comes_first_makes_no_difference(front, path, first, second):
    visit(front, path, HTTP_ACCEPT_ENCODING=first)
    remembered = visit(front, path, HTTP_ACCEPT_ENCODING=second)
    fresh = visit(Front(front.django), path, HTTP_ACCEPT_ENCODING=second)
    assert (remembered.from_memory, fresh.from_memory) == (True, False)
    assert remembered.headers == fresh.headers
    assert remembered.body == fresh.body


def test_a_page_carries_the_headers_of_the_whole_site(front, path):
    visit(front, path)
    answer = visit(front, path)
    policy = answer["Content-Security-Policy"]
    assert "style-src 'self' 'sha256-" in policy
    assert "default-src 'none'" in policy
    assert {name: value for name, value in answer.headers if "Policy" not in name} == {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "public, no-cache",
        "Vary": "Accept-Encoding",
        "Content-Language": "en",
        "ETag": answer["ETag"],
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Content-Length": str(len(answer.body)),
    }
    assert [name for name, _ in answer.headers if "Policy" in name] == [
        "Permissions-Policy",
        "Cross-Origin-Resource-Policy",
        "Content-Security-Policy",
        "Referrer-Policy",
        "Cross-Origin-Opener-Policy",
    ]


@override_settings(PROXY_SECONDS=60)
def test_a_proxy_may_keep_a_page_where_the_operator_says_so(front, path):
    assert visit(front, path)["Cache-Control"] == "public, max-age=0, s-maxage=60"


@override_settings(SECURE_HSTS_SECONDS=3600)
def test_strict_transport_is_asked_of_https_alone(path):
    front = Front(WSGIHandler())
    for _ in range(2):
        assert visit(front, path)["Strict-Transport-Security"] is None
        secure = visit(front, path, **{"wsgi.url_scheme": "https"})
        assert secure["Strict-Transport-Security"] == "max-age=3600"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP;q=1.0, BR;q=0.1", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0, gzip;q=0", None),
        ("br ; q = 0 , *", "gzip"),
        ("*", "br"),
        ("*;q=0", None),
        ("br;q=wrong, gzip", "gzip"),
        ("identity", None),
        ("", None),
        ("zstd", None),
    ],
)
def test_the_best_accepted_encoding_is_sent(front, path, accepted, encoding):
    plain = visit(front, path).body
    answer = visit(front, path, HTTP_ACCEPT_ENCODING=accepted)
    decode = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert answer["Content-Encoding"] == encoding
    assert decode(answer.body) == plain
    assert answer["Content-Length"] == str(len(answer.body))


def test_head_tells_the_length_and_sends_nothing(front, path):
    length = visit(front, path)["Content-Length"]
    for _ in range(2):
        answer = visit(front, path, REQUEST_METHOD="HEAD")
        assert (answer.status, answer.body) == ("200 OK", b"")
        assert answer["Content-Length"] == length


@pytest.mark.parametrize("warm", [False, True])
@pytest.mark.parametrize(
    ("tags", "status"),
    [
        ("{etag}", "304 Not Modified"),
        ("{strong}", "304 Not Modified"),
        ('"other", {etag}', "304 Not Modified"),
        ("*", "304 Not Modified"),
        ('"other"', "200 OK"),
        ('W/"other"', "200 OK"),
        ("rubbish", "200 OK"),
        ("", "200 OK"),
    ],
)
def test_a_known_page_is_not_sent_again(front, path, warm, tags, status):
    etag = visit(Front(front.django), path)["ETag"]
    if warm:
        visit(front, path)
    tags = tags.format(etag=etag, strong=etag.removeprefix("W/"))
    answer = visit(front, path, HTTP_IF_NONE_MATCH=tags)
    assert answer.status == status
    assert answer.from_memory is warm
    if status == "304 Not Modified":
        assert answer.body == b""
        assert answer["ETag"] == etag
        names = [name for name, _ in answer.headers]
        assert not {"Content-Length", "Content-Type", "Content-Encoding"} & set(names)


@pytest.mark.parametrize(
    "environ",
    [
        {"REQUEST_METHOD": "POST"},
        {"QUERY_STRING": "preview=1"},
        {"HTTP_AUTHORIZATION": "Bearer abc"},
        {"SCRIPT_NAME": "/under"},
        {"HTTP_HOST": "evil.example"},
    ],
)
def test_what_could_make_a_difference_goes_the_long_way(front, path, environ):
    visit(front, path)
    assert visit(front, path).from_memory is True
    assert visit(front, path, **environ).from_memory is False


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("example.com", True),
        ("EXAMPLE.com", True),
        ("example.com:8000", True),
        ("example.com.", True),
        ("example.com.:8000", True),
        ("www.example.com", False),
        ("a.example.net", True),
        ("example.net", True),
        ("badexample.net", False),
        ("[::1]", True),
        ("[::1]:8000", True),
        ("example.com.evil.example", False),
        ("example.com/", False),
        ("example.com:port", False),
        ("user@example.com", False),
        ("example.com, evil.example", False),
        ("", False),
    ],
)
@override_settings(ALLOWED_HOSTS=["example.com", ".example.net", "[::1]"])
def test_hosts_are_checked_as_django_checks_them(front, path, rf, host, is_ours):
    is_our_host.cache_clear()
    visit(front, path, HTTP_HOST="example.com")
    answer = visit(front, path, HTTP_HOST=host)
    assert answer.from_memory is is_ours
    assert answer.status == ("200 OK" if is_ours else "400 Bad Request")
    is_our_host.cache_clear()


@override_settings(SECURE_SSL_REDIRECT=True)
def test_plain_http_is_sent_to_https(path):
    front = Front(WSGIHandler())
    for _ in range(2):
        assert visit(front, path).status == "301 Moved Permanently"
        assert visit(front, path, **{"wsgi.url_scheme": "https"}).status == "200 OK"
    assert visit(front, path, **{"wsgi.url_scheme": "https"}).from_memory is True


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("https", "200 OK"),
        ("https, http", "200 OK"),
        ("http", "301 Moved Permanently"),
        ("http, https", "301 Moved Permanently"),
        ("", "301 Moved Permanently"),
    ],
)
@override_settings(
    SECURE_SSL_REDIRECT=True,
    SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
)
def test_the_proxy_tells_http_from_https(path, said, status):
    front = Front(WSGIHandler())
    visit(front, path, HTTP_X_FORWARDED_PROTO="https")
    for _ in range(2):
        assert visit(front, path, HTTP_X_FORWARDED_PROTO=said).status == status


def test_a_signed_in_visitor_is_answered_as_a_stranger(front, path, client, bob):
    bob.language = "zh-hans"
    bob.save(update_fields=["language"])
    client.force_login(bob)
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    first = visit(front, path, HTTP_COOKIE=cookie)
    assert first["Vary"] == "Accept-Encoding"
    assert first["Content-Language"] == "en"
    assert first["Set-Cookie"] is None
    assert visit(front, path).body == first.body


def test_a_page_speaks_the_language_it_was_drawn_in(front, path, alice):
    alice.language = "zh-hans"
    alice.save(update_fields=["language"])
    change(alice.pk, "Alice")
    assert visit(front, path)["Content-Language"] == "zh-hans"
    assert visit(front, "/")["Content-Language"] == "en"


def test_a_missing_page_is_not_remembered(front, db):
    for _ in range(2):
        answer = visit(front, "/people/404/")
        assert answer.status == "404 Not Found"
        assert answer.from_memory is False


@override_settings(DEBUG=True, ALLOWED_HOSTS=["localhost"])
def test_nothing_is_kept_while_developing(front, path):
    for _ in range(2):
        assert visit(front, path).from_memory is False


def test_the_server_may_change_the_headers_it_is_given(front, path):
    visit(front, path)
    visit(front, path).headers.clear()
    assert visit(front, path)["ETag"]
    visit(front, path, HTTP_IF_NONE_MATCH="*").headers.clear()
    assert visit(front, path, HTTP_IF_NONE_MATCH="*")["ETag"]
