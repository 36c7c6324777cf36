"""The asker's pages."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pico.engines.workflow.views import step_page

from ..actions.steps import make_step
from ..queries import tickets as queries


@require_safe
def home(request):
    return render(request, "helpdesk/home.html", {"title": _("Assistenza")})


@require_safe
def ticket(request, key):
    found = queries.ticket(key, request.actor)
    return render(request, "helpdesk/ticket.html", {"title": found.subject, "ticket": found})


def step(request, key, name):
    """Make a step of a ticket."""
    found = queries.ticket(key, request.actor)
    return step_page(request, found, name, back=found.get_absolute_url(), act=make_step)
