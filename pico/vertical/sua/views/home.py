"""The home of the SUA in a space: what waits, what presses, where to begin."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..permissions import DuePermission, FiguresPermission, LibraryPermission, RupPermission
from ..permissions import SuaPermission as May
from ..queries import agreements
from ..queries import requests as request_queries
from ..workflow.capacity import calendar_of, first_free

SHOWN = 6


def home(request):
    """For a SUA what came and presses, for an ente its requests and what is asked of it."""
    actor, sua = request.actor, request.space.ente
    today = timezone.localdate()
    is_desk = actor.is_known and actor.can(May.SEE_BOARD) and actor.ente_id == sua.pk
    may_see = actor.is_known and actor.can(May.SEE_REQUESTS)
    may_begin = actor.is_known and actor.can(May.BEGIN_REQUEST)
    return render(
        request,
        "sua/home.html",
        {
            "title": _("SUA"),
            "sua": sua,
            "is_desk": is_desk,
            "may_see": may_see,
            "may_begin": may_begin,
            "agreement": agreements.in_force(actor.ente_id, sua.pk, today) if may_begin else None,
            "counts": request_queries.counts(actor) if may_see else {},
            "pressing": _pressing(actor, is_desk) if may_see else (),
            "instruments": _instruments(actor),
            "first": first_free(calendar_of(sua.pk, today)) if actor.is_known else None,
        },
    )


def _instruments(actor) -> list[tuple[str, str]]:
    """Registers and instruments that the menu has no place for: label and address."""
    if not actor.is_known:
        return []
    offered = (
        (FiguresPermission.OFFICE, _("Cruscotto della SUA"), "sua:figures"),
        (FiguresPermission.MINE, _("I numeri del mio ente"), "sua:figures"),
        (FiguresPermission.NATIONAL, _("Cruscotto SUA – aggregati"), "sua:figures"),
        (May.SEE_REQUESTS, _("Che procedura serve?"), "sua:adviser"),
        (May.SEE_REQUESTS, _("Calendario della SUA"), "sua:calendar"),
        (RupPermission.SEE, _("Controlla prima di inviare"), "sua:checks"),
        (May.HAVE_PART, _("Registro dei contratti"), "sua:contracts"),
        (May.HAVE_PART, _("Programmazione"), "sua:programme"),
        (DuePermission.LIST, _("Rimborsi alla SUA"), "sua:dues"),
        (LibraryPermission.READ, _("Documentale: Bussola, Linee guida, Formulario"), "sua:library"),
        (May.READ_PARAMETERS, _("Parametri di legge"), "sua:parameters"),
    )
    found = {}
    for permission, label, name in offered:
        if actor.can(permission):
            found.setdefault(reverse(name), label)
    return [(label, url) for url, label in found.items()]


def _pressing(actor, is_desk: bool):
    """A few requests: those whose ten days end first, or the ente's own that are open."""
    if is_desk:
        return request_queries.unanswered(actor)[:SHOWN]
    return request_queries.own_requests(actor)[:SHOWN]
