"""So many times in so many seconds, for each person."""

import time
from collections.abc import Callable
from functools import wraps

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render

from portfolio.lib.http import Request

type View = Callable[..., HttpResponse]


def limited(scope: str, times: int, seconds: int) -> Callable[[View], View]:
    """Answer 429 when one person posts more often than that."""

    def decorate(view: View) -> View:
        @wraps(view)
        def limit(request: Request, *args: object, **kwargs: object) -> HttpResponse:
            if request.method != "POST" or not over(
                f"{scope}:{request.user.pk}", times, seconds
            ):
                return view(request, *args, **kwargs)
            response = render(request, "429.html", status=429)
            response["Retry-After"] = str(seconds)
            return response

        return limit

    return decorate


def over(who: str, times: int, seconds: int) -> bool:
    """Count one more in this window of time; tell whether it is one too many."""
    key = f"limit:{who}:{int(time.time() // seconds)}"
    # Adding is atomic in every cache, and counting up is not in the database's: each
    # claims a place of its own, and the last one known only says where to begin.
    last = cache.get(key, 0)
    for place in range(last + 1, times + 1):
        if cache.add(f"{key}:{place}", 1, seconds):
            cache.set(key, place, seconds)
            return False
    return True
