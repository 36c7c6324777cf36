"""«Scheda della Provincia»: a year of a Province beside those like it, the year before, its records."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from pico.core.ui.formats import NARROW, number_it

from ..rules.engines import spoken
from ..rules.indicators.every import INDICATORS
from ..rules.marts.tables import mart
from ..rules.sheet import (
    SECTIONS,
    SHARE,
    Period,
    Place,
    Step,
    breaks_between,
    largest,
    middle,
    period_of,
    place,
)
from ..rules.watching import Facts, Rule, to_look_at
from ..terms.sections import PUBLIC_SECTIONS, Break, SectionKey
from . import filters as narrowed
from .blocks import Figure
from .engine import Row, answer, ask, question
from .filters import Filters
from .lake import the_lake
from .links import behind, records
from .places import Body, bodies, similar
from .section_projects import PNC, PNRR
from .unlinked import lots_without_cup, projects_without_cig

YEARLY = (SectionKey.OVERVIEW, SectionKey.QUALIFICATION, SectionKey.AWARDS)
STOCKS = {SectionKey.PNRR: PNRR, SectionKey.PNC: PNC}  # known as they are today alone
WITH_RESIDENTS = "per_capita"
ByBody = dict[int, Row]


@dataclass(frozen=True, slots=True)
class SheetLine:
    """An indicator: now, before, how much it changed, its place among the similar ones."""

    figure: Figure
    before: Figure | None
    step: Step
    place: Place | None
    middle: float | None

    @property
    def change(self) -> str:
        """«+12,3 %», «−2,0 punti»; a dash where it cannot be said."""
        if self.step.change is None:
            return "–"
        change = round(self.step.change, 1)
        sign = "+" if change > 0 else "−" if change < 0 else ""
        unit = _("punti") if self.step.is_share else SHARE
        return f"{sign}{number_it(abs(change), 1)}{NARROW}{unit}"


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of a section; `period` names the year that they speak of where it is another."""

    key: SectionKey
    lines: list[SheetLine]
    url: str
    period: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of «Tre cose cambiate» or «Tre da guardare», with what stands behind it."""

    sentence: str
    url: str


@dataclass(frozen=True)
class Sheet:
    """The sheet of a year. `reads_all` for who signed in: the others read the public sections alone."""

    body: Body
    year: int
    years: list[int]
    today: date
    reads_all: bool

    @property
    def is_latest(self) -> bool:
        return self.year == self.years[0]

    @cached_property
    def updated_on(self) -> date | None:
        return the_lake().updated_on("lots")

    @cached_property
    def period(self) -> Period:
        return period_of(self.year, self.updated_on)

    @cached_property
    def similar(self) -> list[Body]:
        return similar(self.body, bodies())

    @cached_property
    def enti(self) -> tuple[int, ...]:
        return tuple(sorted(one.ente_id for one in (self.body, *self.similar)))

    @cached_property
    def breaks(self) -> tuple[Break, ...]:
        """Why the tenders of this year are not compared with those of the year before; none where they are."""
        return breaks_between(self.period.before(), self.period)

    @cached_property
    def filters(self) -> Filters:
        """Those of the records behind the figures of the year."""
        return Filters(
            first=self.period.first, last=self.period.last, provinces=(self.body.sigla,),
            metro=self.body.is_metro,
        )  # fmt: skip

    @cached_property
    def province(self) -> Filters:
        """Those of what has no year: projects, staff."""
        return Filters(provinces=(self.body.sigla,), metro=self.body.is_metro)

    @cached_property
    def groups(self) -> list[Group]:
        """The sections that the reader may see and that say something of this year."""
        found = (
            self._group(key, tuple(name for name, _family in chosen))
            for key, chosen in SECTIONS
            if self.reads_all or key in PUBLIC_SECTIONS
        )
        return [one for one in found if any(line.figure.cases for line in one.lines)]

    @cached_property
    def lines(self) -> list[SheetLine]:
        return [line for group in self.groups for line in group.lines]

    @cached_property
    def changes(self) -> list[Told]:
        """«Tre cose cambiate»."""
        known = {one.step.key: one for one in self.lines}
        return [_change(known[step.key]) for step in largest(one.step for one in self.lines)]

    @cached_property
    def watched(self) -> list[Told]:
        """«Tre da guardare»."""
        found = to_look_at(self._facts, reads_all=self.reads_all, is_latest=self.is_latest)
        return [Told(self._sentence(rule), self._records_of(rule)) for rule in found]

    @cached_property
    def qualification(self) -> Row | None:
        """The levels of today; for who signed in, on the latest sheet."""
        if not (self.reads_all and self.is_latest):
            return None
        rows = mart("m_qualifications")
        return next(iter(ask(spoken(rows.filter(rows.ente_id == self.body.ente_id)))), None)

    # The groups -------------------------------------------------------------------------------

    def _group(self, key: SectionKey, keys: tuple[str, ...]) -> Group:
        own = self.filters if key in YEARLY else self.province
        url = _section(key, own)
        if key in STOCKS:
            found = self._stock(STOCKS[key], keys) if self.is_latest else {}
            day = the_lake().updated_on("projects")
            said = _("al %(day)s") % {"day": f"{day:%d/%m/%Y}"} if day else ""
            return Group(key, self._lines(keys, found, None), url, said)
        if key == SectionKey.STAFF:
            return self._staff(keys, url)
        return Group(key, self._lines(keys, *self._tenders), url)

    @cached_property
    def _tenders(self) -> tuple[ByBody, ByBody]:
        """Measures of the lots of the year and of the year before, for all the sections at once."""
        keys = tuple(
            name
            for section, chosen in SECTIONS
            if section in YEARLY and (self.reads_all or section in PUBLIC_SECTIONS)
            for name, _family in chosen
        )
        return self._measured(keys, self.period), self._measured(keys, self.period.before())

    def _measured(self, keys: tuple[str, ...], period: Period) -> ByBody:
        """Body by body; those per resident are a question of their own."""
        chosen = replace(self.filters, first=period.first, last=period.last, provinces=())
        plain = tuple(key for key in keys if key != WITH_RESIDENTS)
        found = _by_body(question("m_lots", plain, ("ente_id",)), narrowed.lots(chosen, self.enti))
        peopled = narrowed.lots_with_residents(chosen, self.enti)
        asked = question("m_lots", (WITH_RESIDENTS,), ("ente_id",))
        for ente, row in _by_body(asked, peopled).items():
            found[ente] = {**found.get(ente, {}), **row}
        return found

    def _stock(self, programme: str, keys: tuple[str, ...]) -> ByBody:
        rows = narrowed.projects(self.filters, self.enti, programme)
        return _by_body(question("m_projects", keys, ("ente_id",)), rows)

    def _staff(self, keys: tuple[str, ...], url: str) -> Group:
        """The latest yearly account that is not after the year: it comes out eighteen months later."""
        rows = mart("m_staff")
        own = rows.filter(rows.ente_id == self.body.ente_id, rows.year <= self.year)
        year = max(
            (one["year"] for one in ask(spoken(own.select("year").distinct()))), default=None
        )
        if year is None:
            return Group(SectionKey.STAFF, [], url)
        asked = question("m_staff", keys, ("ente_id",))
        now, before = (
            _by_body(asked, narrowed.staff_of(self.filters, self.enti, one))
            for one in (year, year - 1)
        )
        said = "" if year == self.year else _("anno %(year)d") % {"year": year}
        return Group(SectionKey.STAFF, self._lines(keys, now, before), url, said)

    def _lines(self, keys: tuple[str, ...], now: ByBody, before: ByBody | None) -> list[SheetLine]:
        return [self._line(key, now, before) for key in keys]

    def _line(self, key: str, now: ByBody, before: ByBody | None) -> SheetLine:
        indicator, own = INDICATORS[key], self.body.ente_id
        filters = self.filters if indicator.mart == "m_lots" else self.province
        figure = _figure(key, now.get(own, {}), behind(indicator, filters))
        earlier = _figure(key, before.get(own, {})) if before is not None else None
        others = [_told(_figure(key, now.get(ente, {}))) for ente in self.enti if ente != own]
        is_compared = earlier is not None and not (self.breaks and indicator.mart == "m_lots")
        step = Step(
            key, FAMILIES[key], str(indicator.unit) == SHARE, _told(figure),
            _told(earlier) if earlier and is_compared else None,
            min(figure.cases, earlier.cases) if earlier else 0,
        )  # fmt: skip
        return SheetLine(figure, earlier, step, place(step.now, others), middle(others))

    # What to look at --------------------------------------------------------------------------

    @cached_property
    def _facts(self) -> Facts:
        expiry = (self.qualification or {}).get("expires_on")
        return Facts(
            values={one.step.key: one.step.now for one in self.lines if one.step.now is not None},
            middles={one.step.key: one.middle for one in self.lines if one.middle is not None},
            counts={
                "lots_without_cup": len(lots_without_cup(self.filters, {})),
                "cups_without_cig": len(projects_without_cig(self.province, {"attivi": True})) if self.is_latest else 0,
            },
            days_left=(expiry - self.today).days if expiry else None,
        )  # fmt: skip

    def _sentence(self, rule: Rule) -> str:
        line = next((one for one in self.lines if one.step.key == rule.about), None)
        told = {"count": number_it(self._facts.counts.get(rule.about))}
        if line:
            told["value"] = line.figure.text
            told["middle"] = replace(line.figure, value=line.middle).text
        return str(rule.sentence) % told

    def _records_of(self, rule: Rule) -> str:
        """Where the records are that a rule speaks of."""
        match rule.key:
            case "expiring":
                return _section(SectionKey.QUALIFICATION, self.province)
            case "replaced":
                return _section(SectionKey.STAFF, self.province)
            case "cups_without_cig":
                return (
                    f"{reverse('observatory:cups-without-cig')}?{self.province.query()}&attivi=si"
                )
            case "lots_without_cup":
                return f"{reverse('observatory:lots-without-cup')}?{self.filters.query()}"
            case "progress":
                return records(self.province, "programma=PNRR", "m_projects")
        return records(self.filters, RECORDS[rule.key])


FAMILIES = {key: family for _section, chosen in SECTIONS for key, family in chosen}
RECORDS = {
    "outcome_coverage": "esito=no", "single_bid": "offerte=1", "days": "esito=si",
    "direct_amount_share": "procedura=DIRECT&ordina=-importo", "deserted": "esito=deserta",
}  # fmt: skip


def years_of(body: Body, today: date) -> list[int]:
    """The years of which a Province has tenders, the latest first; none in the future."""
    rows = mart("m_lots")
    own = rows.filter(rows.ente_id == body.ente_id, rows.year <= today.year)
    found: Iterable[Row] = ask(spoken(own.select("year").distinct()))
    return sorted((one["year"] for one in found if one["year"]), reverse=True)


def _by_body(asked: str, rows: str) -> ByBody:
    return {one["ente_id"]: one for one in answer(asked, rows)}


def _figure(key: str, row: Row, url: str = "") -> Figure:
    return Figure(INDICATORS[key], row.get(key), row.get(f"{key}__n") or 0, url)


def _told(figure: Figure) -> float | None:
    """The value as it was counted, where it is told: rounded ones make changes of their own."""
    return None if figure.number is None else float(figure.value)


def _section(key: SectionKey, filters: Filters) -> str:
    return f"{reverse('observatory:section', args=[key.value])}?{filters.query()}"


def _change(line: SheetLine) -> Told:
    sentence = _("%(label)s: %(now)s, era %(before)s (%(change)s).") % {
        "label": line.figure.indicator.label, "now": line.figure.text,
        "before": line.before.text if line.before else "–", "change": line.change,
    }  # fmt: skip
    passport = reverse("observatory:indicator", args=[line.step.key])
    return Told(sentence, line.figure.url or passport)
