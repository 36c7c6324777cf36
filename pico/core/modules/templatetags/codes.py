"""A code that stands on a page leads to the page of that code: `{% load codes %}{% code_link "cig" lot.cig %}`."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ..known import page_of

register = template.Library()


@register.simple_tag(takes_context=True)
def code_link(context, kind: str, code: str) -> SafeString | str:
    """The code, with the way to its page where there is one for this reader; on paper the code alone."""
    request = context.get("request")
    url = page_of(request, kind, code) if request is not None else ""
    return format_html('<a href="{}">{}</a>', url, code) if url else code


@register.simple_tag(takes_context=True)
def code_links(context, kind: str, codes: Iterable[str]) -> SafeString:
    """Several of them, one after the other."""
    return format_html_join(", ", "{}", ((code_link(context, kind, one),) for one in codes))
