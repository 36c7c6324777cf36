"""«Risposte predefinite»: those of a queue, filled with the facts of a ticket."""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.html import escape

from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.foundation.prepared import Prepared

from ..models import CannedReply, Queue, Ticket
from .queues import queues_of, queues_where


def canned_replies(actor: Actor) -> QuerySet[CannedReply]:
    """Those of the actor's queues, and those for every queue of their enti."""
    return _written_for(queues_of(actor))


def _written_for(queues: QuerySet[Queue]) -> QuerySet[CannedReply]:
    return (
        CannedReply.objects.filter(
            Q(queue__in=queues) | Q(queue=None, owner__in=queues.values("owner"))
        )
        .select_related("queue", "owner")
        .order_by("title", "pk")
    )


def for_queue(queue: Queue, actor: Actor) -> list[CannedReply]:
    """Those that serve in a queue, for who works there."""
    if actor.membership_id is None:
        return []
    ente = actor.ente_id if Role.HELPDESK_SUPERVISOR in actor.roles else None
    return _OF_QUEUE.objects(
        queue=queue.pk, owner=queue.owner_id, membership=actor.membership_id, ente=ente
    )


_OF_QUEUE = Prepared(
    lambda queue, owner, membership, ente: _written_for(queues_where(membership, ente)).filter(
        Q(queue=queue) | Q(queue=None, owner=owner)
    )[:50]
)


def chosen(key: str | None, actor: Actor) -> CannedReply | None:
    if not key or not key.isdigit():
        return None
    return canned_replies(actor).filter(pk=key).first()


def canned_reply(pk: int, actor: Actor) -> CannedReply:
    found = canned_replies(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def filled(canned: CannedReply, ticket: Ticket, actor: Actor) -> str:
    """The words with the ticket's facts in place of the variables; unknown ones stay as they are."""
    facts = {
        "nome": ticket.asker.first_name if ticket.asker else ticket.asker_name,
        "ente": ticket.ente_said,
        "numero": ticket.number,
        "oggetto": ticket.subject,
        "operatore": actor.person_name,
        "coda": ticket.queue.name,
    }
    text = canned.text
    for name, value in facts.items():
        text = text.replace(f"{{{name}}}", escape(value))
    return text
