"""The quality desk: completeness, records to fix with the way to fix them, thanks."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from pico.core.ui.formats import date_it, number_it
from pico.core.ui.lists import EXPORTS, FORMAT, Column, Listing

from ..permissions import LakePermission, QualityPermission
from ..queries import quality as queries
from ..queries.lake import the_lake
from ..terms.quality import SAID, SITES, TABLE_OF, WHERE, Fault
from .files import PARQUET, records_as_parquet
from .records import LOTS, PROJECTS, RecordListing
from .shared import way

PROVINCE = "provincia"
STATE = (
    Column("provincia", gettext_lazy("Provincia"), "body.short"),
    Column("completezza", gettext_lazy("Completezza, %"), lambda one: _rounded(one.whole)),
    Column("da-correggere", gettext_lazy("Da correggere"), "to_fix", kind="number"),
    *(
        Column(fault.value, fault.label, lambda one, at=at: one.cells[at].to_fix, kind="number")
        for at, fault in enumerate(Fault)
    ),
    Column("chi-e-chi", gettext_lazy("Chiavi da confermare"), "unsure", kind="number"),
)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What is complete and what is to fix in the Provinces that are one's own; who is thanked."""
    request.actor.require(QualityPermission.SEE)
    today = timezone.localdate()
    mine = queries.visible_enti(request.actor)
    found = queries.states(mine.values(), today)
    wanted = request.GET.get(FORMAT)
    if wanted in EXPORTS:
        return EXPORTS[wanted](Listing(request, found, STATE), slugify(_("Qualità dei dati")))
    since, board = queries.thanks()
    context = {
        "title": _("Qualità dei dati"),
        "crumbs": way((_("Qualità dei dati"), "")),
        "states": found,
        "only": found[0] if len(found) == 1 else None,
        "faults": list(Fault),
        "national": queries.national(today),
        "since": since,
        "thanks": board,
        **_drawn(queries.history(mine)),
        "keeps": request.actor.can(LakePermission.SEE_LOADS),
        "updated_on": the_lake().updated_on("lots", "projects"),
    }
    return render(request, "observatory/quality/desk.html", context)


def _drawn(past: list[queries.Past]) -> dict:
    """The history of the completeness as a table, and what is drawn of it; nothing of a single state."""
    if len(past) < queries.PAIR:
        return {"past": []}
    first, last = past[0], past[-1]
    summary = _("Completezza: %(before)s %% il %(first)s, %(now)s %% il %(last)s.") % {
        "before": number_it(first.share, 1), "first": date_it(first.on),
        "now": number_it(last.share, 1), "last": date_it(last.on),
    }  # fmt: skip
    series = {
        "name": _("Completezza"), "unit": "%", "values": [round(one.share, 1) for one in past],
    }  # fmt: skip
    spec = {
        "kind": "line", "title": _("Andamento"), "unit": "%", "drawn": 0, "series": [series],
        "categories": [date_it(one.on) for one in past], "links": ["" for _one in past],
        "breaks": [],
    }  # fmt: skip
    return {"past": past, "past_summary": summary, "past_spec": spec}


@require_safe
def fault(request: HttpRequest, key: str) -> HttpResponse:
    """The records that one check found, in one Province or in all of one's own, and where to fix them."""
    request.actor.require(QualityPermission.SEE)
    if key not in Fault.values:
        raise Http404
    chosen = Fault(key)
    mine = queries.visible_enti(request.actor)
    sigla = request.GET.get(PROVINCE, "")
    enti = [pk for pk, one in mine.items() if not sigla or one.sigla == sigla]
    if not enti:
        raise Http404
    rows = queries.to_fix(chosen, enti, timezone.localdate())
    is_cup = chosen == Fault.NO_CIG
    listing = RecordListing(
        request, rows, PROJECTS if is_cup else LOTS, None, caption=str(chosen.label),
        default_sort="-finanziamento" if is_cup else "-pubblicato",
        empty_title=_("Niente da correggere: grazie"), exports=(*EXPORTS, PARQUET),
    )  # fmt: skip
    wanted = request.GET.get(FORMAT)
    if wanted == PARQUET:
        return records_as_parquet(listing.found, slugify(chosen.value))
    if wanted in EXPORTS:
        return EXPORTS[wanted](listing, slugify(chosen.value))
    body = mine[enti[0]] if len(enti) == 1 else None
    context = {
        "title": chosen.label,
        "crumbs": way((_("Qualità dei dati"), reverse("observatory:quality")), (chosen.label, "")),
        "listing": listing,
        "said": SAID[chosen],
        "where": WHERE[chosen],
        "site": SITES[chosen],
        "body": body,
        "updated_on": the_lake().updated_on(TABLE_OF[chosen]),
    }
    return render(request, "observatory/quality/fault.html", context)
