"""Figures of the law in pages: `{% load sua %}{{ parameter|said_value }}{% why figure %}`."""

from decimal import Decimal

from django import template

from ..queries.parameters import said

register = template.Library()


register.filter("said_value", said)


@register.filter
def rate_it(rate: Decimal) -> str:
    """A percentage without idle zeros: «0,5 %»."""
    return f"{rate.normalize():f} %".replace(".", ",")


@register.inclusion_tag("sua/parameters/_why.html")
def why(figure):
    """Where a figure comes from: article, period, the page with its history."""
    return {"figure": figure}


@register.filter
def bands(figure) -> list[dict]:
    """The rows of a table by bands, with where each ends."""
    rows = figure.value
    ends = [Decimal(row["from"]) for row in rows[1:]] + [None]
    return [
        {
            "start": Decimal(row["from"]),
            "end": end,
            "value": Decimal(row["value"]),
            "operator": Decimal(row["operator"]) if "operator" in row else None,
        }
        for row, end in zip(rows, ends, strict=True)
    ]
