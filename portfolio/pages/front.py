from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from portfolio.pages.memory import MEMORY, Memory, key_of

type Environ = dict[str, Any]
type Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class Front:
    """Stand before Django and answer what this process remembers.

    A public page is the same for everybody, so cookies make no difference. Whatever
    could make a difference, or is not as expected, goes the long way.
    """

    def __init__(self, django: Application, memory: Memory | None = None) -> None:
        self.django = django
        self.memory = Memory() if memory is None else memory

    def __call__(
        self, environ: Environ, start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        reply = None
        if is_plain(environ) and is_our_host(environ.get("HTTP_HOST", "")):
            reply = self.memory.get(key_of(environ, is_secure(environ)))
        if reply is None:
            environ[MEMORY] = self.memory
            return self.django(environ, start_response)
        status, headers, body = reply.to(environ)
        start_response(status, headers)
        return [body]


def is_plain(environ: Environ) -> bool:
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and not environ.get("QUERY_STRING")
        and not environ.get("SCRIPT_NAME")
        and "HTTP_AUTHORIZATION" not in environ
    )


@lru_cache(maxsize=256)
def is_our_host(host: str) -> bool:
    """Check the host as Django's get_host does, once for each spelling of it."""
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def is_secure(environ: Environ) -> bool:
    """Tell http from https as Django's request.scheme does."""
    if settings.SECURE_PROXY_SSL_HEADER:
        header, secure_value = settings.SECURE_PROXY_SSL_HEADER
        if (value := environ.get(header)) is not None:
            return bool(value.split(",", 1)[0].strip() == secure_value)
    return bool(environ.get("wsgi.url_scheme") == "https")
