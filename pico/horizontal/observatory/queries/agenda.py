"""«Agenda digitale territoriale»: the register, PA digitale 2026 Comune by Comune, goals with trend."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ..models import DigitalGoal, DigitalIndex
from ..rules.engines import spoken
from ..rules.indicators.digital import DIGITAL
from ..rules.marts.tables import mart
from ..terms.agenda import Call
from . import filters as narrowed
from .blocks import Block, Figure, Line, figures, first_of
from .engine import answer, ask, question
from .filters import Filters
from .places import Body, bodies, comuni
from .section_tenders import on_map

KEYS = tuple(one.key for one in DIGITAL)
AMOUNT = KEYS.index("digital_amount")


def indices() -> QuerySet[DigitalIndex]:
    """The register: public, as what it points to."""
    return DigitalIndex.objects.filter(withdrawn_at=None)


def agenda(filters: Filters, place: str = "") -> tuple[list[Figure], list[Block]]:
    """The figures of the Comuni of the Provinces chosen; of one Province, Comune by Comune.

    With the ISTAT code of a Comune, of that one alone.
    """
    rows = narrowed.digital(filters, filters.enti, place)
    (found,) = answer(question("m_digital", KEYS), rows)
    blocks = [by_call(rows), by_year(rows)]
    chosen = [bodies()[ente] for ente in filters.enti]
    if len(chosen) == 1:
        blocks += by_comune(chosen[0], filters, place)
    else:
        blocks.append(by_province(filters))
    return list(figures(DIGITAL, found)), blocks


def by_call(rows: str) -> Block:
    """Number, euro and percent completed of each measure, in the order of the PNRR."""
    found = {one["measure"]: one for one in answer(question("m_digital", KEYS, ("measure",)), rows)}
    lines = [
        Line(str(call.label), figures(DIGITAL, found[call.value]))
        for call in Call
        if call.value in found
    ]
    if None in found:
        lines.append(Line(_("Altri avvisi"), figures(DIGITAL, found[None])))
    return Block(
        "avvisi", _("Per misura"), "bar", _("Misura"), lines, DIGITAL,
        summary=first_of(_("Importo"), "", lines, AMOUNT), drawn=AMOUNT,
    )  # fmt: skip


def by_year(rows: str) -> Block:
    """What was funded each year, by the day of the decree."""
    found = answer(question("m_digital", KEYS, ("year",)), rows)
    known = sorted((one for one in found if one["year"]), key=lambda one: one["year"])
    lines = [Line(str(one["year"]), figures(DIGITAL, one)) for one in known]
    return Block(
        "anni", _("Per anno del finanziamento"), "line", _("Anno"), lines, DIGITAL,
        note=_("«Completati» sono, di quelli finanziati in un anno, quanti lo sono oggi."),
    )  # fmt: skip


def by_province(filters: Filters) -> Block:
    around = narrowed.digital(filters.around, filters.around.enti)
    shown = (DIGITAL[2], *DIGITAL[:2], DIGITAL[3])
    return on_map(
        filters, answer(question("m_digital", KEYS, ("ente_id",)), around), shown, "mappa",
        _("Progetti completati per Provincia"), lambda one: f"?provincia={one.sigla}",
    )  # fmt: skip


def by_comune(body: Body, filters: Filters, place: str) -> list[Block]:
    """Every Comune of a Province, those without a project too; nothing where the list is not loaded.

    Each opens its own figures; the one that is open is marked on the map.
    """
    names = comuni(body.province_code)
    if not names:
        return []
    rows = narrowed.digital(filters, filters.enti)
    found = {
        one["place_istat"]: one
        for one in answer(question("m_digital", KEYS, ("place_istat",)), rows)
    }
    shown = (DIGITAL[2], *DIGITAL[:2])
    here = filters.query(provinces=(body.sigla,), region="")
    lines = [
        Line(name, figures(shown, found.get(code, {})), f"?{here}&comune={code}", code)
        for code, name in names.items()
    ]
    lines.sort(key=lambda one: one.label)
    block = Block(
        "comuni", _("Comune per Comune"), "map", _("Comune"), lines, shown,
        outline=body.province_code, chosen=(place,) if place else (),
        note=_("Un Comune senza valori non ha candidature finanziate negli avvisi caricati."),
    )  # fmt: skip
    return [block]


# Goals --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Year:
    """How many Comuni had completed a measure by the end of a year."""

    year: int
    comuni: int
    share: float


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a goal stands: `trend` is cumulative, `among` the Comuni of the Province."""

    goal: DigitalGoal
    among: int
    trend: tuple[Year, ...]

    @property
    def comuni(self) -> int:
        return self.trend[-1].comuni if self.trend else 0

    @property
    def share(self) -> float:
        return percent(self.comuni, self.among)

    @property
    def is_reached(self) -> bool:
        return self.share >= self.goal.target

    def is_late(self, today: date) -> bool:
        return not self.is_reached and self.goal.due_on < today

    @property
    def missing(self) -> int:
        """Comuni that must still complete the measure for the goal to be reached."""
        needed = -(-self.goal.target * self.among // 100)
        return max(0, needed - self.comuni)


def percent(part: int, whole: int) -> float:
    return min(100.0, 100 * part / whole) if whole else 0.0


def goals_of(ente_id: int) -> QuerySet[DigitalGoal]:
    """The goals of a Province: public, as the series that they are measured on."""
    return DigitalGoal.objects.filter(ente=ente_id)


def progress(body: Body, goals: Iterable[DigitalGoal]) -> list[Progress]:
    """Where each goal of a Province stands, with its trend; one question for all of them."""
    done = _done(body.ente_id)
    among = len(comuni(body.province_code))
    return [Progress(one, among, trend(done.get(one.call, {}), among)) for one in goals]


def trend(by_year: dict[int, int], among: int) -> tuple[Year, ...]:
    """Return the running total of Comuni by year, the years in between too."""
    if not by_year:
        return ()
    total, found = 0, []
    for year in range(min(by_year), max(by_year) + 1):
        total += by_year.get(year, 0)
        found.append(Year(year, total, percent(total, among)))
    return tuple(found)


@lru_cache(maxsize=256)
def _first_done(ente_id: int) -> str:
    """For each measure the year in which each Comune completed it first, counted by year."""
    rows = mart("m_digital")
    rows = rows.filter(rows.ente_id == ente_id, rows.is_done, rows.done_year.notnull())
    first = rows.group_by("measure", "place_istat").aggregate(first=rows.done_year.min())
    return spoken(first.group_by("measure", "first").aggregate(comuni=first.count()))


def _done(ente_id: int) -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = {}
    for row in ask(_first_done(ente_id)):
        found.setdefault(row["measure"], {})[row["first"]] = row["comuni"]
    return found
