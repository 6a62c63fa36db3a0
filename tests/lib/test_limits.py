import threading

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from portfolio.lib.limits import over


@pytest.fixture(autouse=True)
def own_cache(settings):
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "limits"}}


def test_one_too_many_is_told_and_the_next_window_is_free():
    with time_machine.travel("2026-11-23 10:00:00+00:00", tick=False) as clock:
        assert [over("x", 2, 60) for _ in range(4)] == [False, False, True, True]
        assert over("y", 2, 60) is False
        clock.shift(60)
        assert over("x", 2, 60) is False


def test_whoever_logs_too_fast_is_asked_to_wait(client, alice):
    client.force_login(alice)
    url = reverse("prototypes:new")
    with time_machine.travel("2026-11-23 10:00:00+00:00", tick=False):
        answers = [client.post(url, {"problem": f"{n}"}) for n in range(61)]
    assert answers[59].status_code == 302
    assert (answers[60].status_code, answers[60]["Retry-After"]) == (429, "60")
    assert alice.prototypes.count() == 60


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_no_more_than_one_after_another(settings):
    backend = "django.core.cache.backends.db.DatabaseCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "shared_cache"}}
    start = threading.Barrier(4)
    told = []

    def ask():
        start.wait()
        told.extend(over("z", 10, 3600) for _each in range(6))
        connection.close()

    with time_machine.travel("2026-11-23 10:00:00+00:00", tick=True):
        threads = [threading.Thread(target=ask) for _each in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert (told.count(False), len(told)) == (10, 24)
