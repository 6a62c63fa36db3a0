import logging

import pytest


@pytest.mark.django_db
def test_an_address_cannot_write_a_line_of_its_own(client, caplog):
    with caplog.at_level(logging.INFO, logger="portfolio.requests"):
        client.get("/healthz%0A2026-11-23 WARNING forged")
    said = [r.getMessage() for r in caplog.records if r.name == "portfolio.requests"]
    assert len(said) == 1
    assert said[0].startswith("GET /healthz%0A2026-11-23%20WARNING%20forged 404 ")
