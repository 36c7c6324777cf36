"""«Analisi dati dei moduli»: the way to the dashboards of the modules, and those of the national space."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..permissions import DataPermission as May
from ..queries import module_dashboards
from .shared import way


@require_safe
def dashboards(request):
    """The dashboards that the reader may open, in this space and in his own."""
    request.actor.require(May.READ)
    return render(
        request,
        "observatory/modules/list.html",
        {
            "title": _("Analisi dati dei moduli"),
            "crumbs": way((_("Analisi dati dei moduli"), "")),
            "modules": module_dashboards.by_module(request.actor, request.space),
        },
    )


@require_safe
def dashboard(request, module: str, key: str):
    """What a module of the Provinces sums of them all: its own page, in the national space."""
    found = module_dashboards.national(request.space, module, key)
    if found is None:
        raise Http404
    request.actor.require(found.permission)
    crumbs = way((_("Analisi dati dei moduli"), reverse("observatory:modules")), (found.title, ""))
    return import_string(found.view)(request, crumbs)
