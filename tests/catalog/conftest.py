from collections.abc import Iterator

import pytest

from portfolio.catalog import hosts


@pytest.fixture(autouse=True)
def patterns_read_afresh() -> Iterator[None]:
    hosts.forget()
    yield
    hosts.forget()
