"""All that is known of a CIG or of a CUP: open data, what Provinces decided, what modules tell the reader."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.modules.known import CIG, CUP, Known, known_of
from pico.core.modules.manifest import Module
from pico.core.ui.formats import money, number_it

from ..permissions import LinkPermission
from ..rules.engines import spoken
from ..rules.indicators.projects import PHASES_ORIGIN, PNRR_INDICATORS
from ..rules.marts.perimeter import towns
from ..rules.marts.tables import clean
from . import records
from .blocks import Block
from .engine import Row, ask
from .filters import Filters
from .pairs import OWNERS, Links, as_they_stand, decisions_of
from .places import bodies
from .section_projects import timed
from .unlinked import lots_without_cup, projects_without_cig

NEAR = 5  # codes proposed
ANAC, REGIS, OPENCUP = "ANAC", "ReGiS", "OpenCUP"
ANAC_STARTS, ANAC_ENDS = "ANAC, avvio-contratto", "ANAC, fine-contratto"
ANAC_VARIANTS, ANAC_SUBCONTRACTS = "ANAC, varianti", "ANAC, subappalti"


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on a day, and who says it."""

    on: date
    title: str
    source: str
    text: str = ""
    url: str = ""
    sign: str = "calendar"


@dataclass(frozen=True, slots=True)
class OfLot:
    """What is known of a CIG. `lot` is none where only a project speaks of it."""

    cig: str
    lot: Row | None
    winners: list[Row]
    siblings: list[Row]
    links: Links
    known: list[tuple[Module, Known]]
    variants: list[Row]
    subcontracts: list[Row]

    @property
    def enti(self) -> frozenset[int]:
        """Whose it is: who may link it."""
        own = {self.lot[name] for name in OWNERS} if self.lot else set()
        return _known(own | _owners(self.links.live))

    @property
    def days(self) -> list[Day]:
        """From the first to the last; the same step may be told by more than one."""
        if not self.lot:
            return _in_order([*_days_of_links(self.links.live), *_days_of_known(self.known)])
        own = [*_days_of_lot(self.lot), *_days_of_contract(self)]
        return _in_order([*own, *_days_of_known(self.known)])


@dataclass(frozen=True, slots=True)
class OfProject:
    """What is known of a CUP. `rows` has one line per programme and body: none where only OpenCUP, a
    lot or a module speaks of it.
    """

    cup: str
    rows: list[Row]
    register: Row | None
    places: list[str]
    targets: list[Row]
    phases: list[Row]
    links: Links
    known: list[tuple[Module, Known]]

    @property
    def enti(self) -> frozenset[int]:
        return _known({one["ente_id"] for one in self.rows} | _owners(self.links.live))

    @property
    def iter(self) -> Block | None:
        """The phases as they were planned and as they came about; none where no file tells them."""
        steps = sorted(self.phases, key=_when)
        block = Block(
            "iter", _("L'iter del progetto"), "gantt", _("Fase"),
            [timed(one["phase"], one) for one in steps], PNRR_INDICATORS[:1],
            text_heads=(_("Previsto"), _("Effettivo")), origin=PHASES_ORIGIN, files=(),
        )  # fmt: skip
        return block if steps else None

    @property
    def days(self) -> list[Day]:
        own = [*_days_of_project(self), *_days_of_links(self.links.live)]
        return _in_order([*own, *_days_of_known(self.known)])


def of_lot(cig: str, actor: Actor) -> OfLot | None:
    """Gather it; None where nobody that the reader may hear knows this CIG."""
    lot = records.lot(cig)
    links = as_they_stand(records.links_of_lot(cig), decisions_of(cig=cig))
    known = known_of(actor, CIG, cig)
    if not (lot or links.live or links.refused or known):
        return None
    tender = records.lots_of_tender(lot["tender_number"]) if lot and lot["tender_number"] else []
    siblings = [one for one in tender if one["cig"] != cig]
    return OfLot(
        cig, lot, records.winners_of(cig), siblings, links, known, records.variants_of(cig),
        records.subcontracts_of(cig),
    )  # fmt: skip


