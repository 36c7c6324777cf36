"""The clocks of a ticket, and who held it: `{% load service_levels %}{% ticket_clocks ticket %}`."""

from django import template
from django.utils import timezone

from ..queries import service_levels as queries
from ..terms import FIRST_REPLY, SOLUTION

register = template.Library()


@register.inclusion_tag("helpdesk/levels/_clocks.html")
def ticket_clocks(ticket, with_reasons=False):
    """Draw the two promises; `with_reasons` links to «perché questa data?», for who sees the terms."""
    known = queries.terms_of_ticket(ticket)
    found = [known[key] for key in (FIRST_REPLY, SOLUTION) if key in known]
    return {"terms": found, "with_reasons": with_reasons}


@register.inclusion_tag("helpdesk/levels/_held.html")
def ticket_held(ticket, with_names=False):
    """Draw who held it and for how long: a bar and its table; `with_names` for operators only."""
    return {
        "held": queries.held(ticket, now=timezone.now(), with_names=with_names),
        "ticket": ticket,
    }
