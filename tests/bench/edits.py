"""What the measuring process does to the site by itself: people, edits, a sign-in."""

from collections.abc import Callable
from uuid import uuid4

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from portfolio.pages import store
from portfolio.pages.models import Group, PublishedPage
from portfolio.pages.rebuild import rebuild_pages
from portfolio.prototypes.models import Prototype
from portfolio.sharing.models import Portfolio

BUILDER = "builder@example.com"


def builder() -> User:
    return User.objects.get(email=BUILDER)


def crowd(size: int) -> list[str]:
    """Make people with the builder's own page, and return the addresses of theirs."""
    original = builder()
    work = list(original.prototypes.exclude(card=""))
    return [copy(original, work, number).get_absolute_url() for number in range(size)]


@transaction.atomic
def copy(original: User, work: list[Prototype], number: int) -> Portfolio:
    portfolio = Portfolio.objects.get(user=original)
    user = User.objects.create(
        email=f"crowd{number}@example.com",
        name=original.name,
        language=original.language,
    )
    for prototype in work:
        prototype.pk, prototype.owner = None, user
        prototype.public_id, prototype.nonce = uuid4(), uuid4()
    Prototype.objects.bulk_create(work)
    portfolio.pk, portfolio.user, portfolio.photo_id = None, user, uuid4()
    portfolio.handle = portfolio.skeleton = f"crowd-{number}"
    Portfolio.objects.bulk_create([portfolio])
    store.drop(user.pk)
    return portfolio


def drop_crowd() -> None:
    """Do to everybody's pages what an edit does."""
    with transaction.atomic():
        for user in User.objects.filter(email__startswith="crowd"):
            store.drop(user.pk)


def store_pages() -> None:
    """Do what the worker does some seconds after a change."""
    for owner in (builder().pk, Group.SITE):
        rebuild_pages.call(owner)


def stored_length(path: str) -> int:
    return len(PublishedPage.objects.get(path=path).body_br)


def edit() -> None:
    """Change a public prototype, as its owner's form does."""
    prototype = builder().prototypes.exclude(card="")[0]
    with prototype.changing():
        prototype.hours = (prototype.hours or 0) % 90 + 1
        prototype.save(update_fields=["hours"])


def sign_in() -> str:
    """Return the cookie header of the builder."""
    user = builder()
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"Cookie: sessionid={session.session_key}"


def queries(path: str, before: Callable[[], object] = lambda: None) -> int:
    """Count the queries of one visit, through the same code in this process."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(builder())
    client.get(path)
    before()
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)
