"""Operators of a queue, how it gives its tickets, who is away and who stands in."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal
from pico.core.notices.actions import notify
from pico.core.notices.terms import NoticeLevel
from pico.core.people.models import Membership
from pico.core.ui.formats import date_it

from ..models import Absence, Queue, QueueMember, Ticket
from ..permissions import HelpdeskPermission
from ..queries import duty
from ..terms import OPEN, Distribution, QueueRole

STANDS_IN = "helpdesk.absence.stands_in"


@transaction.atomic
def change_distribution(*, queue: Queue, distribution: str, actor: Actor, now: datetime) -> None:
    """Say how a queue gives its tickets to its operators, from the next ticket on."""
    queue = _managed(queue, actor)
    before = queue.get_distribution_display()
    queue.distribution = Distribution(distribution)
    queue.save(update_fields=["distribution"])
    trail.record(
        "helpdesk.queue.changed", _("Distribuzione delle richieste cambiata."), subject=queue,
        actor=actor, now=now,
        changes={_("Distribuzione"): [str(before), str(queue.get_distribution_display())]},
    )  # fmt: skip


@transaction.atomic
def place_operator(
    *, queue: Queue, membership: Membership, role: str, actor: Actor, now: datetime
) -> QueueMember:
    """Give somebody a place in a queue, or another role there.

    Refuses who does not work today for the ente that answers for the queue; a pool takes experts of
    any ente.
    """
    queue = _managed(queue, actor)
    placed = QueueMember.objects.filter(queue=queue, membership=membership)
    if not placed.exists() and not duty.eligible_for(queue).filter(pk=membership.pk).exists():
        raise Refusal(
            _(
                "%(person)s non può lavorare in questa coda: scegli una persona di %(ente)s, o un esperto."
            )
            % {"person": membership.person, "ente": queue.owner.name},
            code="not_of_the_ente",
        )
    place, _is_new = QueueMember.objects.update_or_create(
        queue=queue, membership=membership, defaults={"role": QueueRole(role)}
    )
    trail.record(
        "helpdesk.queue.added",
        _("%(person)s: %(role)s.")
        % {"person": membership.person, "role": place.get_role_display().lower()},
        subject=queue,
        actor=actor,
        now=now,
    )
    return place


@transaction.atomic
def remove_operator(*, place: QueueMember, actor: Actor, now: datetime) -> None:
    """Take a place away. Refuses while the person has open tickets of the queue in hand."""
    queue = _managed(place.queue, actor)
    in_hand = Ticket.objects.filter(
        queue=queue, assignee=place.membership.person_id, state__in=OPEN
    ).count()
    if in_hand:
        raise Refusal(
            _("%(person)s ha %(n)d richieste aperte in questa coda: prima assegnale ad altri.")
            % {"person": place.membership.person, "n": in_hand},
            code="has_tickets",
        )
    trail.record(
        "helpdesk.queue.removed",
        _("%(person)s non lavora più in questa coda.") % {"person": place.membership.person},
        subject=queue,
        actor=actor,
        now=now,
    )
    QueueMember.objects.filter(pk=place.pk).delete()


def _managed(queue: Queue, actor: Actor) -> Queue:
    actor.require(HelpdeskPermission.MANAGE_QUEUE, queue)
    return Queue.objects.select_for_update().get(pk=queue.pk)


@transaction.atomic
def note_absence(
    *,
    membership: Membership,
    starts_on: date,
    ends_on: date,
    actor: Actor,
    now: datetime,
    substitute: Membership | None = None,
    note: str = "",
) -> Absence:
    """Note days in which an operator gets no tickets: his own, or of who works in one's queues.

    Refuses days that are past or turned round, an absence over another, a substitute who works in none
    of his queues or is away himself.
    """
    if not duty.absentees(actor).filter(pk=membership.pk).exists():
        raise Refusal(
            _("Puoi segnare le tue assenze e quelle di chi lavora nelle tue code."),
            code="not_permitted",
        )
    Membership.objects.select_for_update().get(pk=membership.pk)
    _check_days(membership, starts_on, ends_on, timezone.localdate(now))
    if substitute:
        _check_substitute(membership, substitute, starts_on, ends_on)
    absence = Absence.objects.create(
        membership=membership,
        starts_on=starts_on,
        ends_on=ends_on,
        substitute=substitute,
        note=note.strip()[:120],
    )
    trail.record("helpdesk.absence.noted", _says(absence), subject=absence, actor=actor, now=now)
    if substitute:
        notify(
            people=[substitute.person_id],
            kind=STANDS_IN,
            level=NoticeLevel.CONCERNS,
            title=_("Sostituisci %(person)s") % {"person": membership.person},
            body=_says(absence),
            url=reverse("helpdesk:absences"),
            subject=absence,
            now=now,
        )
    return absence


def _says(absence: Absence) -> str:
    words = {
        "person": absence.membership.person,
        "start": date_it(absence.starts_on),
        "end": date_it(absence.ends_on),
    }
    if absence.substitute is None:
        return _("%(person)s è assente dal %(start)s al %(end)s.") % words
    return _("%(person)s è assente dal %(start)s al %(end)s; sostituisce %(other)s.") % {
        **words,
        "other": absence.substitute.person,
    }


def _check_days(membership: Membership, starts_on: date, ends_on: date, today: date) -> None:
    if ends_on < starts_on:
        raise Refusal(_("Il rientro viene prima dell'assenza: correggi le date."), code="days")
    if ends_on < today:
        raise Refusal(_("Sono giorni già passati: correggi le date."), code="days")
    others = Absence.objects.filter(
        membership=membership, starts_on__lte=ends_on, ends_on__gte=starts_on
    )
    if other := others.first():
        raise Refusal(
            _("C'è già un'assenza dal %(start)s al %(end)s: toglila, o scegli altri giorni.")
            % {"start": date_it(other.starts_on), "end": date_it(other.ends_on)},
            code="overlaps",
        )


def _check_substitute(
    membership: Membership, substitute: Membership, starts_on: date, ends_on: date
) -> None:
    if not duty.colleagues_in_queue(membership).filter(pk=substitute.pk).exists():
        raise Refusal(
            _("%(person)s non lavora in nessuna coda di chi sostituisce: scegli un altro nome.")
            % {"person": substitute.person},
            code="not_a_colleague",
        )
    away = Absence.objects.filter(
        membership=substitute, starts_on__lte=ends_on, ends_on__gte=starts_on
    )
    if away.exists():
        raise Refusal(
            _("Anche %(person)s è assente in quei giorni: scegli un altro nome.")
            % {"person": substitute.person},
            code="substitute_away",
        )


@transaction.atomic
def cancel_absence(*, absence: Absence, actor: Actor, now: datetime) -> None:
    """Take an absence back: its operator gets tickets again at once."""
    if not duty.visible_absences(actor).filter(pk=absence.pk).exists():
        raise Refusal(
            _("Puoi togliere le tue assenze e quelle di chi lavora nelle tue code."),
            code="not_permitted",
        )
    trail.record(
        "helpdesk.absence.cancelled", _("Assenza tolta."), subject=absence, actor=actor, now=now
    )
    Absence.objects.filter(pk=absence.pk).delete()
