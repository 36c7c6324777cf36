"""«Storia»: `{% load story %}{% story object %}` draws what was done to an object that the page shows."""

from django import template

from pico.core.audit import export, queries

register = template.Library()

SHOWN = 50


@register.inclusion_tag("audit/_story.html", takes_context=True)
def story(context, subject, limit: int = SHOWN):
    """Draw the newest lines of an object, and where its whole story is had as a file."""
    actor = context["request"].actor
    lines = queries.story(subject, actor)
    shown = list(lines[: limit + 1])
    return {
        "items": [item(line) for line in shown[:limit]],
        "has_more": len(shown) > limit,
        "token": export.token_for(subject, actor) if shown else "",
    }


def item(line) -> dict:
    """A line as the component draws it."""
    return {
        "line": line,
        "changes": queries.changes_of(line),
        "sign": queries.sign_of(line),
    }


@register.filter
def changes(line):
    """The changes a line tells."""
    return queries.changes_of(line)