def of_project(cup: str, actor: Actor) -> OfProject | None:
    """Gather it; None where nobody that the reader may hear knows this CUP."""
    rows, register = records.project(cup), next(iter(_of_cup("cup_register", cup)), None)
    links = as_they_stand(records.links_of_project(cup), decisions_of(cup=cup))
    known = known_of(actor, CUP, cup)
    if not (rows or register or links.live or links.refused or known):
        return None
    targets = sorted(_of_cup("project_targets", cup), key=lambda one: one["indicator"] or "")
    phases = _of_cup("project_phases", cup)
    return OfProject(cup, rows, register, _places_of(cup), targets, phases, links, known)


def _when(phase: Row) -> tuple[date, str]:
    known = (phase["starts_planned"], phase["starts_on"], phase["ends_planned"], phase["ends_on"])
    return min((one for one in known if one), default=date.max), phase["phase"]


def may_link(actor: Actor, found: OfLot | OfProject) -> bool:
    """The reader may link this CIG or this CUP to another code."""
    return actor.can(LinkPermission.DECIDE, found)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A code that may be the missing one: only its amount says so."""

    code: str
    title: str
    amount: Decimal | None
    url: str


def candidates(found: OfLot | OfProject) -> list[Candidate]:
    """For a lot of PNRR/PNC without CUP the projects without CIG of its Provinces, for a project without
    CIG such lots; the nearest amounts first. Nothing for what is linked.
    """
    if found.links.live:
        return []
    if isinstance(found, OfLot):
        if not (found.lot and found.lot["is_pnrr"]):
            return []
        rows = projects_without_cig(_of_enti(found.enti), {"attivi": True})
        near = _nearest(rows, "cup", "financed", found.lot["amount"])
        return [
            _candidate(one, "cup", "title", "financed", cup=one["cup"], cig=found.cig)
            for one in near
        ]
    if not found.rows:
        return []
    rows = lots_without_cup(_of_enti(found.enti), {})
    near = _nearest(rows, "cig", "amount", found.rows[0]["financed"])
    return [
        _candidate(one, "cig", "object", "amount", cup=found.cup, cig=one["cig"]) for one in near
    ]


def _of_enti(enti: frozenset[int]) -> Filters:
    chosen = [one for ente, one in bodies().items() if ente in enti]
    siglas = tuple(sorted(one.sigla for one in chosen if one.sigla))
    # No sigla would mean every Province: none has this one.
    return Filters(provinces=siglas or ("-",), metro=any(one.is_metro for one in chosen))


def _nearest(rows: Iterable[Row], code: str, amount: str, wanted: Decimal | None) -> list[Row]:
    """Of each code one row."""
    known = {one[code]: one for one in rows}
    aim = wanted or Decimal(0)
    return sorted(known.values(), key=lambda one: (abs((one[amount] or 0) - aim), one[code]))[:NEAR]


def _candidate(row: Row, code: str, title: str, amount: str, **pair: str) -> Candidate:
    url = f"{reverse('observatory:link-new')}?{urlencode(pair)}"
    return Candidate(row[code], row[title] or "–", row[amount], url)


def _owners(links: list[Row]) -> set[int | None]:
    """Whose they are in the marts, and by whom they were decided since."""
    decided = {one["decision"].ente_id for one in links if one["decision"]}
    return decided | {one.get("ente_id") for one in links}


def _known(enti: set[int | None]) -> frozenset[int]:
    return frozenset(one for one in enti if one is not None)


def _of_cup(table: str, cup: str) -> list[Row]:
    rows = clean(table)
    return ask(spoken(rows.filter(rows.cup == cup)))


def _places_of(cup: str) -> list[str]:
    rows, places, known = clean("project_places"), clean("places"), towns()
    found = rows.filter(rows.cup == cup).inner_join(known, rows.place_istat == known.code)
    found = found.inner_join(places, known.place == places.istat)
    return sorted({one["name"] for one in ask(spoken(found.select("name"))) if one["name"]})


# The days -------------------------------------------------------------------------------------


def _in_order(days: Iterable[Day]) -> list[Day]:
    return sorted(days, key=lambda one: (one.on, one.title))


def _days_of_lot(lot: Row) -> Iterator[Day]:
    if lot["published_on"]:
        yield Day(lot["published_on"], _("Gara pubblicata"), ANAC, money(lot["amount"]))
    if lot["due_on"]:
        yield Day(lot["due_on"], _("Scadenza delle offerte"), ANAC, sign="clock")
    if lot["awarded_on"]:
        yield Day(
            lot["awarded_on"], _("Aggiudicazione"), ANAC, money(lot["award_amount"]),
            sign="check-circle",
        )  # fmt: skip


def _days_of_contract(found: OfLot) -> Iterator[Day]:
    """From the signature to the end, with what was varied and subcontracted on the way."""
    lot = found.lot or {}
    steps = (
        ("signed_on", _("Stipula del contratto"), ANAC_STARTS, "file"),
        ("started_on", _("Inizio dell'esecuzione"), ANAC_STARTS, "calendar"),
        ("term_on", _("Termine contrattuale"), ANAC_STARTS, "clock"),
        ("ended_on", _("Ultimazione"), ANAC_ENDS, "check-circle"),
    )
    for name, title, source, sign in steps:
        if on := lot[name]:
            yield Day(on, title, source, sign=sign)
    if on := lot["stopped_on"]:
        yield Day(on, _("Conclusione anticipata"), ANAC_ENDS, lot["stop_reason"] or "")
    for one in found.variants:
        if on := one["approved_on"]:
            yield Day(on, _("Variante approvata"), ANAC_VARIANTS, "; ".join(one["reasons"]))
    told = {one["subcontract_id"]: one for one in reversed(found.subcontracts)}
    for one in told.values():
        if on := one["authorised_on"]:
            title = _("Subappalto autorizzato")
            yield Day(on, title, ANAC_SUBCONTRACTS, one["object"] or one["category"] or "")


def _days_of_links(links: Iterable[Row]) -> Iterator[Day]:
    for one in links:
        source = one["sources"].replace(" ", ", ")
        url = reverse("observatory:lot", args=[one["cig"]])
        name = {"cig": one["cig"]}
        if one["published_on"]:
            title = _("CIG %(cig)s pubblicato") % name
            yield Day(one["published_on"], title, source, money(one["amount"]), url)
        if one["awarded_on"]:
            title = _("CIG %(cig)s aggiudicato") % name
            text = money(one["award_amount"])
            yield Day(one["awarded_on"], title, source, text, url, "check-circle")
        if one["started_on"]:
            title = _("CIG %(cig)s: contratto") % name
            yield Day(one["started_on"], title, ANAC_STARTS, "", url, "file")
        if one["ended_on"]:
            title = _("CIG %(cig)s: ultimazione") % name
            yield Day(one["ended_on"], title, ANAC_ENDS, "", url, "check-circle")


def _days_of_project(found: OfProject) -> Iterator[Day]:
    if found.register and found.register["generated_on"]:
        yield Day(found.register["generated_on"], _("CUP generato"), OPENCUP)
    for one in found.rows:
        if one["paid"] and one["extracted_on"]:
            title = _("Pagamenti registrati fino a questo giorno")
            yield Day(one["extracted_on"], title, REGIS, money(one["paid"]), sign="card")
    for one in found.phases:
        yield from _days_of_phase(one)
    for one in found.targets:
        if one["on_date"] and one["reached"] is not None:
            text = _("%(reached)s su %(planned)s %(unit)s") % {
                "reached": number_it(one["reached"]), "planned": number_it(one["planned"]) or "–",
                "unit": one["unit"] or "",
            }  # fmt: skip
            yield Day(one["on_date"], one["indicator"] or _("Indicatore"), REGIS, text.strip())


def _days_of_phase(phase: Row) -> Iterator[Day]:
    """Its beginning and its end: the day that they had, or else the one that was foreseen."""
    steps = (
        ("starts_on", "starts_planned", _("Inizio"), _("Inizio previsto")),
        ("ends_on", "ends_planned", _("Fine"), _("Fine prevista")),
    )
    for actual, planned, done, foreseen in steps:
        if day := phase[actual]:
            yield Day(day, f"{done}: {phase['phase']}", REGIS, sign="check-circle")
        elif day := phase[planned]:
            yield Day(day, f"{foreseen}: {phase['phase']}", REGIS, sign="clock")


def _days_of_known(known: Iterable[tuple[Module, Known]]) -> Iterator[Day]:
    for module, one in known:
        source = f"Pi.Co., {module.label}"
        for on, words in one.days:
            yield Day(on, words, source, one.title, one.url, module.icon)
