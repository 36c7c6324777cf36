"""How a request is found by the search: as a draft by its ente, then by the SUA that answers it."""

from pico.core.access import scopes
from pico.core.foundation.searchable import Entry, Source

from ..models import TenderRequest
from ..terms.requests import RequestState

MODULE = "sua"


def requests():
    return TenderRequest.objects.select_related("ente")


def request_entry(request: TenderRequest) -> Entry | None:
    """Number, subject, ente and codes. The index knows one level of sharing an object.

    What was sent is found by its ente until the SUA has it, and by the SUA from then on: an ente has a
    short list of its own, a SUA has hundreds.
    """
    is_with_the_sua = request.state not in (RequestState.DRAFT, RequestState.WITHDRAWN)
    holder = request.sua_id if is_with_the_sua and request.sent_at else request.ente_id
    return Entry(
        title=request.title,
        body=f"{request.number} {request.ente} {request.get_kind_display()} {request.description}",
        url=request.get_absolute_url(),
        scope=scopes.ente(holder),
        module=MODULE,
        kind="Richiesta di gara",
        ente_id=request.ente_id,
        at=request.changed_at,
        codes=tuple(filter(None, (request.number, request.protocol, request.cui, *request.cups))),
    )


REQUESTS = Source(model=TenderRequest, select=requests, entry=request_entry)
