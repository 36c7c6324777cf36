"""Rows of the tables under the charts."""

from collections.abc import Iterator

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ..queries.blocks import Block

register = template.Library()

HEAD = '<th scope="row" data-label="{}">{}</th>'
TEXT = '<td data-label="{}"><span>{}</span></td>'
NUMBER = '<td class="pico-col-number" data-label="{}">{}</td>'
LINK, PLAIN = '<a href="{}">{}</a>', "<span>{}</span>"


@register.simple_tag
def rows_of(block: Block) -> SafeString:
    """Draw the rows of a block; by hand, as a hundred Provinces make half of the time of a page."""
    return mark_safe("".join(_rows(block)))


def _rows(block: Block) -> Iterator[str]:
    for line, texts, cells in block.rows:
        yield "<tr>"
        yield format_html(HEAD, block.head, _linked(line.label, line.url))
        for head, text in texts:
            yield format_html(TEXT, head, text)
        for head, cell in cells:
            address = cell.url if cell.number is not None else ""
            yield format_html(NUMBER, head, _linked(cell.text, address))
        yield "</tr>"


def _linked(words: str, address: str) -> SafeString:
    return format_html(LINK, address, words) if address else format_html(PLAIN, words)
