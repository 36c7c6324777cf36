"""Tickets and their threads, limited to what the actor may see: the one rule is `visible_to`."""

import re
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.enti.models import Ente
from pico.core.foundation.prepared import Prepared
from pico.core.people.actors import working_today
from pico.core.people.models import Membership, Person

from ..models import Happening, Holding, Message, ReadMark, Ticket, TicketFile
from ..terms import SAME_TEXT, SHOWN_TO_ASKERS, MessageKind, Visibility

NUMBER_LIKE = re.compile(r"^(hd-)?\d{4}-\d{1,6}$|^\d{6}$", re.IGNORECASE)


def visible_to(actor: Actor, today: date | None = None) -> QuerySet[Ticket]:
    """Every ticket the actor may open.

    Who asked, while he works for the ente for which he asked; colleagues acting for that ente, as
    the ticket's level of sharing or its copies say; who works in a queue that holds or held it; the
    supervisor of the ente that answers for such a queue. UPI thus sees no Province ticket that was
    not handed over to it, and no Province another's.
    """
    if not actor.is_known:
        return Ticket.objects.none()
    return Ticket.objects.filter(as_asker(actor, today) | as_colleague(actor) | as_desk(actor))


def as_asker(actor: Actor, today: date | None = None) -> Q:
    """Asked by the actor, without an ente or for one where he still works."""
    places = working_today(today).filter(person=actor.person_id).values("ente")
    return Q(asker=actor.person_id) & (Q(ente=None) | Q(ente__in=places))


def as_colleague(actor: Actor) -> Q:
    """Shared by a colleague of the ente acted for."""
    if not actor.is_member:
        return Q(pk__in=())
    office = Membership.objects.filter(pk=actor.membership_id).exclude(office="").values("office")
    copies = Ticket.cc.through.objects.filter(person=actor.person_id).values("ticket")
    ente = actor.ente_id
    # Each by its own index: one condition over all three reads every ticket of the ente.
    return (
        Q(ente=ente, visibility=Visibility.ENTE)
        | Q(ente=ente, visibility=Visibility.OFFICE, office__in=office)
        | Q(ente=ente, pk__in=copies)
    )


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
    if not actor.is_known:
        raise Http404
    found = _ONE.objects(
        key=key, person=actor.person_id, membership=actor.membership_id, ente=actor.ente_id,
        supervises=Role.HELPDESK_SUPERVISOR in actor.roles, today=timezone.localdate(),
    )  # fmt: skip
    if not found:
        raise Http404
    return found[0]


def _one(key, person, membership, ente, supervises, today) -> QuerySet[Ticket]:
    roles = frozenset({Role.HELPDESK_SUPERVISOR} if supervises else ())
    actor = Actor(person_id=person, membership_id=membership, ente_id=ente, roles=roles)
    rows = visible_to(actor, today).select_related(
        "category__parent", "queue__owner", "queue__next_queue", "ente", "asker", "assignee",
        "province", "duplicate_of", "parent",
    )  # fmt: skip
    return rows.filter(key=key).order_by()


_ONE = Prepared(_one)


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


def colleagues_anywhere(actor: Actor) -> QuerySet[Person]:
    """Who works today in an ente where the actor works."""
    places = working_today().filter(person=actor.person_id).values("ente")
    rows = working_today().filter(ente__in=places).exclude(person=actor.person_id)
    return Person.objects.filter(pk__in=rows.values("person"))


