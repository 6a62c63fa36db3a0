import json
import logging

import pytest

from portfolio.lib.logs import Json, Line, RequestFilter, masked, request_id


def record(message, *args, error=None):
    made = logging.LogRecord("site", logging.INFO, "", 1, message, args, error)
    RequestFilter().filter(made)
    return made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GET /s/9f8A_-x/ 200", "GET /s/***/ 200"),
        ("GET /s/9f8A_-x/route-planner/?page=2", "GET /s/***/route-planner/?page=2"),
        ("/accounts/password/reset/key/3-c0ffee/", "/accounts/password/reset/key/***/"),
        ("/accounts/confirm-email/MTI:1x/", "/accounts/confirm-email/***/"),
        ("/callback/?code=4ab&state=xyz", "/callback/?code=***&state=***"),
        ("/@maya/shipping-notes/", "/@maya/shipping-notes/"),
        ("/problems/hand-offs/", "/problems/hand-offs/"),
    ],
)
def test_what_opens_doors_is_masked(text, expected):
    assert masked(text) == expected


def test_a_line_names_its_request():
    request_id.set("c0ffee")
    line = Line("%(levelname)s [%(request_id)s] %(message)s").format(
        record("seen %s", "/s/secret/")
    )
    assert line == "INFO [c0ffee] seen /s/***/"


def test_json_holds_the_traceback_without_the_token():
    request_id.set("c0ffee")
    try:
        raise ValueError("no reader at /s/secret/")
    except ValueError as error:
        made = record("failed", error=(ValueError, error, error.__traceback__))
    line = json.loads(Json().format(made))
    assert (line["level"], line["logger"], line["message"]) == (
        "INFO",
        "site",
        "failed",
    )
    assert line["request"] == "c0ffee"
    assert line["time"].endswith("+00:00")
    assert line["error"].endswith("ValueError: no reader at /s/***/")


@pytest.mark.urls("tests.site.urls")
def test_a_failure_can_be_quoted(client, caplog):
    client.raise_request_exception = False
    response = client.get("/s/abcdefabcdef/")
    assert response.status_code == 500
    assert len(response["X-Request-ID"]) == 12
    assert "X-Request-ID" not in client.get("/healthz")


@pytest.mark.urls("tests.site.urls")
def test_requests_are_logged_with_who_made_them(client, alice, caplog):
    caplog.set_level(logging.INFO, "portfolio.requests")
    client.get("/healthz")
    client.force_login(alice)
    client.get("/closed/")
    lines = [entry.getMessage() for entry in caplog.records]
    assert lines[0].startswith("GET /healthz 200 ")
    assert lines[0].endswith(" ms nobody")
    assert lines[1].endswith(f" ms user {alice.pk}")
