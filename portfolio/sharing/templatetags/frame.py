from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def header(section: str = "") -> SafeString:
    """Put the bar over a public page: the same for everybody."""
    return drawn("sharing/_header.html", translation.get_language(), section)


@register.simple_tag
def footer() -> SafeString:
    return drawn("_footer.html", translation.get_language())


@lru_cache(maxsize=50)
def drawn(name: str, language: str, section: str = "") -> SafeString:
    """Draw it once a language: a page is drawn anew after every change."""
    return render_to_string(name, {"section": section})
