"""No change is acknowledged while an old page may still be served.

Each test reads a page until it is answered from memory, changes something by the
address a person would use, and reads again.
"""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from django.urls import reverse

from accounts.deletion import delete_account
from accounts.models import User
from portfolio.catalog.models import Problem, Tool
from portfolio.pages.front import Front
from portfolio.prototypes import pictures
from tests.pages.conftest import DUMMY, visit
from tests.prototypes.factories import AttemptFactory, PrototypeFactory, SignalFactory
from tests.sharing.factories import pictured, published
from tests.sharing.test_edit import FORM as PAGE_FORM

FRONT, STORY, HOME, WORD = "/@alice/", "/@alice/pagewise/", "/", "/problems/hand-offs/"


class World:
    """Alice's public work, and herself signed in."""

    def __init__(self, alice: User, prototype, client: Client) -> None:
        self.alice, self.client, self.prototype = alice, client, prototype
        with prototype.changing():
            self.attempt = AttemptFactory(prototype=prototype, title="First try")
            self.signal = SignalFactory(prototype=prototype, text="Woken at three")
            self.shot = pictured(prototype, caption="At night")
        self.second = published(alice, name="Second", problem=SECOND)
        self.draft = PrototypeFactory(
            owner=alice, problem="A draft", name="Draft", problems=["Hand-offs"]
        )
        client.force_login(alice)

    def post(self, name: str, /, *args, **form) -> None:
        response = self.client.post(reverse(name, args=args), form)
        assert response.status_code == 302, response.content.decode()[-3000:]

    def own(self, name: str, /, *args, of=None, **form) -> None:
        self.post(name, (of or self.prototype).public_id, *args, **form)

    def section(self, section: str, /, **form) -> None:
        p = self.prototype
        own = {
            "problem": {"problem": p.problem, "problems": "Hand-offs"},
            "prototype": {"name": p.name, "tools": "Replit"},
            "result": {"stage": "built", "outcome": "early", "people_shown": "0"},
            "work": {},
        }
        self.own("prototypes:section_edit", section, **own[section] | form)


@pytest.fixture
def world(transactional_db, alice, prototype, client, settings, tmp_path) -> World:
    settings.TASKS = {"default": settings.TASKS["default"] | DUMMY}
    settings.DATA_DIR = tmp_path
    settings.ONE_MACHINE = True
    return World(alice, prototype, client)


@pytest.fixture
def front(world) -> Front:
    return Front(WSGIHandler())


def staff() -> Client:
    root = User.objects.filter(is_superuser=True).first()
    root = root or User.objects.create_superuser("root@example.com", "a long password")
    client = Client()
    client.force_login(root)
    return client


def rename_word(world: World) -> None:
    problem = Problem.objects.get(name="Hand-offs")
    form = {"name": "Handing over", "slug": "hand-offs", "is_shared": "on"}
    url = reverse("admin:catalog_problem_change", args=[problem.pk])
    assert staff().post(url, form).status_code == 302


def rename_tool(world: World) -> None:
    tool = Tool.objects.get(name="Replit")
    form = {"name": "Replica", "slug": "replit", "family": "builder", "is_shared": "on"}
    url = reverse("admin:catalog_tool_change", args=[tool.pk])
    assert staff().post(url, form).status_code == 302


def merge_words(world: World) -> None:
    hand_offs, other = Problem.objects.resolve(["Handing over", "Passing the parcel"])
    form = {"name": "Handing over", "slug": "hand-offs", "merged_into": other.pk}
    url = reverse("admin:catalog_problem_change", args=[hand_offs.pk])
    assert staff().post(url, form).status_code == 302


def shut_out(world: World) -> None:
    form = {"email": world.alice.email, "time_zone": "UTC", "language": "en"}
    url = reverse("admin:accounts_user_change", args=[world.alice.pk])
    assert staff().post(url, form).status_code == 302


def settings(world: World, **form) -> None:
    form = {"name": "Alice Adeyemi", "time_zone": "UTC", "language": "en"} | form
    world.post("settings:detail", **form)


def edit(world: World, **form) -> None:
    world.post("sharing:edit", **PAGE_FORM | form)


def picture_ready(world: World) -> None:
    pictures.show(world.shot, "ready", {480, 960})


