"""Tickets and their threads, limited to what the actor may see: the one rule is `visible_to`."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.enti.models import Ente
from pico.core.people.actors import working_today
from pico.core.people.models import Membership, Person

from ..models import Holding, Message, Ticket
from ..terms import SAME_TEXT, MessageKind, Visibility


def visible_to(actor: Actor) -> QuerySet[Ticket]:
    """Every ticket the actor may open.

    Who asked, while he works for the ente for which he asked; colleagues acting for that ente, as
    the ticket's level of sharing or its copies say; who works in a queue that holds or held it; the
    supervisor of the ente that answers for such a queue. UPI thus sees no Province ticket that was
    not handed over to it, and no Province another's.
    """
    if not actor.is_known:
        return Ticket.objects.none()
    return Ticket.objects.filter(as_asker(actor) | as_colleague(actor) | as_desk(actor))


def as_asker(actor: Actor) -> Q:
    """Asked by the actor, without an ente or for one where he still works."""
    places = working_today().filter(person=actor.person_id).values("ente")
    return Q(asker=actor.person_id) & (Q(ente=None) | Q(ente__in=places))


def as_colleague(actor: Actor) -> Q:
    """Shared by a colleague of the ente acted for."""
    if not actor.is_member:
        return Q(pk__in=())
    office = Membership.objects.filter(pk=actor.membership_id).exclude(office="").values("office")
    copies = Ticket.cc.through.objects.filter(ticket=OuterRef("pk"), person=actor.person_id)
    shared = (
        Q(visibility=Visibility.ENTE)
        | Q(visibility=Visibility.OFFICE, office__in=office)
        | Exists(copies)
    )
    return Q(ente=actor.ente_id) & shared


def as_desk(actor: Actor) -> Q:
    """Held now or before by a queue in which the actor works, or that he supervises."""
    if actor.membership_id is None:
        return Q(pk__in=())
    mine = Q(queue__places__membership=actor.membership_id)
    if Role.HELPDESK_SUPERVISOR in actor.roles:
        mine |= Q(queue__owner=actor.ente_id)
    return Exists(Holding.objects.filter(mine, ticket=OuterRef("pk")))


def ticket(key: str, actor: Actor) -> Ticket:
    """Return a ticket by the key of its address; 404 for who may not see it."""
    rows = visible_to(actor).select_related(
        "category__parent", "queue__owner", "queue__next_queue", "ente", "asker", "assignee",
        "province", "duplicate_of", "parent",
    )  # fmt: skip
    found = rows.filter(key=key).first()
    if found is None:
        raise Http404
    return found


def same_ticket(subject: str, person_id: int, now: datetime) -> Ticket | None:
    """The ticket that a second click would open again."""
    return Ticket.objects.filter(
        asker=person_id, subject=subject, opened_at__gt=now - SAME_TEXT
    ).first()


def same_message(ticket: Ticket, html: str, actor: Actor, now: datetime) -> Message | None:
    """The message that a second click would write again."""
    return ticket.messages.filter(
        author=actor.person_id, text=html, kind=MessageKind.PUBLIC, created_at__gt=now - SAME_TEXT
    ).first()


def colleagues_of(ente: Ente) -> QuerySet[Person]:
    """Who works for an ente today."""
    return Person.objects.filter(pk__in=working_today().filter(ente=ente).values("person"))
