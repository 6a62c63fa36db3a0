from django import template
from django.utils.safestring import SafeString

from portfolio.pages import style

register = template.Library()


@register.simple_tag
def public_style() -> SafeString:
    """Put the style of public pages into the page; `store.answer` allows its hash."""
    # Our own file, and read_style() made sure that it cannot end the element.
    return SafeString(f"<style>{style.public_style().css}</style>")
