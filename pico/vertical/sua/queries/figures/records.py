"""The tenders and the lots behind a figure."""

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from pico.core.access.actor import Actor

from ...models import Lot, Tender, TenderBody
from ...terms.figures import Phase
from ...terms.tenders import OVER, Outcome
from ..tenders import visible_tenders
from .choosing import Choice, awarded, lots, tenders
from .counting import with_band
from .times import STRETCHES

TENDER_FIELDS = {
    "stato": "state",
    "procedura": "procedure",
    "appalto": "contract_kind",
    "anno": "year",
}


def tenders_behind(actor: Actor, choice: Choice, what: str, value: str) -> QuerySet[Tender]:
    """The tenders that a figure counts; 404 for a figure that there is not."""
    rows = visible_tenders(actor).order_by("-opened_at", "-pk")
    if what == "istruttore":
        rows = rows.filter(sua=choice.sua_id).exclude(state__in=OVER)
        return rows.filter(officer=int(value)) if value.isdecimal() else rows.filter(officer=None)
    rows = rows.filter(pk__in=tenders(actor, choice).values("pk"))
    if what == "ente" and value.isdecimal():
        return rows.filter(pk__in=TenderBody.objects.filter(ente=int(value)).values("tender"))
    if what in TENDER_FIELDS and (what != "anno" or value.isdecimal()):
        return rows.filter(**{TENDER_FIELDS[what]: value})
    if what == "gare":
        return rows
    raise Http404


def _in_phase(rows: QuerySet[Lot], value: str, today: date) -> QuerySet[Lot]:
    """The lots that went through a phase of lots."""
    if value not in STRETCHES or STRETCHES[Phase(value)][0] != "lots":
        raise Http404
    return rows.annotate(lasted=STRETCHES[Phase(value)][1]).filter(lasted__isnull=False)


def _in_band(rows: QuerySet[Lot], value: str, today: date) -> QuerySet[Lot]:
    """The awarded lots of an object and a band: «SERVICES-DIRECT»."""
    kind, _dash, band = value.partition("-")
    return with_band(awarded(rows), today).filter(tender__contract_kind=kind, band=band)


LOTS: dict[str, Callable[[QuerySet[Lot], str, date], QuerySet[Lot]]] = {
    "lotti": lambda rows, value, today: rows,
    "aggiudicati": lambda rows, value, today: awarded(rows),
    "una-offerta": lambda rows, value, today: awarded(rows).filter(bids_count=1),
    "deserti": lambda rows, value, today: rows.filter(outcome=Outcome.DESERT),
    "fase": _in_phase,
    "fascia": _in_band,
}


def lots_behind(actor: Actor, choice: Choice, what: str, value: str, today: date) -> QuerySet[Lot]:
    """The lots that a figure counts; `what` is one of `LOTS`."""
    rows = lots(actor, choice).select_related("tender__holder", "tender__officer", "tender__sua")
    rows = LOTS[what](rows, value, today).prefetch_related("winners")
    return rows.order_by("-tender__opened_at", "tender", "number")
