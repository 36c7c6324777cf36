"""Rows of the tables under the charts."""

from collections.abc import Iterator

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ..queries.blocks import Block

register = template.Library()


@register.simple_tag
def rows_of(block: Block) -> SafeString:
    """Draw the rows of a block; by hand, as a hundred Provinces make half of the time of a page."""
    return mark_safe("".join(_rows(block)))


def _rows(block: Block) -> Iterator[str]:
    head = escape(block.head)
    heads = {one: escape(one) for one in (*block.text_heads, *block.heads)}
    for line, texts, cells in block.rows:
        yield f'<tr><th scope="row" data-label="{head}">{_linked(line.label, line.url)}</th>'
        for name, text in texts:
            yield f'<td data-label="{heads[name]}"><span>{escape(text)}</span></td>'
        for name, cell in cells:
            address = cell.url if cell.number is not None else ""
            words = _linked(cell.text, address)
            yield f'<td class="pico-col-number" data-label="{heads[name]}">{words}</td>'
        yield "</tr>"


def _linked(words: str, address: str) -> str:
    return (
        f'<a href="{escape(address)}">{escape(words)}</a>'
        if address
        else f"<span>{escape(words)}</span>"
    )
