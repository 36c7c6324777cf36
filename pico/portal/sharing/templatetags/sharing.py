"""What the pages of the sites say of where they come from."""

from django import template

from .. import queries

register = template.Library()


@register.simple_tag
def lineage(page) -> list:
    """Of what a page was made, nearest first; nothing for a page written here."""
    return queries.lineage(page) if page and page.pk else []
