"""The home of a space: public, and «La mia scrivania» for who signed in."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.modules import registry
from pico.core.modules.cards import cards
from pico.core.notices import queries as notices
from pico.portal.pages.queries import figures
from pico.portal.sites.tongues import serve

from .. import queries
from ..context import own_settings

LATEST = 5


def home(request):
    """The home page of the site of a space; where there is no site yet, what the house knows."""
    return serve(request, "") if request.site_of_space else bare_home(request)


def bare_home(request):
    """The public page of a space without a site; what it shows is public whoever looks."""
    modules = registry.active_in(request)
    drawn = [card for card in cards(request, modules) if card.is_public]
    shown = [module for module in modules.values() if module.is_switchable]
    context = {
        "cards": drawn,
        "modules": shown,
        "figures": figures(request.space),
        "spaces": queries.spaces_below(request.space),
        "greeting": own_settings(request).greeting
        or request.space.tagline
        or _("La piattaforma collaborativa delle Province e degli enti dei loro territori."),
    }
    return render(request, "portal/home.html", context)


@login_required
def desk(request):
    """«La mia scrivania»: what waits for me, what is due, what is new."""
    today = timezone.localdate()
    tasks = list(notices.tasks(request.actor)[:LATEST])
    context = {
        "tasks": tasks,
        "today": today,
        "news": notices.latest(request.actor)[:LATEST],
        "cards": cards(request, registry.active_in(request)),
    }
    return render(request, "portal/desk.html", context)
