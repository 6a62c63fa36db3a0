"""Every string has its translation, and people get it."""

import gettext
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils.translation import to_locale
from pytest_django.asserts import assertContains

from tests.sharing.factories import PortfolioFactory, published

ROOT = Path(__file__).resolve().parent.parent
CODES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?) (".*")')
# Placeholders of %-format (%% too, which stands for itself) and of str.format, and tags.
FIXED = re.compile(r"%\(\w+\)[a-z]|%[a-z%]|\{\w*\}|</?[a-z][^>]*>")
# Han signs beside Latin letters or digits, or before a Western sign.
CRAMPED = re.compile(r"[\u4e00-\u9fff][A-Za-z0-9,;:!?]|[A-Za-z0-9][\u4e00-\u9fff]")
DATES = {"j M Y", "M Y"}


class Entry(NamedTuple):
    context: str
    text: str
    plural: str
    said: list[str]
    flags: str

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.text


def read_po(text: str) -> list[Entry]:
    """Read a catalogue as gettext writes it, without the entry that is its header."""
    blocks = text.strip().split("\n\n")
    return [entry for entry in map(read_entry, blocks) if entry.text]


def read_entry(block: str) -> Entry:
    words: dict[str, str] = {}
    flags = last = ""
    for line in block.splitlines():
        if line.startswith("#,"):
            flags += line
        if found := KEYWORD.fullmatch(line):
            last, quoted = found.groups()
            words[last] = unquote(quoted)
        elif line.startswith('"'):
            words[last] += unquote(line)
    said = [text for name, text in words.items() if name.startswith("msgstr")]
    context, plural = words.get("msgctxt", ""), words.get("msgid_plural", "")
    return Entry(context, words.get("msgid", ""), plural, said, flags)


def unquote(line: str) -> str:
    signs = {"n": "\n", "t": "\t"}
    return re.sub(r"\\(.)", lambda found: signs.get(found[1], found[1]), line[1:-1])


def path_of(code: str, ending: str = "po") -> Path:
    return ROOT / f"locale/{to_locale(code)}/LC_MESSAGES/django.{ending}"


def catalogue(code: str) -> list[Entry]:
    return read_po(path_of(code).read_text())


def wrong_in(entry: Entry) -> str:
    if "fuzzy" in entry.flags:
        return "fuzzy"
    if not entry.said or "" in entry.said:
        return "empty"
    fixed = Counter(FIXED.findall(entry.plural or entry.text))
    if any(Counter(FIXED.findall(text)) != fixed for text in entry.said):
        return "placeholders or tags"
    return ""


def is_cramped(text: str) -> bool:
    return bool(CRAMPED.search(FIXED.sub("", text)))


@pytest.fixture(scope="module", params=CODES)
def code(request) -> str:
    return request.param


@pytest.fixture
def alice(alice):
    alice.language = "zh-hans"
    alice.save()
    return alice


def test_nothing_is_empty_fuzzy_or_out_of_shape(code):
    entries = catalogue(code)
    assert len(entries) > 800
    assert [
        (entry.text, wrong) for entry in entries if (wrong := wrong_in(entry))
    ] == []


@pytest.mark.parametrize(
    ("block", "wrong"),
    [
        ('msgid "Save"\nmsgstr "保存"', ""),
        ('msgid "Save"\nmsgstr ""', "empty"),
        ('#, fuzzy\nmsgid "Save"\nmsgstr "保存"', "fuzzy"),
        ('msgid "Keep %d"\nmsgstr "留 %s"', "placeholders or tags"),
        ('msgid "Keep %d"\nmsgstr ""\n"留 "\n"%d"', ""),
        ('msgid "About %(a)s"\nmsgstr "关于"', "placeholders or tags"),
        ('msgid "Cut {n}"\nmsgstr "缩短 {m}"', "placeholders or tags"),
        ('msgid "By <b>me</b>"\nmsgstr "<b>我"', "placeholders or tags"),
        ('msgid "One"\nmsgid_plural "%d of us"\nmsgstr[0] "%d 人"', ""),
        (
            'msgid "One"\nmsgid_plural "%d of us"\nmsgstr[0] "人"',
            "placeholders or tags",
        ),
    ],
)
def test_a_fault_would_be_noticed(block, wrong):
    assert [wrong_in(entry) for entry in read_po(block)] == [wrong]


def test_what_is_served_is_what_is_written(code):
    with path_of(code, "mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog
    compiled.pop("")
    written: dict[str | tuple[str, int], str] = {}
    for entry in catalogue(code):
        key = f"{entry.context}\x04{entry.text}" if entry.context else entry.text
        if entry.plural:
            written |= {(key, form): text for form, text in enumerate(entry.said)}
        else:
            written[key] = entry.said[0]
    assert compiled == written, "Run make messages."


@pytest.mark.skipif(
    not shutil.which("xgettext"),
    reason="gathering the strings needs gettext, which is not installed here",
)
def test_every_string_of_the_project_is_in_it(settings, tmp_path, monkeypatch):
    for name in ("accounts", "portfolio", "templates"):
        shutil.copytree(
            ROOT / name,
            tmp_path / name,
            ignore=shutil.ignore_patterns("*.png", "*.pyc"),
        )
    settings.LOCALE_PATHS = [str(tmp_path / "locale")]
    (tmp_path / "locale").mkdir()
    monkeypatch.chdir(tmp_path)
    call_command("makemessages", locale=["xx"], no_location=True, verbosity=0)
    fresh = read_po((tmp_path / "locale/xx/LC_MESSAGES/django.po").read_text())
    wanted = {(*entry.key, entry.plural) for entry in fresh}
    assert ("", "Log a prototype", "") in wanted
    for code in CODES:
        known = {(*entry.key, entry.plural) for entry in catalogue(code)}
        assert wanted - known == set(), "Run make messages, and translate these."
        assert known - wanted == set(), "Run make messages: these are gone."


def test_chinese_has_room_beside_latin_and_signs_of_its_own():
    entries = [entry for entry in catalogue("zh-hans") if entry.text not in DATES]
    assert [text for entry in entries for text in entry.said if is_cramped(text)] == []


@pytest.mark.parametrize("text", ["用v0做", "好,好", "3个"])
def test_cramped_chinese_would_be_noticed(text):
    assert is_cramped(text)


def test_the_log_speaks_the_language_of_its_person(client, alice):
    client.force_login(alice)
    response = client.get("/log/")
    assertContains(response, '<html lang="zh-hans">')
    assertContains(response, "<h1>谁卡住了？卡在哪件事上？</h1>")


def test_a_portfolio_speaks_the_language_of_its_owner(client, alice):
    PortfolioFactory(user=alice, handle="alice")
    published(alice)
    response = client.get("/@alice/")
    assertContains(response, '<html lang="zh-hans">')
    assertContains(response, "<dt>原型</dt><dd>1</dd>")
    assert response.headers["Content-Language"] == "zh-hans"


def test_the_landing_page_speaks_english_to_everybody(client, alice):
    published(alice)
    client.force_login(alice)
    response = client.get("/")
    assertContains(response, '<html lang="en">')
    assertContains(response, "Newest prototypes")


def test_mail_speaks_the_language_of_its_reader(alice, bob, mailoutbox):
    for person in (alice, bob):
        Client().post("/accounts/login/code/", {"email": person.email.upper()})
    assert [mail.subject for mail in mailoutbox] == [
        "你的 Protofolio 登录验证码",
        "Your sign-in code for Protofolio",
    ]
