"""The page of a CIG and that of a CUP: all that is known of it, with its days in order."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..permissions import DataPermission as May
from ..queries import gathered, places
from ..queries.lake import the_lake
from ..terms.bands import Band, Kind
from ..terms.procedures import Procedure
from ..terms.sections import ANAC_PAGE, CUP_PAGE, LotState
from .records import labelled
from .shared import way


@require_safe
def lot(request, cig: str):
    """All that is known of a lot, with the way to ANAC's own page."""
    request.actor.require(May.READ)
    found = gathered.of_lot(cig, request.actor)
    if found is None:
        return _unknown(request, _("CIG %(cig)s") % {"cig": cig}, ANAC_PAGE.format(cig=cig))
    row = found.lot or {}
    return render(
        request,
        "observatory/records/lot.html",
        {
            "title": _("CIG %(cig)s") % {"cig": cig},
            "crumbs": way((_("Registro dei CIG"), reverse("observatory:lots")), (cig, "")),
            "found": found,
            "lot": found.lot,
            "body": places.bodies().get(row.get("ente_id")),
            "kind": labelled(Kind, "kind")(row) if row else "",
            "procedure": labelled(Procedure, "procedure")(row) if row else "",
            "band": labelled(Band, "band")(row) if row else "",
            **_linking(request.actor, found),
            "anac": ANAC_PAGE.format(cig=cig),
            "updated_on": the_lake().updated_on("lots"),
        },
    )


@require_safe
def project(request, cup: str):
    """A project with the tenders that carry it out."""
    request.actor.require(May.READ)
    found = gathered.of_project(cup, request.actor)
    if found is None:
        return _unknown(request, _("CUP %(cup)s") % {"cup": cup}, CUP_PAGE.format(cup=cup))
    states = dict(LotState.choices)
    return render(
        request,
        "observatory/records/project.html",
        {
            "title": _("CUP %(cup)s") % {"cup": cup},
            "crumbs": way((_("Registro dei CUP"), reverse("observatory:cups")), (cup, "")),
            "found": found,
            "rows": [{**one, "state_label": states.get(one["state"], "")} for one in found.rows],
            **_linking(request.actor, found),
            "opencup": CUP_PAGE.format(cup=cup),
            "updated_on": the_lake().updated_on("projects"),
        },
    )


def _unknown(request, title: str, elsewhere: str):
    """Nobody that the reader may hear knows this code: pages that name it lead here all the same."""
    context = {"title": title, "crumbs": way((title, "")), "elsewhere": elsewhere}
    return render(request, "observatory/records/unknown.html", context, status=404)


def _linking(actor, found) -> dict:
    """What who may link it is offered."""
    may_link = gathered.may_link(actor, found)
    return {"may_link": may_link, "candidates": gathered.candidates(found) if may_link else []}
