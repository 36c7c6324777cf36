"""The calendars of offices, from their rows to what dates are reckoned with."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q, QuerySet

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.core.foundation.prepared import Prepared

from ..models import DeskCalendar, DeskClosure, Holiday, PatronSaint, Term, TermFact
from ..reckoning import OFFICE_HOURS, Calendar, Window, compute
from .terms import facts_of

# Of a desk, and of the ente whose holidays count.
Key = tuple[int | None, int | None]


_SAINTS = Prepared(lambda enti: PatronSaint.objects.filter(ente__in=enti))
_HOLIDAYS = Prepared(lambda enti: Holiday.objects.filter(Q(ente__in=enti) | Q(ente=None)))


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
    """Return the calendars of these desks and enti in four queries, however many they are."""
    wanted = set(keys)
    of_hours = {desk for desk, _ente in wanted if desk}
    desks = DeskCalendar.objects.in_bulk(of_hours) if of_hours else {}
    enti = tuple({ente for _desk, ente in wanted if ente})
    saints = {one.ente_id: one.patron for one in _SAINTS.objects(enti=enti)}
    closures: dict[int | None, dict[date, str]] = defaultdict(dict)
    for one in _HOLIDAYS.objects(enti=enti):
        closures[one.ente_id][one.day] = one.name
    of_desks: dict[int | None, dict[date, str]] = defaultdict(dict)
    for closure in DeskClosure.objects.filter(desk__in=desks) if desks else ():
        of_desks[closure.desk_id][closure.day] = closure.name
    return {
        (desk, ente): Calendar(
            label=desks[desk].name if desk else "",
            hours=windows(desks[desk].hours if desk else []),
            patron=saints.get(ente),
            closures={**closures[None], **closures[ente], **of_desks[desk]},
        )
        for desk, ente in wanted
    }


def calendar_for(*, ente: Ente | None = None, desk: DeskCalendar | None = None) -> Calendar:
    """Return the calendar of a desk, or the office calendar of an ente."""
    place = desk.ente_id if desk else getattr(ente, "pk", None)
    key = (desk.pk if desk else None, place)
    return calendars([key])[key]


@dataclass(frozen=True, slots=True)
class Shift:
    """A term that another calendar would move: from which date to which."""

    term: Term
    before: datetime | None
    after: datetime | None


def shifts(terms: Iterable[Term], calendar: Calendar) -> list[Shift]:
    """Say which terms would end at another moment by this calendar; nothing is written, one query."""
    rows = list(terms)
    facts: dict[int, list[TermFact]] = defaultdict(list)
    for fact in TermFact.objects.filter(term__in=[term.pk for term in rows]).order_by(
        "since", "pk"
    ):
        facts[fact.term_id].append(fact)
    found = []
    for term in rows:
        due_at = compute(term.rule, facts_of(term, facts[term.pk]), calendar).due_at
        if due_at != term.due_at:
            found.append(Shift(term, term.due_at, due_at))
    return found


def saint_of(ente_id: int | None) -> PatronSaint | None:
    return PatronSaint.objects.filter(ente=ente_id).first() if ente_id else None


def holidays_of(actor: Actor) -> QuerySet[Holiday]:
    """The days of rest of the ente acted for, and those of everybody."""
    return Holiday.objects.filter(Q(ente=actor.ente_id) | Q(ente=None)).select_related("ente")


def desks_of(actor: Actor) -> QuerySet[DeskCalendar]:
    return DeskCalendar.objects.filter(Q(ente=actor.ente_id) | Q(ente=None)).order_by("name")
