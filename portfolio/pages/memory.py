import threading
from collections import OrderedDict, defaultdict
from typing import Any

from django.conf import settings

from portfolio.pages import freshness, lookup
from portfolio.pages.lookup import NOTHING_SINCE, Found, Owner
from portfolio.pages.page import Page
from portfolio.pages.reply import Reply

# Where a process keeps its memory while a request passes through Django.
MEMORY = "pages.memory"

LIMIT = 16_000_000  # bytes: some 700 pages
ABOUT = 2_000  # bytes of headers and bookkeeping a page
# The worker compresses better than there is time for when somebody waits: ask again
# for what it made meanwhile.
ASK_AGAIN = 10.0
# After this long without a look, what was dropped since may be a very long list.
TOO_LONG_AGO = 60.0

type Key = tuple[bool, str]


class Memory:
    """What one process remembers of public pages, and how far it may be trusted."""

    def __init__(self, limit: int = LIMIT) -> None:
        self.limit = limit
        self.size = 0
        self.seen = 0  # the site's version at the last look
        self.looked_at = float("-inf")
        self._file = freshness.generation_file() if settings.ONE_MACHINE else ""
        self._trust: tuple[freshness.Token, float] = (None, float("-inf"))
        self._replies: OrderedDict[Key, Reply] = OrderedDict()
        self._keys: defaultdict[int, set[Key]] = defaultdict(set)
        self._lock = threading.Lock()

    def get(self, key: Key) -> Reply | None:
        """Return what may be answered without asking the database."""
        if key not in self._replies or not self.is_fresh():
            return None
        with self._lock:
            reply = self._replies.get(key)
            if reply is None or reply.until < freshness.clock():
                return None
            self._replies.move_to_end(key)
            return reply

    def is_fresh(self) -> bool:
        token, until = self._trust
        return freshness.clock() < until and token == self._token()

    def _token(self) -> freshness.Token:
        return freshness.token(self._file) if self._file else None

    def look(self, path: str, build: str, owner: Owner) -> Found:
        """Look at the database, and forget whatever was dropped since the last look."""
        # Both before the look: a change while it runs must count as unseen.
        started, token = freshness.clock(), self._token()
        with self._lock:
            seen = self.seen
            is_blank = not self._replies or started - self.looked_at > TOO_LONG_AGO
        since = NOTHING_SINCE if is_blank else seen
        found = lookup.look(path, build, owner, since)
        with self._lock:
            if seen == self.seen and started > self.looked_at:
                # Versions count up, unless somebody put back a backup.
                if is_blank or found.generation < seen:
                    self._forget(list(self._replies))
                for group, version in found.dropped.items():
                    self._forget_older(group, version)
                self.seen, self.looked_at = found.generation, started
                self._trust = (token, started + freshness.trusted_for())
        return found

    def page(self, key: Key, found: Found) -> Page | None:
        """Return the page of this address if the last look found nothing newer."""
        reply = self._replies.get(key)
        if reply is None:
            return None
        page = reply.page
        if (page.owner, page.version) != (found.owner, found.version):
            return None
        page.generation = max(page.generation, found.generation)
        return page

    def remember(self, key: Key, reply: Reply) -> None:
        page = reply.page
        if page.owner is None:
            return
        page.body("br")  # makes it small
        reply.weight = page.size + ABOUT
        if not page.is_stored:
            reply.until = freshness.clock() + ASK_AGAIN
        with self._lock:
            # What was dropped between drawing it and now is not known any more.
            if page.generation < self.seen:
                return
            self._forget([key])
            self._replies[key] = reply
            self._keys[page.owner].add(key)
            self.size += reply.weight
            while self.size > self.limit:
                self._forget([next(iter(self._replies))])

    def _forget_older(self, owner: int, version: int) -> None:
        keys = self._keys.get(owner, set())
        self._forget([k for k in keys if self._replies[k].page.version < version])

    def _forget(self, keys: list[Key]) -> None:
        for key in keys:
            reply = self._replies.pop(key, None)
            if reply is None or reply.page.owner is None:
                continue
            self.size -= reply.weight
            owned = self._keys[reply.page.owner]
            owned.discard(key)
            if not owned:
                del self._keys[reply.page.owner]


def key_of(environ: dict[str, Any], is_secure: bool) -> Key:
    return is_secure, environ["PATH_INFO"]
