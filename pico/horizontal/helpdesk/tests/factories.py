"""A small Help Desk for tests: UPI's queues, Treviso's, who works in them; tickets."""

from datetime import UTC, datetime
from itertools import count

from pico.core.access.actor import SYSTEM
from pico.core.testing import cast
from pico.core.testing import factories as house

from ..actions import catalogue, rules
from ..models import Category, Holding, Queue, QueueMember, Ticket
from ..terms import Family, Impact, QueueRole, TicketState, Topic

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
_numbers = count(1)


def make_desk(enti, people) -> dict[str, Queue]:
    """The queues of UPI, Treviso and Brescia by their key, and their operators.

    Treviso's SUA queue is `treviso:SUA` here; its operator is treviso.sua, its head treviso.admin.
    """
    house.switch_on("sua", "treviso", "brescia")
    catalogue.furnish_categories()
    catalogue.furnish_queues(upi=enti[cast.UPI], actor=SYSTEM, now=NOW)
    for key in (cast.TREVISO, cast.BRESCIA, cast.UPI_VENETO):
        catalogue.furnish_queues_of(ente=enti[key], actor=SYSTEM, now=NOW)
    rules.furnish_rules(actor=SYSTEM, now=NOW)
    queues = {queue.key: queue for queue in Queue.objects.all()}
    for name, key in (("treviso", cast.TREVISO), ("brescia", cast.BRESCIA)):
        for topic in ("SUA", "SIT", "SAPE", "PERSONNEL", "GENERAL"):
            queues[f"{name}:{topic}"] = queues[f"province:{enti[key].pk}:{topic}"]
    for queue, username, role in (
        ("treviso:SUA", "treviso.sua", QueueRole.OPERATOR),
        ("treviso:SUA", "treviso.admin", QueueRole.HEAD),
        ("brescia:SUA", "brescia.admin", QueueRole.HEAD),
        ("platform", "upi.helpdesk", QueueRole.HEAD),
        ("access", "upi.helpdesk", QueueRole.HEAD),
        ("experts:SUA", "esperto.sua", QueueRole.EXPERT),
    ):
        place_in(queues[queue], people[username], role)
    return queues


def place_in(queue: Queue, person, role: str = QueueRole.OPERATOR) -> QueueMember:
    membership = person.memberships.get()
    return QueueMember.objects.create(queue=queue, membership=membership, role=role)


def make_ticket(queue: Queue, asker, **fields) -> Ticket:
    """A ticket as it stands, without the action that opens one; with its open interval."""
    number = next(_numbers)
    membership = asker.memberships.first()
    category = fields.pop("category", None) or Category.objects.get(key="any.malfunction")
    fields = {
        "number": f"HD-2026-9{number:05d}",
        "family": Family.SERVICES,
        "topic": Topic.SUA,
        "subject": f"Richiesta di prova {number}",
        "description": "<p>Non riesco ad aprire la pagina della gara.</p>",
        "ente": membership.ente,
        "office": membership.office,
        "impact": Impact.HAMPERED,
        "state": TicketState.ASSIGNED,
        "opened_at": NOW,
        "last_at": NOW,
        **fields,
    }
    ticket = Ticket(queue=queue, asker=asker, category=category, **fields)
    ticket.set_priority(fields.get("priority", "MEDIUM"))
    ticket.save()
    Holding.objects.create(
        ticket=ticket, queue=queue, assignee=ticket.assignee, state=ticket.state,
        started_at=ticket.opened_at,
    )  # fmt: skip
    return ticket
