"""What was loaded, when, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from pico.core.access.actor import Actor
from pico.core.jobs.models import Job
from pico.core.jobs.terms import OPEN

from ..models import Load
from ..permissions import LakePermission
from ..rules.sources import SOURCES
from ..rules.sources.shape import Source
from ..terms.loads import INVENTED, OPEN_STATES, TABLE_LABELS, LoadState
from .lake import the_lake

JOB = "pico.horizontal.observatory.tasks.run_load"
LONGEST = timedelta(
    days=1
)  # that a file may be read from the command line, where no job tells of it


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A dataset and how much of it the lake holds."""

    source: Source
    rows: int
    updated_on: date | None
    is_invented: bool = False


def source_lines() -> list[SourceLine]:
    """Return every dataset with its rows and the day to which they are up to date."""
    known, invented = the_lake().catalogue(), invented_datasets()
    lines = []
    for source in SOURCES.values():
        parts = [
            part for part in known.parts(source.outputs[0].table) if part.dataset == source.key
        ]
        days = [date.fromisoformat(part.day) for part in parts if part.day]
        rows = sum(part.rows for part in parts)
        lines.append(SourceLine(source, rows, max(days, default=None), source.key in invented))
    return lines


def invented_datasets() -> set[str]:
    """Return the datasets of which some current file was made up for the demo."""
    current = Load.objects.filter(state=LoadState.LOADED, file_name__startswith=INVENTED)
    return set(current.values_list("dataset", flat=True))


def visible_loads(actor: Actor) -> QuerySet[Load]:
    """Return the register of loads, for who keeps the data."""
    if not actor.can(LakePermission.SEE_LOADS):
        return Load.objects.none()
    rows = Load.objects.select_related("person")
    return rows.annotate(is_interrupted=interrupted(timezone.now()))


def job_key(load_id: int | str) -> str:
    return f"load:{load_id}"


def interrupted(now: datetime) -> Q:
    """Return the condition of a load that nobody reads any more, whatever its state says.

    Its job ended (a worker that dies too often, a job that was called off), or it never had one and
    came more than a day ago.
    """
    key = Concat(Value(job_key("")), Cast(OuterRef("pk"), CharField()))
    jobs = Job.objects.filter(name=JOB, key=key)
    goes_on = Exists(jobs.filter(state__in=OPEN))
    had_one = Exists(jobs) | Q(received_at__lt=now - LONGEST)
    return Q(state__in=OPEN_STATES) & ~Q(goes_on) & Q(had_one)


def is_interrupted(load: Load, now: datetime) -> bool:
    return Load.objects.filter(interrupted(now), pk=load.pk).exists()


def source_of(load: Load) -> Source | None:
    return SOURCES.get(load.dataset)


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of a load and the same of the version before it."""

    label: str
    before: int
    after: int

    @property
    def difference(self) -> int:
        return self.after - self.before


def changes_since(load: Load) -> list[Change]:
    """Return how a load differs from the one it replaced; nothing when it is the first."""
    before = load.previous
    if before is None:
        return []
    rows = [
        Change(
            str(Load._meta.get_field(name).verbose_name), getattr(before, name), getattr(load, name)
        )
        for name in ("rows_read", "rows_kept", "rows_refused")
    ]
    tables = {**before.report.get("tables", {}), **load.report.get("tables", {})}
    return rows + [
        Change(
            str(TABLE_LABELS.get(table, table)),
            before.report.get("tables", {}).get(table, 0),
            load.report.get("tables", {}).get(table, 0),
        )
        for table in tables
    ]
