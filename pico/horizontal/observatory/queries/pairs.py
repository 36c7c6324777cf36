"""Links between CUP and CIG: what the data say of a pair, what a Province said, what stands now."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from pico.core.access.actor import Actor

from ..models import LinkDecision
from ..permissions import DataPermission
from ..terms.links import PROVINCE, LinkVerdict
from ..terms.sections import LotState
from . import records
from .engine import Row

OWNERS = ("ente_id", "sua_ente_id", "beneficiary_ente_id")


@dataclass(frozen=True, slots=True)
class Pair:
    """A CUP and a CIG. `enti` are those whose project or whose lot it is: they may decide.

    `sources` says the pair in the data, without the Province's own word; empty where none does.
    """

    cup: str
    cig: str
    enti: frozenset[int]
    sources: str
    decision: LinkDecision | None
    link: Row | None
    lot: Row | None
    projects: tuple[Row, ...]

    @property
    def is_told(self) -> bool:
        """Some source says it, or did until it was refused."""
        return bool(self.tellers)

    @property
    def tellers(self) -> str:
        """Who says it in the data, or did until it was refused."""
        return self.sources or (self.decision.told_by if self.decision else "")

    @property
    def is_live(self) -> bool:
        return self.decision is not None and self.decision.is_live

    @property
    def stands(self) -> bool:
        return self.decision.stands(self.sources) if self.decision else bool(self.sources)


@dataclass(frozen=True, slots=True)
class Own:
    """Any pair of the ente acted for: what a page asks before there is a pair."""

    enti: frozenset[int]


def own_of(actor: Actor) -> Own:
    return Own(frozenset() if actor.ente_id is None else frozenset({actor.ente_id}))


def pair(cup: str, cig: str) -> Pair:
    """Gather what is known of a pair: three questions to the marts, one to the database."""
    lot, projects = records.lot(cig), tuple(records.project(cup))
    link = next((one for one in records.links_of_project(cup) if one["cig"] == cig), None)
    decision = LinkDecision.objects.filter(cup=cup, cig=cig).select_related("ente").first()
    enti = {one["ente_id"] for one in projects}
    enti |= {lot[name] for name in OWNERS} if lot else set()
    enti |= {link["ente_id"]} if link else set()
    enti |= {decision.ente_id} if decision else set()
    sources = without_province(link["sources"]) if link else ""
    return Pair(cup, cig, frozenset(enti - {None}), sources, decision, link, lot, projects)


def without_province(sources: str) -> str:
    """«ANAC Provincia» → «ANAC»: a decision taken back is still in the marts until they are made anew."""
    return " ".join(name for name in sources.split() if name != PROVINCE)


def visible_decisions(actor: Actor) -> QuerySet[LinkDecision]:
    """Every decision, for who reads the registers: of whom it is, not which person took it."""
    if not actor.can(DataPermission.READ):
        return LinkDecision.objects.none()
    return LinkDecision.objects.select_related("ente")


def decisions_of(*, cup: str = "", cig: str = "") -> list[LinkDecision]:
    """Those of a CUP, or of a CIG."""
    rows = LinkDecision.objects.select_related("ente").order_by("cup", "cig")
    return list(rows.filter(cup=cup) if cup else rows.filter(cig=cig))


def decided_since() -> list[tuple[str, str, bool]]:
    """The pairs decided since the marts were made, and whether each stands."""
    rows = LinkDecision.objects.filter(is_counted=False).order_by("cup", "cig")
    return [(one.cup, one.cig, one.stands("")) for one in rows]


@dataclass(frozen=True, slots=True)
class Links:
    """The links of a CUP or of a CIG as they stand this moment, and those that a Province refused."""

    live: list[Row]
    refused: list[LinkDecision]


def as_they_stand(rows: Iterable[Row], decisions: Iterable[LinkDecision]) -> Links:
    """What the marts say, corrected by what was decided since they were made."""
    known = {(one["cup"], one["cig"]): one for one in rows}
    decided = {(one.cup, one.cig): one for one in decisions}
    live = []
    for key in sorted({*known, *decided}):
        decision = decided.get(key)
        said = without_province(known[key]["sources"]) if key in known else ""
        if decision.stands(said) if decision else said:
            live.append(_link(*key, known.get(key), decision))
    refused = [one for one in decided.values() if one.verdict == LinkVerdict.REFUSED]
    return Links(_measured(live), refused)


def _link(cup: str, cig: str, row: Row | None, decision: LinkDecision | None) -> Row:
    said = without_province(row["sources"]) if row else ""
    sources = said or (decision.told_by if decision else "")
    if decision and decision.is_live:
        sources = f"{sources} {PROVINCE}".strip()
    empty = dict.fromkeys(
        ("state", "buyer_name", "amount", "award_amount", "published_on", "awarded_on",
         "started_on", "ended_on")
    )  # fmt: skip
    return {
        **empty, "is_in_lots": False, **(row or {}), "cup": cup, "cig": cig, "sources": sources,
        "decision": decision, "is_new": row is None,
    }  # fmt: skip


def _measured(links: list[Row]) -> list[Row]:
    """A link that the marts do not know yet takes what they know of its lot; every one its words."""
    missing = tuple(sorted({one["cig"] for one in links if one["is_new"]}))
    lots = {one["cig"]: one for one in records.lots_named(missing)} if missing else {}
    labels = dict(LotState.choices)
    return [
        {**(filled := _filled(one, lots)), "state_label": labels.get(filled["state"], "")}
        for one in links
    ]


def _filled(link: Row, lots: dict[str, Row]) -> Row:
    lot = lots.get(link["cig"]) if link["is_new"] else None
    if lot is None:
        return link
    taken = ("buyer_name", "amount", "award_amount", "published_on", "awarded_on", "ended_on")
    return {
        **link, **{name: lot[name] for name in taken}, "is_in_lots": True, "state": state_of(lot),
        "started_on": lot["started_on"] or lot["signed_on"],
    }  # fmt: skip


def state_of(lot: Row) -> str:
    """Where a lot stands, as the mart of the links reckons it."""
    if lot["has_outcome"] and not lot["is_awarded"]:
        return LotState.ENDED_BADLY.value
    if lot["ended_on"]:
        return LotState.CONCLUDED.value
    if lot["is_begun"] or lot["stopped_on"]:
        return LotState.EXECUTION.value
    return (LotState.AWARDED if lot["is_awarded"] else LotState.RUNNING).value
