import time
from html.parser import HTMLParser

import pytest
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from portfolio.lib.markdown import BLOCKS, MAX_MARKDOWN, TABLES, WORDS, plain, render

REL = 'rel="ugc nofollow noopener noreferrer"'


def inner(text: str) -> str:
    html = render(text)
    assert html.startswith('<div class="prose" hx-disable>\n')
    assert html.endswith("</div>")
    return html.removeprefix('<div class="prose" hx-disable>\n').removesuffix("</div>")


class Outline(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, _value in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <s>c</s> <code>d</code></p>\n"),
        ("# one", "<h3>one</h3>\n"),
        ("two\n---", "<h4>two</h4>\n"),
        ("#### four\n\n###### six", "<h6>four</h6>\n<h6>six</h6>\n"),
        ("3. c\n4. d", '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>\n'),
        ("- [x] done\n- [ ] not", "<ul>\n<li>☑ done</li>\n<li>☐ not</li>\n</ul>\n"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
        ("```py\n<x>\n```", "<pre><code>&lt;x&gt;\n</code></pre>\n"),
        ("---", "<hr>\n"),
        ("问题 **交接**", "<p>问题 <strong>交接</strong></p>\n"),
    ],
)  # fmt: skip
def test_it_renders(text, html):
    assert inner(text) == html


def test_it_renders_tables():
    assert inner("|a|b|\n|-|:-:|\n|1|2|") == (
        "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n"
        "<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n"
    )


@pytest.mark.parametrize("text", ["", "  \n\t"])
def test_nothing_stays_nothing(text):
    assert render(text) == ""
    assert isinstance(render(text), SafeString)


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("[a](https://example.com/x?a=1&b=2)", "https://example.com/x?a=1&amp;b=2"),
        ("[a](mailto:a@example.com)", "mailto:a@example.com"),
        ("<https://example.com>", "https://example.com"),
        ("[a](https://en.wikipedia.org/wiki/Hick's_law)", "https://en.wikipedia.org/wiki/Hick%27s_law"),
        ("[a](HTTP://Bücher.example)", "http://xn--bcher-kva.example"),
    ],
)  # fmt: skip
def test_links_are_marked_as_a_strangers(text, href):
    assert f'<a href="{href}" {REL}>' in inner(text)


@pytest.mark.parametrize(
    "target",
    [
        "https://google.com@evil.example/",
        "//evil.example/x",
        "/log/",
        "page.html",
        "#part",
        "?q=1",
        "ftp://example.com/x",
        "https://",
    ],
)
def test_other_links_lose_their_address(target):
    outline = Outline(inner(f"[a]({target})"))
    assert outline.links == []


def test_a_picture_from_elsewhere_becomes_a_link_to_it():
    assert inner("![our *screen*](https://example.com/a.png)") == (
        f'<p><a href="https://example.com/a.png" {REL}>our screen</a></p>\n'
    )
    assert f'<a href="https://example.com/a.png" {REL}>https' in inner(
        "![](https://example.com/a.png)"
    )


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<b hx-get='/accounts/logout/' hx-trigger='load'>x</b>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](<javascript:alert(1)>)",
    "[x](https://a.example 'onmouseover=alert(1)')",
    '[x](https://a.example/"onmouseover="alert(1))',
    "![x](javascript:alert(1))",
    '![x"onerror="alert(1)](https://a.example/x)',
    "<javascript:alert(1)>",
    "[a]: javascript:alert(1)\n\n[a]",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "`</code><script>alert(1)</script>`",
    "<!-- --!><img src=x onerror=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "</div></div><form action=https://evil.example><input name=password>",
    "- [x] <input type=checkbox onclick=alert(1)>",
]
ALLOWED = {("div", "class"), ("div", "hx-disable"), ("a", "href"), ("a", "title"), ("a", "rel"), ("ol", "start")}  # fmt: skip


def assert_inert(html: str) -> None:
    outline = Outline(html)
    assert outline.tags <= BLOCKS | WORDS | TABLES | {"div"}
    assert outline.attributes <= ALLOWED
    assert all(
        link.startswith(("https://", "http://", "mailto:")) for link in outline.links
    )
    assert html.count("<div") == html.count("</div>") <= 1


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert(text):
    assert_inert(render(text))


@given(
    st.lists(
        st.sampled_from([*HOSTILE, "\n\n", "> ", "- ", "`", "[", "](", "|"]), max_size=8
    )
)
def test_hostile_text_is_inert_in_any_mix(parts):
    assert_inert(render("".join(parts)))


def test_longer_text_is_refused_before_it_is_parsed():
    render("x" * MAX_MARKDOWN)
    with pytest.raises(ValidationError) as caught:
        render("x" * 20_001)
    assert caught.value.messages == ["Shorten this to 20000 characters. It has 20001."]


N = MAX_MARKDOWN
SLOW = {
    "brackets": "[" * N,
    "picture brackets": "![" * (N // 2),
    "spaced brackets": "[ " * (N // 2),
    "bracketed stars": "[*" * (N // 2),
    "open links": "[a](" * (N // 4),
    "open references": "[a][" * (N // 4),
    "quotes": "> " * (N // 2),
    "quoted lists": "> - " * (N // 4),
    "stars": "*a " * (N // 3),
    "mixed stars": "*_" * (N // 2),
    "ticks": "".join("`" * n + " " for n in range(1, 190)),
    "nested lists": "\n".join("  " * n + "- a" for n in range(130)),
    "references": "\n".join(f"[{n}]: /u" for n in range(1500)) + "[1]" * 1500,
    "wide table": "|a" * 1000 + "\n" + "|-" * 1000 + "\n" + "|b\n" * 5000,
    "long table": "|a" * 50 + "\n" + "|-" * 50 + "\n" + "|\n" * 9900,
    "entities": "&#x" * (N // 3),
    "comments": "<!--" * (N // 4),
}


@pytest.mark.parametrize("name", SLOW)
def test_no_text_takes_long(name):
    begun = time.process_time()
    html = render(SLOW[name][:N])
    assert time.process_time() - begun < 1  # a third of it here, on a quiet machine
    assert len(html) < 8 * N


@pytest.mark.parametrize(
    ("text", "limit", "words"),
    [
        ("# Title\n\nA *few* [words](https://example.com).", 200, "Title A few words."),
        ("a & b < c &amp; d", 200, "a & b < c & d"),
        ("one two three four", 13, "one two…"),
        ("one two, three four", 14, "one two…"),
        ("交" * 30, 10, "交" * 9 + "…"),
        ("<b>x</b>", 200, "<b>x</b>"),
        ("", 200, ""),
    ],
)
def test_plain_gives_the_first_words(text, limit, words):
    assert plain(text, limit) == words
    assert not isinstance(plain(text, limit), SafeString)


@given(st.text(max_size=300), st.integers(min_value=10, max_value=100))
def test_plain_keeps_to_its_limit(text, limit):
    assert len(plain(text, limit)) <= limit
