"""Holidays, patron saints and hours of desks; open terms follow by a job."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.audit import trail
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.jobs.actions import enqueue
from pico.core.ui.formats import date_it

from ..models import DeskCalendar, DeskClosure, Holiday, PatronSaint
from ..permissions import DeadlinePermission
from ..queries.calendars import windows

RECALCULATE = "pico.engines.deadlines.tasks.recalculate_terms"


def _require(actor: Actor, ente_id: int | None) -> None:
    """One's own ente by its administrator, what is everybody's by UPI."""
    if ente_id is None:
        actor.require(DeadlinePermission.NATIONAL_CALENDAR)
        return
    actor.require(DeadlinePermission.CALENDAR)
    if ente_id != actor.ente_id and not actor.is_system:
        raise Refusal(
            _("Il calendario di un altro ente lo cambia il suo amministratore."),
            code="not_permitted",
        )


def _recalculate(reason: str, *, since: date | None = None, **whose) -> None:
    day = since.isoformat() if since else ""
    enqueue(
        import_string(RECALCULATE),
        key=f"{whose}:{day}",
        again=True,
        reason=reason,
        since=day,
        **whose,
    )


@transaction.atomic
def add_holiday(
    *,
    ente: Ente | None,
    day: date,
    name: str,
    actor: Actor,
    now: datetime,
    source: str = "",
) -> Holiday:
    """Add a day of rest of an ente, or of everybody (`ente=None`). Refuses a day that is there."""
    _require(actor, ente.pk if ente else None)
    try:
        with transaction.atomic():
            holiday = Holiday.objects.create(ente=ente, day=day, name=name, source=source)
    except IntegrityError as error:
        raise Refusal(
            _("Il %(day)s è già fra i giorni di chiusura.") % {"day": date_it(day)},
            code="holiday_exists",
        ) from error
    sentence = _("%(day)s: giorno di chiusura (%(name)s).") % {"day": date_it(day), "name": name}
    trail.record("deadlines.holiday.added", sentence, subject=holiday, actor=actor, now=now)
    _recalculate(sentence, since=day, ente_id=ente.pk if ente else None)
    return holiday


@transaction.atomic
def remove_holiday(*, holiday: Holiday, actor: Actor, now: datetime) -> None:
    """Take a day of rest away."""
    _require(actor, holiday.ente_id)
    sentence = _("%(day)s: non è più un giorno di chiusura (%(name)s).") % {
        "day": date_it(holiday.day),
        "name": holiday.name,
    }
    trail.record("deadlines.holiday.removed", sentence, subject=holiday, actor=actor, now=now)
    day, ente_id = holiday.day, holiday.ente_id
    holiday.delete()
    _recalculate(sentence, since=day, ente_id=ente_id)


@transaction.atomic
def change_patron_saint(
    *,
    ente: Ente,
    name: str,
    month: int,
    day: int,
    actor: Actor,
    now: datetime,
    source: str = "",
) -> PatronSaint:
    """Say when the town of an ente keeps its patron saint. Refuses a day that does not exist."""
    _require(actor, ente.pk)
    try:
        date(2028, month, day)  # a leap year: 29 February may be kept
    except ValueError as error:
        raise Refusal(
            _("Quel giorno non esiste: controlla giorno e mese."), code="no_such_day"
        ) from error
    values = {"name": name, "month": month, "day": day, "source": source}
    saint, _is_new = PatronSaint.objects.update_or_create(ente=ente, defaults=values)
    sentence = _("Santo patrono: %(name)s, %(day)d/%(month)d.") % values
    trail.record("deadlines.patron.changed", sentence, subject=saint, actor=actor, now=now)
    _recalculate(sentence, since=timezone.localdate(now), ente_id=ente.pk)
    return saint


def _checked(hours: list) -> list:
    try:
        found = windows(hours)
    except (ValueError, TypeError) as error:
        raise Refusal(_("Scrivi gli orari come «09:00»."), code="wrong_hours") from error
    if len(found) != 7 or not any(found):
        raise Refusal(_("Indica almeno una fascia di servizio nella settimana."), code="never_open")
    for day in found:
        edges = [edge for one in day for edge in (one.starts, one.ends)]
        whole_day = edges[-1:] and edges[-1].isoformat() == "00:00:00"
        if sorted(edges[:-1] if whole_day else edges) != (edges[:-1] if whole_day else edges):
            raise Refusal(
                _("Le fasce di uno stesso giorno vanno in ordine e non si sovrappongono."),
                code="overlapping_hours",
            )
    return hours


@transaction.atomic
def open_desk(
    *, ente: Ente | None, name: str, hours: list, actor: Actor, now: datetime
) -> DeskCalendar:
    """Give a desk its hours; its holidays are those of the ente. Refuses hours that are none."""
    _require(actor, ente.pk if ente else None)
    desk = DeskCalendar.objects.create(ente=ente, name=name, hours=_checked(hours))
    sentence = _("Nuovo orario di servizio: %(name)s.") % {"name": name}
    trail.record("deadlines.desk.opened", sentence, subject=desk, actor=actor, now=now)
    return desk


@transaction.atomic
def change_desk(*, desk: DeskCalendar, hours: list, actor: Actor, now: datetime) -> DeskCalendar:
    """Change the hours of a desk; its open terms are reckoned anew."""
    desk = DeskCalendar.objects.select_for_update(of=("self",)).get(pk=desk.pk)
    _require(actor, desk.ente_id)
    desk.hours = _checked(hours)
    desk.save(update_fields=["hours"])
    sentence = _("Orario di servizio cambiato: %(name)s.") % {"name": desk.name}
    trail.record("deadlines.desk.changed", sentence, subject=desk, actor=actor, now=now)
    _recalculate(sentence, desk_id=desk.pk)
    return desk


@transaction.atomic
def close_desk_on(
    *, desk: DeskCalendar, day: date, name: str, actor: Actor, now: datetime
) -> DeskClosure:
    """Close one desk on a day, while its ente works. Refuses a day on which it is closed already."""
    _require(actor, desk.ente_id)
    try:
        with transaction.atomic():
            closure = DeskClosure.objects.create(desk=desk, day=day, name=name.strip())
    except IntegrityError as error:
        raise Refusal(
            _("Il %(day)s è già fra i giorni di chiusura.") % {"day": date_it(day)},
            code="closed_already",
        ) from error
    sentence = _("%(desk)s: chiuso il %(day)s (%(name)s).") % {
        "desk": desk.name,
        "day": date_it(day),
        "name": closure.name,
    }
    trail.record("deadlines.desk.closed", sentence, subject=desk, actor=actor, now=now)
    _recalculate(sentence, since=day, desk_id=desk.pk)
    return closure


@transaction.atomic
def open_desk_on(*, closure: DeskClosure, actor: Actor, now: datetime) -> None:
    """Open a desk on a day on which it was to be closed."""
    desk, day = closure.desk, closure.day
    _require(actor, desk.ente_id)
    sentence = _("%(desk)s: aperto il %(day)s.") % {"desk": desk.name, "day": date_it(day)}
    trail.record("deadlines.desk.reopened", sentence, subject=desk, actor=actor, now=now)
    closure.delete()
    _recalculate(sentence, since=day, desk_id=desk.pk)