def search_people(rows: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Those whose name has every word of a text."""
    for word in text.split()[:4]:
        rows = rows.filter(Q(last_name__icontains=word) | Q(first_name__icontains=word))
    return rows.order_by("last_name", "first_name", "pk")


def days_ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def with_words(rows: QuerySet[Ticket], text: str) -> QuerySet[Ticket]:
    """Keep those with a number, or with every word of the text in their subject."""
    text = text.strip()
    if not text:
        return rows
    if NUMBER_LIKE.match(text):
        year, dash, number = text.upper().removeprefix("HD-").rpartition("-")
        whole = {"number": f"HD-{year}-{number.zfill(6)}"}
        return rows.filter(**whole if dash else {"number__endswith": number})
    for word in text.split()[:6]:
        rows = rows.filter(subject__icontains=word)
    return rows


def as_list(rows: QuerySet[Ticket], actor: Actor) -> QuerySet[Ticket]:
    """What a list of tickets shows of each, with `is_unread` for the actor; two statements a page."""
    read = ReadMark.objects.filter(
        ticket=OuterRef("pk"), person=actor.person_id, at__gte=OuterRef("last_at")
    )
    return (
        rows.select_related("queue", "ente", "asker", "assignee", "category")
        .defer("description", "solution", "context", "satisfaction_words", "reason")
        .annotate(is_unread=~Exists(read))
    )


def my_tickets(actor: Actor) -> QuerySet[Ticket]:
    """What the actor asked, and what colleagues share with him; newest news first."""
    if not actor.is_known:
        return Ticket.objects.none()
    rows = Ticket.objects.filter(as_asker(actor) | as_colleague(actor))
    return as_list(rows, actor).order_by("-last_at", "-pk")


def unread_count(actor: Actor) -> int:
    """How many of the actor's own tickets have news."""
    read = ReadMark.objects.filter(
        ticket=OuterRef("pk"), person=actor.person_id, at__gte=OuterRef("last_at")
    )
    return Ticket.objects.filter(as_asker(actor)).filter(~Exists(read)).count()


# One ticket --------------------------------------------------------------------------------------


def _messages(ticket, is_desk) -> QuerySet[Message]:
    rows = Message.objects.filter(ticket=ticket).select_related("author", "ente")
    return rows if is_desk else rows.filter(kind__in=SHOWN_TO_ASKERS)


def _happenings(ticket, is_desk) -> QuerySet[Happening]:
    rows = Happening.objects.filter(ticket=ticket).select_related("person")
    return rows if is_desk else rows.filter(is_internal=False)


_MESSAGES, _HAPPENINGS = Prepared(_messages), Prepared(_happenings)


def thread_of(ticket: Ticket, *, is_desk: bool) -> list[Message | Happening]:
    """Messages and lines of the timeline in their order; internal ones for the desk alone."""
    messages = _MESSAGES.objects(ticket=ticket.pk, is_desk=is_desk)
    happenings = _HAPPENINGS.objects(ticket=ticket.pk, is_desk=is_desk)
    return sorted(
        [*messages, *happenings],
        key=lambda one: (
            (one.created_at, 1, one.pk) if isinstance(one, Message) else (one.at, 0, one.pk)
        ),
    )


def files_of(ticket: Ticket, *, is_desk: bool) -> dict[int | None, list[TicketFile]]:
    """The attachments by message; those of the request itself under None."""
    found: dict[int | None, list[TicketFile]] = {}
    if not ticket.file_count:
        return found
    rows = ticket.files.select_related("file__current")
    if not is_desk:
        rows = rows.filter(Q(message=None) | Q(message__kind__in=SHOWN_TO_ASKERS))
    for row in rows:
        found.setdefault(row.message_id, []).append(row)
    return found


def file_of(ticket: Ticket, pk: int, *, is_desk: bool) -> TicketFile:
    """An attachment of a ticket that was found already; 404 where it is not for this side."""
    for rows in files_of(ticket, is_desk=is_desk).values():
        for row in rows:
            if row.pk == pk and row.file and row.file.current is not None:
                return row
    raise Http404


def _near(ticket) -> QuerySet:
    """Each by its own index: one condition over all of them reads every ticket."""
    linked = Ticket.related.through.objects.filter(from_ticket=ticket).values_list("to_ticket")
    parts = Ticket.objects.filter(parent=ticket).order_by().values_list("pk")
    twins = Ticket.objects.filter(duplicate_of=ticket).order_by().values_list("pk")
    return linked.union(parts, twins, all=True)


_NEAR = Prepared(_near)


def related_to(ticket: Ticket, actor: Actor) -> list[Ticket]:
    """What hangs together with a ticket, and the actor may open."""
    near = {pk for (pk,) in _NEAR.tuples(ticket=ticket.pk)}
    near |= {pk for pk in (ticket.parent_id, ticket.duplicate_of_id) if pk}
    if not near:
        return []
    return list(visible_to(actor).filter(pk__in=sorted(near))[:20])


def former_queues(ticket: Ticket) -> list[str]:
    """The queues that held a ticket before, in their order."""
    names = (name for queue, name in _HELD_BY.tuples(ticket=ticket.pk) if queue != ticket.queue_id)
    return list(dict.fromkeys(names))


_HELD_BY = Prepared(
    lambda ticket: Holding.objects.filter(ticket=ticket).values_list("queue", "queue__name")
)


def copies_of(ticket: Ticket) -> list[Person]:
    """Who is in copy."""
    return _COPIES.objects(ticket=ticket.pk)


_COPIES = Prepared(
    lambda ticket: Person.objects.filter(
        pk__in=Ticket.cc.through.objects.filter(ticket=ticket).values("person")
    ).order_by("last_name", "first_name", "pk")
)


def province(pk: int | None) -> Ente | None:
    return Ente.objects.filter(pk=pk).first() if pk else None
