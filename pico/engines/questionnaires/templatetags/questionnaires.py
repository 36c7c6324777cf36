"""Drawings of results: bars with their numbers beside them, measures with their unit."""

from django import template

from pico.core.ui import formats

from ..language.outline import Question
from ..terms import Kind
from ..terms import small_cell as threshold

register = template.Library()


@register.inclusion_tag("questionnaires/_bars.html")
def bars(rows, caption: str):
    """Draw a table whose second column is a bar: the chart and its numbers are one thing."""
    return {"bars": rows, "caption": caption}


@register.filter
def measure(value, question: Question) -> str:
    """Return a mean or a total as the answers to that question are written."""
    if value is None:
        return ""
    if question.kind == Kind.MONEY:
        return formats.money(round(value, 2))
    text = formats.number_it(round(value, 2), 2).removesuffix(",00")
    return f"{text}{formats.NARROW}{question.unit}" if question.unit else text


@register.simple_tag
def small_cell() -> int:
    """Return from how many persons on a number is shown."""
    return threshold()
