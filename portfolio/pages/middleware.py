from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import ResponseHeaders
from django.urls import Resolver404, resolve

from portfolio.pages import freshness
from portfolio.pages.memory import MEMORY, Memory, key_of
from portfolio.pages.reply import Reply

type Answer = Callable[[HttpRequest], HttpResponse]


def public_pages(get_response: Answer) -> Answer:
    """Answer public pages alike to everybody; remember them as they leave.

    It stands first, so that no other part sees a visitor's cookies, and so that the
    headers remembered are those of the whole way through Django.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if (
            "HTTP_COOKIE" in request.META
            and request.method in ("GET", "HEAD")
            and is_public(request)
        ):
            del request.META["HTTP_COOKIE"]
        with freshness.one_acknowledgement():
            response = get_response(request)
        page = getattr(response, "page", None)
        if page is None or not is_same_for_all(response):
            return response
        reply = Reply(page, response.items())
        memory: Memory | None = request.META.get(MEMORY)
        if memory is not None:
            memory.remember(key_of(request.META, request.is_secure()), reply)
        return sent(reply, request, response)

    return middleware


def is_public(request: HttpRequest) -> bool:
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    return getattr(view, "is_public_page", False)


def is_same_for_all(response: HttpResponse) -> bool:
    return not response.cookies and response.headers.get("Vary") == "Accept-Encoding"


def sent(reply: Reply, request: HttpRequest, response: HttpResponse) -> HttpResponse:
    status, headers, body = reply.to(request.META)
    response.status_code = int(status[:3])
    response.content = body
    response.headers = ResponseHeaders(dict(headers))
    return response
