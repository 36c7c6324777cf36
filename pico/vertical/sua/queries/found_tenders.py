"""How a tender is found by the search: by its SUA and by each of its enti, with number, CIG and CUP."""

from pico.core.access import scopes
from pico.core.foundation.searchable import Entry, Source

from ..models import Tender, TenderBody


def tenders():
    return Tender.objects.prefetch_related("lots")


def _entry(tender: Tender, ente_id: int) -> Entry:
    """Number, object and codes, for one ente; never what is said in its documents."""
    lots = list(tender.lots.all())
    codes = [tender.number, *(one.cig for one in lots if one.cig)]
    codes += [cup for one in lots for cup in one.cups]
    words = " ".join(one.subject for one in lots)
    return Entry(
        title=tender.subject,
        body=f"{tender.number} {tender.get_procedure_display()} {words}",
        url=tender.get_absolute_url(),
        scope=scopes.ente(ente_id),
        module="sua",
        kind="Gara",
        ente_id=tender.sua_id,
        at=tender.changed_at,
        codes=tuple(dict.fromkeys(codes)),
    )


def tender_entry(tender: Tender) -> Entry:
    return _entry(tender, tender.sua_id)


def places():
    return TenderBody.objects.select_related("tender").prefetch_related("tender__lots")


def place_entry(place: TenderBody) -> Entry | None:
    """The same tender, found by an ente that takes part: the index knows one level an object."""
    return None if place.ente_id == place.tender.sua_id else _entry(place.tender, place.ente_id)


TENDERS = Source(model=Tender, select=tenders, entry=tender_entry)
PLACES = Source(model=TenderBody, select=places, entry=place_entry)
