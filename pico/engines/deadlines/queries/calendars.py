"""The calendars of offices, from their rows to what dates are reckoned with."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time

from django.db.models import Q, QuerySet

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente

from ..models import DeskCalendar, Holiday, PatronSaint, Term
from ..reckoning import OFFICE_HOURS, Calendar, Window

# Of a desk, and of the ente whose holidays count.
Key = tuple[int | None, int | None]


def windows(hours: list) -> tuple[tuple[Window, ...], ...]:
    """Return the hours of a desk as they are kept in its row; office hours when it has none."""
    if not hours:
        return OFFICE_HOURS
    return tuple(
        tuple(Window(time.fromisoformat(since), time.fromisoformat(until)) for since, until in day)
        for day in hours
    )


def key_of(term: Term) -> Key:
    """What tells the calendar of a term: its desk, whose ente's holidays count, else its owner's."""
    desk = term.calendar
    return (desk.pk, desk.ente_id) if desk else (None, term.owner_id)


def calendars(keys: Iterable[Key]) -> dict[Key, Calendar]:
    """Return the calendars of these desks and enti in three queries, however many they are."""
    wanted = set(keys)
    desks = DeskCalendar.objects.in_bulk({desk for desk, _ente in wanted if desk})
    enti = {ente for _desk, ente in wanted if ente}
    saints = {one.ente_id: one.patron for one in PatronSaint.objects.filter(ente__in=enti)}
    closures: dict[int | None, dict[date, str]] = defaultdict(dict)
    for one in Holiday.objects.filter(Q(ente__in=enti) | Q(ente=None)):
        closures[one.ente_id][one.day] = one.name
    return {
        (desk, ente): Calendar(
            label=desks[desk].name if desk else "",
            hours=windows(desks[desk].hours if desk else []),
            patron=saints.get(ente),
            closures={**closures[None], **closures[ente]},
        )
        for desk, ente in wanted
    }


def calendar_for(*, ente: Ente | None = None, desk: DeskCalendar | None = None) -> Calendar:
    """Return the calendar of a desk, or the office calendar of an ente."""
    place = desk.ente_id if desk else getattr(ente, "pk", None)
    key = (desk.pk if desk else None, place)
    return calendars([key])[key]


def saint_of(ente_id: int | None) -> PatronSaint | None:
    return PatronSaint.objects.filter(ente=ente_id).first() if ente_id else None


def holidays_of(actor: Actor) -> QuerySet[Holiday]:
    """The days of rest of the ente acted for, and those of everybody."""
    return Holiday.objects.filter(Q(ente=actor.ente_id) | Q(ente=None)).select_related("ente")


def desks_of(actor: Actor) -> QuerySet[DeskCalendar]:
    return DeskCalendar.objects.filter(Q(ente=actor.ente_id) | Q(ente=None)).order_by("name")