SECOND = "Second trouble"
ATTEMPT = {"outcome": "failed", "made_on": "2026-11-02"}
# What is done, one after another; where; what stands there then and did not before,
# or after a minus what stood there and does not any more.
CHANGES = {
    "publish": (
        lambda w: w.own("sharing:publish", of=w.draft, visibility="public"),
        [FRONT, HOME, WORD],
        "A draft",
    ),
    "feature": (lambda w: w.own("prototypes:feature"), [FRONT], "card wide"),
    "take off the front": (
        lambda w: w.own("sharing:order_change", act="unfeature"),
        [FRONT],
        "-card wide",
    ),
    "to the front": (
        lambda w: w.own("sharing:order_change", act="feature"),
        [FRONT],
        "card wide",
    ),
    "move": (
        lambda w: w.own("sharing:order_change", of=w.second, act="up"),
        [FRONT],
        None,
    ),
    "problem": (
        lambda w: w.section("problem", problem="Sirens"),
        [FRONT, HOME, STORY, WORD],
        "Sirens",
    ),
    "audience": (lambda w: w.section("problem", audience="Nurses"), [STORY], "Nurses"),
    "story": (lambda w: w.section("problem", story="**Bold**"), [STORY], "<strong>B"),
    "tags": (
        lambda w: w.section("problem", problems="Hand-offs, Sleep"),
        [FRONT, HOME, STORY],
        "Sleep",
    ),
    "pitch": (
        lambda w: w.section("prototype", pitch="Asks you"),
        [FRONT, HOME, STORY, WORD],
        "Asks you",
    ),
    "interface": (
        lambda w: w.section("prototype", interface="voice"),
        [FRONT, STORY],
        "Voice",
    ),
    "tools": (
        lambda w: w.section("prototype", tools="Abacus"),
        [FRONT, STORY, HOME],
        "Abacus",
    ),
    "demo": (lambda w: w.section("prototype", demo_url="x.example"), [STORY], "x.exam"),
    "outcome": (
        lambda w: w.section("result", outcome="failed"),
        [FRONT, STORY, HOME],
        "Did not work",
    ),
    "failed": (
        lambda w: w.section("result", failed="All of it"),
        [FRONT, STORY, HOME],
        "All of it",
    ),
    "measure": (lambda w: w.section("result", measure="Sighs"), [STORY], "Sighs"),
    "shown": (
        lambda w: w.section("result", people_shown="3"),
        [FRONT, STORY],
        "3 people",
    ),
    "hours": (lambda w: w.section("work", hours="12"), [STORY], "12 hours"),
    "new attempt": (
        lambda w: w.own("prototypes:attempt_new", prompt="Again", **ATTEMPT),
        [STORY],
        "Again",
    ),
    "count of attempts": (
        lambda w: w.own("prototypes:attempt_new", prompt="And again", **ATTEMPT),
        [FRONT, HOME],
        "3 attempts",
    ),
    "attempt": (
        lambda w: w.own("prototypes:attempt", 1, title="Next try", **ATTEMPT),
        [STORY],
        "Next try",
    ),
    "no attempt": (
        lambda w: w.own("prototypes:attempt_delete", 1),
        [STORY],
        "-Next try",
    ),
    "new signal": (
        lambda w: w.own("prototypes:signal_new", text="Loud", kind="quote"),
        [STORY],
        "Loud",
    ),
    "signal": (
        lambda w: w.own(
            "prototypes:signal", w.signal.public_id, text="Too quiet", kind="call"
        ),
        [STORY],
        "Too quiet",
    ),
    "no signal": (
        lambda w: w.own("prototypes:signal_delete", w.signal.public_id),
        [STORY],
        "-Too quiet",
    ),
    "picture": (
        lambda w: w.own("prototypes:picture", w.shot.public_id, alt="A", caption="Day"),
        [STORY],
        "Day",
    ),
    "picture ready": (picture_ready, [STORY, FRONT, HOME], "960w"),
    "no picture": (
        lambda w: w.own("prototypes:picture_delete", w.shot.public_id),
        [STORY, FRONT, HOME],
        "-<picture>",
    ),
    "archive": (
        lambda w: w.own("prototypes:archive", of=w.second),
        [FRONT, HOME, STORY, WORD],
        f"-{SECOND}",
    ),
    "back from the archive": (
        lambda w: w.own("prototypes:archive", of=w.second, archived="no"),
        [FRONT, HOME, STORY, WORD],
        SECOND,
    ),
    "delete": (
        lambda w: w.own("prototypes:delete", of=w.second),
        [FRONT, HOME, STORY, WORD],
        f"-{SECOND}",
    ),
    "take back": (
        lambda w: w.own("prototypes:take_back", of=w.second),
        [FRONT, HOME, STORY, WORD],
        SECOND,
    ),
    "hide": (
        lambda w: w.own("sharing:publish", of=w.second, visibility="private"),
        [FRONT, HOME, STORY, WORD],
        f"-{SECOND}",
    ),
    "headline": (lambda w: edit(w, headline="On call"), [FRONT], "On call"),
    "links": (
        lambda w: edit(w, **{"links-1-url": "me.example"}),
        [FRONT],
        "https://me.example",
    ),
    "accent": (lambda w: edit(w, accent="plum"), [FRONT, STORY], 'class="accent-plum"'),
    "answer": (lambda w: edit(w, could_do="Surely"), [FRONT], "Surely"),
    "word renamed": (rename_word, [FRONT, HOME, STORY, WORD], "Handing over"),
    "tool renamed": (rename_tool, [FRONT, HOME, STORY], "Replica"),
    "name": (
        lambda w: settings(w, name="Ada"),
        [FRONT, HOME, STORY, WORD],
        "Ada</bdi>",
    ),
    "language": (
        lambda w: settings(w, language="zh-hans"),
        [FRONT, HOME, STORY],
        "zh-Hans",
    ),
    "handle": (
        lambda w: edit(w, handle="adeyemi"),
        [HOME, WORD],
        "/@adeyemi/pagewise/",
    ),
    "words merged": (merge_words, [HOME], "Passing the parcel"),
}


