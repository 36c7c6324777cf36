"""What the pages of the sites say of when they were checked."""

from django import template

from .. import queries

register = template.Library()


@register.simple_tag
def verified_on(page):
    """The day on which somebody said that the page is still right, or nothing."""
    return queries.verified_on(page) if page and page.pk else None
