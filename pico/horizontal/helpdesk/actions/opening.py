"""A ticket is opened: numbered, weighed, routed, told."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import SYSTEM, Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.models import Ente, Space
from pico.core.foundation.errors import Refusal
from pico.core.notices.terms import NoticeLevel
from pico.core.people.models import Membership, Person

from ..models import Category, RequestDraft, Series, Ticket
from ..permissions import HelpdeskPermission
from ..queries import tickets as queries
from ..queries.routing import province_for
from ..terms import (
    NUMBER,
    SUBJECT_LENGTH,
    Channel,
    Impact,
    Priority,
    Special,
    Visibility,
    priority_of,
)
from . import routing, service_levels, telling
from .steps import make_step
from .threads import attach, happened, hold, mark_read, prepared


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a ticket was opened from: an object of a module, and whose Province it is, if known."""

    type: str = ""
    id: str = ""
    title: str = ""
    url: str = ""
    province: Ente | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked, as the form, a mail, a telephone call say it; `text` is HTML."""

    family: str
    topic: str
    category: Category
    subject: str
    text: str
    impact: str
    needed_on: date | None = None
    visibility: str = Visibility.PERSON
    cc: tuple[Person, ...] = ()
    origin: Origin = field(default_factory=Origin)
    context: dict = field(default_factory=dict)
    channel: str = Channel.WEB


@transaction.atomic
def open_ticket(
    *,
    request: Request,
    actor: Actor,
    now: datetime,
    space: Space | None = None,
    files: Iterable = (),
    on_behalf_of: Membership | None = None,
    follows: Ticket | None = None,
    parent: Ticket | None = None,
    draft: RequestDraft | None = None,
) -> Ticket:
    """Open a ticket for the ente acted for, or, by an operator, for a colleague who called.

    `follows` is a closed ticket it goes on from, `parent` one of which it is a part, `draft` what it was
    written in, which ends with it. The same subject again within ten minutes is one ticket. Refuses who
    acts for no ente, an operator's request for somebody else by who is no operator, copies outside the
    ente, an empty text, too many files.
    """
    actor.require(HelpdeskPermission.OPEN)
    place = _place(actor, on_behalf_of)
    subject = " ".join(request.subject.split())[:SUBJECT_LENGTH]
    if not subject:
        raise Refusal(_("Scrivi l'oggetto della richiesta."), code="no_subject")
    if same := queries.same_ticket(subject, place.person_id, now):
        return same
    ticket = Ticket(
        asker=place.person,
        ente=place.ente,
        office=place.office,
        written_by_id=actor.person_id if on_behalf_of else None,
        parent=parent,
        subject=subject,
    )
    _require_colleagues(request.cc, place.ente)
    _open(ticket, request, space, actor, now)
    ticket.cc.add(*request.cc)
    if follows:
        ticket.related.add(follows)
    attach(ticket, files, message=None, actor=actor, now=now)
    ticket.save(update_fields=["file_count"])
    if draft:
        draft.delete()
    return ticket


@transaction.atomic
def open_outside_ticket(
    *,
    request: Request,
    asker_name: str,
    asker_email: str,
    now: datetime,
    ente: Ente | None = None,
    ente_words: str = "",
    space: Space | None = None,
) -> Ticket:
    """Open the ticket of a person without an account, whose address was confirmed; by Pi.Co."""
    ticket = Ticket(
        asker_name=asker_name[:160],
        asker_email=asker_email,
        ente=ente,
        ente_words=ente_words[:250],
        subject=" ".join(request.subject.split())[:SUBJECT_LENGTH],
    )
    _open(ticket, request, space, SYSTEM, now)
    return ticket


def _place(actor: Actor, on_behalf_of: Membership | None) -> Membership:
    if on_behalf_of is None:
        return Membership.objects.select_related("person", "ente").get(pk=actor.membership_id)
    actor.require(HelpdeskPermission.SEE_DESK)
    return on_behalf_of


def _require_colleagues(people: Iterable[Person], ente: Ente) -> None:
    """Copies go to colleagues: a ticket of an ente is not for others."""
    wanted = {person.pk for person in people}
    found = queries.colleagues_of(ente).filter(pk__in=wanted).values_list("pk", flat=True)
    if wanted - set(found):
        raise Refusal(
            _("In copia puoi mettere solo colleghi del tuo ente."), code="not_a_colleague"
        )


def _open(
    ticket: Ticket, request: Request, space: Space | None, actor: Actor, now: datetime
) -> None:
    """Fill, weigh, number, route and tell a ticket."""
    origin = request.origin
    ticket.family, ticket.topic, ticket.category = request.family, request.topic, request.category
    ticket.description = prepared(request.text)
    ticket.impact, ticket.needed_on = Impact(request.impact), request.needed_on
    ticket.visibility, ticket.channel = request.visibility, request.channel
    ticket.context, ticket.space = request.context, space
    ticket.object_type, ticket.object_id = origin.type[:80], origin.id[:40]
    ticket.object_title, ticket.object_url = origin.title[:250], origin.url[:500]
    ticket.province = province_for(ticket.ente, origin.province)
    ticket.opened_at = ticket.last_at = now
    _weigh(ticket, now)
    destination = routing.route(ticket=ticket)
    ticket.queue, ticket.assignee = destination.queue, destination.assignee
    ticket.number = next_number(now)
    ticket.save(force_insert=True)
    ticket.cc.add(*destination.cc)
    routing.remember(ticket=ticket, destination=destination, now=now)
    hold(ticket, now)
    mark_read(ticket, actor, now)
    trail.record(
        "helpdesk.ticket.opened", _("Richiesta %(number)s aperta.") % {"number": ticket.number},
        subject=ticket, actor=actor, now=now, reserved=True,
    )  # fmt: skip
    announce("helpdesk.ticket.opened", subject=ticket, actor=actor, space_id=ticket.space_id)
    happened(ticket, "open", _("Richiesta ricevuta."), actor=actor, now=now)
    # What no rule sends anywhere stays «Nuovo» until somebody looks at it.
    if not destination.is_fallback or ticket.assignee_id:
        make_step(record=ticket, name="route", actor=SYSTEM, now=now)
    else:
        service_levels.follow(ticket=ticket, now=now)
    _tell_opened(ticket, actor, now)


def _weigh(ticket: Ticket, now: datetime) -> None:
    """The matrix decides; a suspected breach is critical whatever the matrix says."""
    if ticket.category.special == Special.SECURITY:
        ticket.set_priority(Priority.CRITICAL, str(Special.SECURITY.label))
        return
    today = timezone.localdate(now)
    ticket.set_priority(priority_of(ticket.impact, ticket.needed_on, today))


def next_number(now: datetime) -> str:
    """Return the next number of the year, under the lock of its series."""
    year = timezone.localtime(now).year
    Series.objects.get_or_create(year=year)
    series = Series.objects.select_for_update().get(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return NUMBER.format(year=year, serial=series.last)


def _tell_opened(ticket: Ticket, actor: Actor, now: datetime) -> None:
    # The asker gets his receipt even though he did it himself.
    telling.tell_askers(
        ticket, telling.RECEIVED, _("Ricevuta: %(title)s") % {"title": ticket.subject}, actor=SYSTEM, now=now,
        body=_("Abbiamo ricevuto la tua richiesta, con il numero %(number)s. Se ne occupa %(queue)s.")
        % {"number": ticket.number, "queue": ticket.queue.name},
    )  # fmt: skip
    urgent = ticket.priority in (Priority.CRITICAL, Priority.HIGH)
    telling.tell_desk(
        ticket, telling.QUEUED, _("Nuova richiesta: %(title)s") % {"title": ticket}, actor=actor, now=now,
        level=NoticeLevel.ACT if urgent or ticket.assignee_id else NoticeLevel.CONCERNS,
    )  # fmt: skip
    if ticket.category.special == Special.SECURITY:
        telling.alert(
            ticket, now,
            _("Sospetta violazione di sicurezza: entro 72 ore la notifica al Garante, se è una "
              "violazione di dati personali (art. 33 GDPR)."),
        )  # fmt: skip
