"""How a ticket is found by the search: by its asker, or by his ente where it is shared with it."""

from pico.core.access import scopes
from pico.core.foundation.searchable import Entry, Source

from ..models import Ticket
from ..terms import MODULE, Hidden, Visibility


def tickets():
    return Ticket.objects.select_related("category")


def ticket_entry(ticket: Ticket) -> Entry | None:
    """Number, subject and category, never what is said in it; operators have the filters of their lists.

    The index knows one level of sharing an object: of the asker alone, or of his whole ente.
    """
    if ticket.asker_id is None or ticket.anonymised_at or ticket.hidden == Hidden.QUARANTINED:
        return None
    is_shared = ticket.visibility == Visibility.ENTE and ticket.ente_id
    scope = scopes.ente(ticket.ente_id) if is_shared else scopes.person(ticket.asker_id)
    return Entry(
        title=ticket.subject,
        body=f"{ticket.number} {ticket.get_topic_display()} {ticket.category}",
        url=ticket.get_absolute_url(),
        scope=scope,
        module=MODULE,
        kind="Richiesta di assistenza",
        ente_id=ticket.ente_id,
        at=ticket.last_at,
        codes=(ticket.number,),
    )


TICKETS = Source(model=Ticket, select=tickets, entry=ticket_entry)
