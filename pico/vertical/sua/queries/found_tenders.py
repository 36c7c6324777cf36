"""How a tender is found by the search: by its enti, with number, CIG and CUP."""

from pico.core.access import scopes
from pico.core.foundation.searchable import Entry, Source

from ..models import Tender


def tenders():
    return Tender.objects.prefetch_related("lots")


def tender_entry(tender: Tender) -> Entry:
    """Found in the ente that runs it: the index knows one level an object.

    The enti of the tender find it by the filters of their list, and by its CIG there.
    """
    lots = list(tender.lots.all())
    codes = [tender.number, *(one.cig for one in lots if one.cig)]
    codes += [cup for one in lots for cup in one.cups]
    return Entry(
        title=tender.subject,
        body=f"{tender.number} {tender.get_procedure_display()} {tender.state_label} "
        + " ".join(one.subject for one in lots),
        url=tender.get_absolute_url(),
        scope=scopes.ente(tender.sua_id),
        module="sua",
        kind="Gara",
        ente_id=tender.sua_id,
        at=tender.changed_at,
        codes=tuple(dict.fromkeys(codes)),
    )


TENDERS = Source(model=Tender, select=tenders, entry=tender_entry)
