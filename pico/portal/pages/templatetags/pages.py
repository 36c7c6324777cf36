"""What the templates of pages ask for."""

from django import template

from .. import queries

register = template.Library()


@register.simple_tag(takes_context=True)
def listing(context, index):
    """The contents that an index page lists, for who is reading."""
    request = context["request"]
    page = request.GET.get("pagina")
    return queries.listing(request.space, request.actor, index, page=page)