def expected(page: str, said) -> bool:
    if said and said.startswith("-"):
        return said[1:] not in page
    return said is None or said in page


def test_every_change_shows_at_once(world, front, subtests):
    for name, (change, paths, said) in CHANGES.items():
        with subtests.test(name):
            before = {path: remembered(front, path) for path in paths}
            there_already = [path for path in paths if expected(before[path], said)]
            assert said is None or there_already == []
            change(world)
            for path in paths:
                answer = visit(front, path)
                assert answer.status == "200 OK"
                assert answer.body.decode() != before[path]
                assert expected(answer.body.decode(), said)


def remembered(front, path) -> str:
    """Read a page until it comes from memory."""
    visit(front, path)
    answer = visit(front, path)
    assert (answer.status, answer.from_memory) == ("200 OK", True)
    return answer.body.decode()


GONE = {
    "hide": lambda w: w.own("sharing:publish", visibility="private"),
    "by link": lambda w: w.own("sharing:publish", visibility="link"),
    "archive": lambda w: w.own("prototypes:archive"),
    "delete": lambda w: w.own("prototypes:delete"),
    "off": lambda w: w.post("sharing:switch", public="no"),
    "shut out": shut_out,
    "gone": lambda w: delete_account(w.alice),
}


@pytest.mark.parametrize("name", GONE)
def test_what_is_hidden_is_gone_at_once(world, front, name):
    for path in (STORY, HOME):
        remembered(front, path)
    GONE[name](world)
    assert visit(front, STORY).status == "404 Not Found"
    assert world.prototype.problem not in visit(front, HOME).body.decode()


def test_a_moved_page_leads_on_at_once(world, front):
    for _twice in range(2):
        visit(front, FRONT)
        visit(front, STORY)
    edit(world, handle="adeyemi")
    world.section("prototype", name="Night Page")
    answer = visit(front, STORY)
    assert (answer.status, answer["Location"]) == (
        "301 Moved Permanently",
        "/@adeyemi/night-page/",
    )
    assert visit(front, FRONT)["Location"] == "/@adeyemi/"


def test_what_is_taken_back_is_there_at_once(world, front):
    world.own("prototypes:delete")
    assert visit(front, STORY).status == "404 Not Found"
    world.own("prototypes:take_back")
    assert visit(front, STORY).status == "200 OK"


def test_a_share_link_is_never_kept(world, front):
    world.own("sharing:publish", of=world.draft, visibility="link")
    path = world.draft.share_links.get().get_absolute_url()
    for _twice in range(2):
        answer = visit(front, path)
        assert (answer.status, answer.from_memory) == ("200 OK", False)
    world.own("sharing:link_renew", of=world.draft, days="7")
    assert visit(front, path).status == "404 Not Found"
