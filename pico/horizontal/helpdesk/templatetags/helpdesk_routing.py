"""«Perché è qui»: what the rules said of a ticket, for who works at the desk."""

from django import template

from ..queries import routing

register = template.Library()


@register.inclusion_tag("helpdesk/routing/_why.html")
def why_here(ticket):
    """Draw the way a ticket came to its queue, the last one first."""
    return {"routings": routing.routings_of(ticket)}
