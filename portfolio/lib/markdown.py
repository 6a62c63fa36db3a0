"""The one place where a person's text becomes HTML."""

from collections.abc import Sequence
from html import escape, unescape

import nh3
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.tasklists import tasklists_plugin

from portfolio.lib.links import clean_url

# Nested and unclosed marks cost a parser more than their length. Within these
# bounds the worst text found takes a third of a second.
MAX_MARKDOWN = 20_000
MAX_NESTING = 20
MAX_CELLS = 5_000
TOP_HEADING = 3  # a page and its sections have the two above

BLOCKS = {"p", "blockquote", "pre", "ul", "ol", "li", "hr", "h3", "h4", "h5", "h6"}
WORDS = {"a", "br", "code", "em", "s", "strong"}
TABLES = {"table", "thead", "tbody", "tr", "th", "td"}


def render(text: str) -> SafeString:
    """Return Markdown as HTML that neither a browser nor htmx acts upon."""
    html = body(text)
    if not html:
        return SafeString("")
    return mark_safe(f'<div class="prose" hx-disable>\n{html}</div>')  # noqa: S308


def plain(text: str, limit: int = 200) -> str:
    """Return the first words of Markdown without its marks; escape them to print."""
    words = " ".join(unescape(TEXT_ONLY.clean(body(text))).split())
    if len(words) <= limit:
        return words
    head = words[:limit].rpartition(" ")[0]
    return (head if len(head) > limit // 2 else words[: limit - 1]).rstrip(
        ",;:. "
    ) + "…"


def body(text: str) -> str:
    if len(text) > MAX_MARKDOWN:
        raise ValidationError(
            _("Shorten this to %(limit)s characters. It has %(length)s."),
            code="too_long",
            params={"limit": MAX_MARKDOWN, "length": len(text)},
        )
    parser = TABLELESS if cells(text) > MAX_CELLS else PARSER
    return CLEANER.clean(parser.render(text)) if text.strip() else ""


def cells(text: str) -> int:
    """Guess how many cells a hostile table would be filled up to."""
    pipes = [line.count("|") for line in text.splitlines() if "|" in line]
    return max(pipes, default=0) * len(pipes)


def markdown_parser() -> MarkdownIt:
    options = {"html": False, "breaks": True, "maxNesting": MAX_NESTING}
    parser = MarkdownIt("js-default", options).use(tasklists_plugin)
    parser.core.ruler.push("lower_headings", lower_headings)
    parser.add_render_rule("html_inline", tick)
    parser.add_render_rule("image", picture_link)
    return parser


def lower_headings(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + TOP_HEADING - 1)}"


def tick(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, *rest: object
) -> str:
    """Draw a task's box as a sign: nobody can tick an input on a page to read.

    With HTML off, the task list is all that makes such a token.
    """
    return "☑" if "checked" in tokens[index].content else "☐"


def picture_link(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    """Link to a picture instead of showing it: its host would learn who reads."""
    token = tokens[index]
    address = str(token.attrs["src"])
    words = renderer.renderInlineAsText(token.children, options, env) or address
    return f'<a href="{escape(address)}">{escape(words)}</a>'


def keep_attribute(element: str, attribute: str, value: str) -> str | None:
    if attribute != "href" or value.startswith("mailto:"):
        return value
    try:
        return clean_url(value.replace("'", "%27"))
    except ValidationError:
        return None


PARSER = markdown_parser()
TABLELESS = markdown_parser().disable("table")
CLEANER = nh3.Cleaner(
    tags=BLOCKS | WORDS | TABLES,
    attributes={"a": {"href", "title"}, "ol": {"start"}},
    attribute_filter=keep_attribute,
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="ugc nofollow noopener noreferrer",
)
TEXT_ONLY = nh3.Cleaner(tags=set())
