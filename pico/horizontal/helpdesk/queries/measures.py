"""The measures of the desk (domain facts, section 9): counts and working times, no names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Avg, Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.foundation.calendar import add_working_days

from ..models import IS_OPEN, Avoided, Queue, QueueMember, Ticket, TicketMeasure
from ..permissions import runs_the_platform_desk, supervises
from ..terms import AGEING, FINISHED, Channel, QueueRole, Topic

ROME = ZoneInfo("Europe/Rome")
TOP = 10
HALF, MOST = 50, 90


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both counted, in Italy."""

    first: date
    last: date

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.first, time.min, ROME)

    @property
    def ends(self) -> datetime:
        return datetime.combine(self.last + timedelta(days=1), time.min, ROME)

    @property
    def before(self) -> "Period":
        """The period as long as this, just before it."""
        days = self.last - self.first + timedelta(days=1)
        return Period(self.first - days, self.last - days)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table of counts."""

    label: str
    number: int
    share: int  # per cent of the greatest


def measured(actor: Actor) -> QuerySet[Ticket]:
    """The tickets that an actor's measures count: all for UPI's desk, those of his ente for its
    supervisor, those of his queues for who heads them. Counts alone: no ticket is shown of them.
    """
    if runs_the_platform_desk(actor, None) and not actor.territory:
        return Ticket.objects.all()
    if supervises(actor, None):
        return Ticket.objects.filter(queue__owner=actor.ente_id)
    headed = QueueMember.objects.filter(membership=actor.membership_id, role=QueueRole.HEAD)
    return Ticket.objects.filter(queue__in=headed.values("queue"))


def headed_queues(actor: Actor) -> QuerySet[Queue]:
    places = QueueMember.objects.filter(membership=actor.membership_id, role=QueueRole.HEAD)
    return Queue.objects.filter(pk__in=places.values("queue"))


def opened(rows: QuerySet[Ticket], period: Period) -> QuerySet[Ticket]:
    return rows.filter(opened_at__gte=period.begins, opened_at__lt=period.ends)


def ended(rows: QuerySet[Ticket], period: Period) -> QuerySet[Ticket]:
    """Solved, or over without a solution, within a period."""
    solved = Q(solved_at__gte=period.begins, solved_at__lt=period.ends)
    closed = Q(solved_at=None, closed_at__gte=period.begins, closed_at__lt=period.ends)
    return rows.filter(solved | closed, state__in=FINISHED)


# Figures -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of the tiles; None where there is nothing to count."""

    opened: int
    ended: int
    backlog: int
    reply_half: int | None  # working minutes
    reply_most: int | None
    solution_half: int | None
    solution_most: int | None
    reply_in_time: int | None  # per cent
    solution_in_time: int | None
    reopened: int | None
    escalated: int | None
    waiting: int | None
    first_contact: int | None
    avoided: int
    satisfaction: float | None
    answers: int


def figures(rows: QuerySet[Ticket], period: Period) -> Figures:
    """Count a period: as many statements whatever the tickets."""
    new, over = opened(rows, period), ended(rows, period)
    counted = over.aggregate(
        number=Count("pk"),
        reopened=Count("pk", filter=Q(reopened_count__gt=0)),
        escalated=Count("pk", filter=Q(escalated_count__gt=0)),
        mean=Avg("satisfaction"),
        answers=Count("satisfaction"),
    )
    measures = TicketMeasure.objects.filter(ticket__in=over.values("pk"))
    kept = measures.aggregate(
        number=Count("pk"),
        replies=Count("pk", filter=Q(is_reply_in_time__isnull=False)),
        replies_in_time=Count("pk", filter=Q(is_reply_in_time=True)),
        solutions=Count("pk", filter=Q(is_solution_in_time__isnull=False)),
        solutions_in_time=Count("pk", filter=Q(is_solution_in_time=True)),
        first_contact=Count("pk", filter=Q(is_first_contact=True)),
        waiting=Sum("waiting_minutes"),
        total=Sum("total_minutes"),
    )
    reply, solution = (
        _sorted(measures, "first_reply_minutes"),
        _sorted(measures, "solution_minutes"),
    )
    avoided = Avoided.objects.filter(on__gte=period.first, on__lte=period.last)
    return Figures(
        opened=new.count(),
        ended=counted["number"],
        backlog=rows.filter(IS_OPEN).count(),
        reply_half=_percentile(reply, kept["replies"], HALF),
        reply_most=_percentile(reply, kept["replies"], MOST),
        solution_half=_percentile(solution, kept["solutions"], HALF),
        solution_most=_percentile(solution, kept["solutions"], MOST),
        reply_in_time=_percent(kept["replies_in_time"], kept["replies"]),
        solution_in_time=_percent(kept["solutions_in_time"], kept["solutions"]),
        reopened=_percent(counted["reopened"], counted["number"]),
        escalated=_percent(counted["escalated"], counted["number"]),
        waiting=_percent(kept["waiting"] or 0, kept["total"] or 0),
        first_contact=_percent(kept["first_contact"], kept["number"]),
        avoided=avoided.aggregate(number=Sum("number"))["number"] or 0,
        satisfaction=counted["mean"],
        answers=counted["answers"],
    )


