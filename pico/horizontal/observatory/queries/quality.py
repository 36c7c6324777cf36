"""The quality desk: what is to fix in each Province, which records, who put right most."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import ibis
from django.utils import timezone

from pico.core.access.actor import Actor
from pico.core.enti.terms import EnteKind

from ..models import Match, QualitySnapshot
from ..permissions import QualityPermission
from ..rules.checks import CHECKS, counted
from ..rules.completeness import Improvement, improvements, share, whole
from ..rules.engines import spoken
from ..rules.marts.tables import mart
from ..terms.matches import MatchState
from ..terms.quality import TABLE_OF, THANKED, Fault
from .engine import ask
from .lake import the_lake
from .places import Body, bodies
from .records import Records

STATES = 24  # of the history that is drawn
PAIR = 2  # states that are compared: the last and the one before
ByEnte = dict[int, dict[str, tuple[int, int]]]


def day_of(fault: Fault, today: date) -> date:
    """The day the data of a check speak of: nothing is missing that could not be there yet."""
    return the_lake().updated_on(TABLE_OF[fault]) or today


@lru_cache(maxsize=32)
def _counting(fault: Fault, day: date) -> str:
    check = CHECKS[fault]
    return spoken(counted(mart(check.mart), check, day))


def counts(today: date) -> ByEnte:
    """Records to fix and looked at of every body of the perimeter, by check."""
    found: ByEnte = {ente: {} for ente in bodies()}
    for fault in Fault:
        for row in ask(_counting(fault, day_of(fault, today))):
            if row["ente_id"] in found:
                found[row["ente_id"]][fault.value] = (int(row["to_fix"]), int(row["looked_at"]))
    return {
        ente: {fault.value: one.get(fault.value, (0, 0)) for fault in Fault}
        for ente, one in found.items()
    }


def visible_enti(actor: Actor) -> dict[int, Body]:
    """Whose records the actor sees: one's own Province; those of the region; all, for who keeps the data."""
    known = bodies()
    if actor.can(QualityPermission.SEE_ALL):
        return known
    if actor.ente_kind == EnteKind.UPI_REGIONAL:
        return {pk: one for pk, one in known.items() if one.region_code == actor.region}
    return {pk: one for pk, one in known.items() if pk == actor.ente_id}


@dataclass(frozen=True, slots=True)
class Cell:
    """What a check found in a body; `share` is the percent in order."""

    fault: Fault
    to_fix: int
    looked_at: int

    @property
    def share(self) -> float | None:
        return share(self.to_fix, self.looked_at)


@dataclass(frozen=True, slots=True)
class State:
    """How complete the data of a body are."""

    body: Body
    cells: tuple[Cell, ...]
    unsure: int  # keys of the data that wait for somebody to say whether they are this body's

    @property
    def whole(self) -> float | None:
        return whole({one.fault.value: (one.to_fix, one.looked_at) for one in self.cells})

    @property
    def to_fix(self) -> int:
        return sum(one.to_fix for one in self.cells)


def states(enti: Iterable[Body], today: date) -> list[State]:
    """The state of these bodies, in the order of their names: no one is the last."""
    found, unsure = counts(today), _unsure()
    return [
        State(
            one,
            tuple(Cell(fault, *found[one.ente_id][fault.value]) for fault in Fault),
            unsure.get(one.ente_id, 0),
        )
        for one in enti
    ]


def national(today: date) -> float | None:
    """The completeness of all the Provinces together, metropolitan cities apart."""
    everywhere = counts(today)
    rows = [everywhere[pk] for pk, one in bodies().items() if not one.is_metro]
    return whole(
        {f"{at}{fault}": pair for at, one in enumerate(rows) for fault, pair in one.items()}
    )


def _unsure() -> dict[int, int]:
    found: dict[int, int] = {}
    waiting = Match.objects.filter(state=MatchState.PROPOSED, ente__isnull=False)
    for ente in waiting.values_list("ente_id", flat=True):
        found[ente] = found.get(ente, 0) + 1
    return found


def to_fix(fault: Fault, enti: Iterable[int], today: date) -> Records:
    """The records that a check found in these bodies, the latest first."""
    check = CHECKS[fault]
    rows = mart(check.mart)
    chosen = tuple(enti)
    names = mart("m_bodies").select("ente_id", province=ibis._.name)
    own = rows.ente_id.isin(chosen) if chosen else ibis.literal(False)
    rows = rows.filter(own, check.to_fix(rows, day_of(fault, today)))
    rows = rows.left_join(names, "ente_id").drop("ente_id_right")
    sql = f"SELECT * FROM ({spoken(rows)})"  # noqa: S608
    if check.mart == "m_projects":
        return Records(sql, "-financed", "cup")
    return Records(sql, "-published_on", "cig")


# The board of thanks -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Thanks:
    """A Province that put right more records than it had to fix anew, since the data changed."""

    body: Body
    improvement: Improvement


def thanks() -> tuple[date | None, list[Thanks]]:
    """Who improved most between the last two states, and since when; nobody is said to have not."""
    latest = list(QualitySnapshot.objects.all()[:PAIR])
    if len(latest) < PAIR:
        return None, []
    now, before = (_by_ente(one) for one in latest)
    known = bodies()
    found = [one for one in improvements(before, now) if one.ente_id in known]
    board = [Thanks(known[one.ente_id], one) for one in found[:THANKED]]
    return timezone.localdate(latest[1].taken_at), board


def _by_ente(snapshot: QualitySnapshot) -> ByEnte:
    return {
        int(ente): {fault: (pair[0], pair[1]) for fault, pair in one.items()}
        for ente, one in snapshot.counts.items()
    }


# How it went ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Past:
    """How complete the data of some bodies were on a day."""

    on: date
    share: float
    to_fix: int


def history(enti: Iterable[int]) -> list[Past]:
    """The latest states of these bodies together, the oldest first; of a day its last."""
    chosen = set(enti)
    found: dict[date, Past] = {}
    for snapshot in QualitySnapshot.objects.all()[:STATES]:
        day = timezone.localdate(snapshot.taken_at)
        counted = [one for ente, one in _by_ente(snapshot).items() if ente in chosen]
        pairs = {
            f"{at}{fault}": pair for at, one in enumerate(counted) for fault, pair in one.items()
        }
        in_order = whole(pairs)
        if in_order is not None:
            found.setdefault(day, Past(day, in_order, sum(pair[0] for pair in pairs.values())))
    return sorted(found.values(), key=lambda one: one.on)


def latest_snapshot() -> QualitySnapshot | None:
    return QualitySnapshot.objects.first()