def _sorted(measures: QuerySet[TicketMeasure], name: str) -> QuerySet:
    return measures.filter(**{f"{name}__isnull": False}).order_by(name).values_list(name, flat=True)


def _percentile(values: QuerySet, count: int, percent: int) -> int | None:
    """The nearest-rank percentile: a value that really occurred."""
    if not count:
        return None
    rank = -(-count * percent // 100) - 1
    return next(iter(values[rank : rank + 1]), None)


def _percent(part: int, whole: int) -> int | None:
    return round(part * 100 / whole) if whole else None


# Tables ------------------------------------------------------------------------------------------


def tables(rows: QuerySet[Ticket], period: Period) -> list[tuple[str, str, list[Row]]]:
    """What was opened, by module, category, Province and channel: a statement each."""
    new = opened(rows, period)
    return [
        ("modulo", _("Per modulo"), _counted(new, "topic", dict(Topic.choices))),
        ("categoria", _("Le dieci categorie più chieste"), _counted(new, "category__name")[:TOP]),
        ("provincia", _("Per Provincia"), _counted(new, "province__name")),
        ("canale", _("Per canale"), _counted(new, "channel", dict(Channel.choices))),
    ]


def _counted(rows: QuerySet[Ticket], name: str, labels: dict | None = None) -> list[Row]:
    found = rows.order_by().values(name).annotate(number=Count("pk")).order_by("-number", name)
    return _rows([(_label(one[name], labels), one["number"]) for one in found])


def _label(value, labels: dict | None) -> str:
    if value is None or value == "":
        return _("non indicato")
    return str((labels or {}).get(value, value))


def _rows(found: Iterable[tuple[str, int]]) -> list[Row]:
    found = list(found)
    most = max((number for _label, number in found), default=0)
    return [Row(label, number, number * 100 // most if most else 0) for label, number in found]


def ageing(rows: QuerySet[Ticket], today: date) -> list[Row]:
    """Open tickets by age in working days: 0–2, 3–5, 6–10, more."""
    edges = [datetime.combine(add_working_days(today, -days), time.min, ROME) for days in AGEING]
    band = Case(
        *(When(opened_at__gte=edge, then=Value(n)) for n, edge in enumerate(edges)),
        default=Value(len(edges)),
        output_field=IntegerField(),
    )
    counts = dict(
        rows.filter(IS_OPEN)
        .annotate(band=band)
        .order_by()
        .values("band")
        .annotate(number=Count("pk"))
        .values_list("band", "number")
    )
    labels = (
        _("fino a 2 giorni lavorativi"),
        _("da 3 a 5"),
        _("da 6 a 10"),
        _("oltre 10"),
    )
    return _rows([(label, counts.get(n, 0)) for n, label in enumerate(labels)])


def load(actor: Actor) -> list[Row]:
    """Open tickets per operator of the queues that the actor heads; for nobody else."""
    found = (
        Ticket.objects.filter(IS_OPEN, queue__in=headed_queues(actor))
        .order_by()
        .values(first=F("assignee__first_name"), last=F("assignee__last_name"))
        .annotate(number=Count("pk"))
        .order_by("-number", "last", "first")
    )
    return _rows(
        [
            (
                " ".join(filter(None, (one["first"], one["last"]))) or _("da assegnare"),
                one["number"],
            )
            for one in found
        ]
    )


# Export and retention ----------------------------------------------------------------------------


def exported(rows: QuerySet[Ticket], period: Period) -> QuerySet[Ticket]:
    """The tickets opened in a period with what is counted of them; nothing that names a person."""
    return (
        opened(rows, period)
        .select_related("category", "queue", "province", "measure")
        .order_by("opened_at", "pk")
    )


def to_forget(*, outside: datetime, inside: datetime) -> QuerySet[Ticket]:
    """Tickets over since before these moments: without an account, with one."""
    old = Q(asker=None, closed_at__lt=outside) | Q(closed_at__lt=inside)
    return Ticket.objects.filter(old, state__in=FINISHED, anonymised_at=None).order_by("pk")
