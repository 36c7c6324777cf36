"""Projects of the perimeter and the tenders that carry them out: CUP × CIG (domain facts, 4.1)."""

from decimal import Decimal

import ibis
from ibis import _
from ibis.expr.types import Table

from ...terms.links import PROVINCE, LinkVerdict
from ...terms.sections import LotState
from . import contracts
from .lots import AWARDED, ENDED
from .perimeter import keys
from .tables import clean

CLOSED = "CHIUSO"
NOTHING = Decimal(0)
# In order: the most advanced of the CIG of a CUP is the one that counts.
RANKS = {state: rank for rank, state in enumerate(LotState)}


def links() -> Table:
    """Each pair once, with who says it and where the CIG stands; pairs of the perimeter alone.

    What a Province added is there as any other; what it refused is not, whoever says it.
    """
    declared = clean("lot_cups").select("cup", "cig", source=ibis.literal("ANAC"))
    known = clean("project_tenders").select("cup", "cig", source=_.programme)
    decided = clean("link_decisions")
    is_refused = decided.verdict == LinkVerdict.REFUSED.value
    said = decided.filter(~is_refused).select("cup", "cig", source=ibis.literal(PROVINCE))
    pairs = ibis.union(declared, known, said).filter(_.cup.notnull() & _.cig.notnull())
    pairs = pairs.anti_join(decided.filter(is_refused), ["cup", "cig"])
    pairs = pairs.group_by("cup", "cig").aggregate(
        is_anac=(_.source == "ANAC").any(),
        is_pnrr=(_.source == "PNRR").any(),
        is_pnc=(_.source == "PNC").any(),
        is_province=(_.source == PROVINCE).any(),
    )
    owners = _owners()
    pairs = pairs.left_join(owners, "cup").drop("cup_right")
    facts = _facts()
    pairs = pairs.left_join(facts, "cig").drop("cig_right")
    deciders = decided.select("cup", "cig", decider_id=_.ente_id)
    pairs = pairs.left_join(deciders, ["cup", "cig"]).drop("cup_right", "cig_right")
    owner = _.project_ente_id.fill_null(_.lot_ente_id).fill_null(_.decider_id)
    pairs = pairs.mutate(ente_id=owner)
    pairs = pairs.filter(_.ente_id.notnull())
    pairs = pairs.left_join(contracts.starts_and_ends(), "cig").drop("cig_right")
    told = clean("project_tenders").group_by("cup", "cig").aggregate(
        told_amount=_.amount.max(), told_award=_.awarded_amount.max(),
        told_on=_.published_on.min(), told_awarded_on=_.awarded_on.min(),
        told_buyer=_.buyer_name.min(),
    )  # fmt: skip
    pairs = pairs.left_join(told, ["cup", "cig"]).drop("cup_right", "cig_right")
    return _stated(pairs)


def _owners() -> Table:
    codes, rows = keys(), clean("projects")
    found = rows.inner_join(codes, rows.body_code == codes.key)
    return found.group_by("cup").aggregate(project_ente_id=_.ente_id.min())


def _facts() -> Table:
    """What the CIG files say of a lot, whoever its buyer is: a SUA may run a Province's project."""
    codes, rows = keys(), clean("lots")
    awards = clean("awards").group_by("cig").aggregate(
        lot_awarded_on=_.awarded_on.min(), lot_award=_.amount.sum()
    )  # fmt: skip
    linked = ibis.union(
        clean("lot_cups").select("cig"), clean("project_tenders").select("cig"),
        clean("link_decisions").select("cig"), distinct=True,
    )  # fmt: skip
    rows = rows.semi_join(linked, "cig")
    rows = rows.left_join(codes, rows.buyer_code == codes.key)
    rows = rows.left_join(awards, "cig").drop("cig_right")
    return rows.select(
        "cig", "outcome_code", "lot_awarded_on", "lot_award", lot_ente_id=_.ente_id,
        lot_amount=_.lot_amount, lot_on=_.published_on, lot_buyer=_.buyer_name,
        is_in_lots=ibis.literal(True),
    )  # fmt: skip


def _stated(pairs: Table) -> Table:
    pairs = pairs.mutate(
        amount=_.lot_amount.fill_null(_.told_amount),
        award_amount=_.lot_award.fill_null(_.told_award),
        published_on=_.lot_on.fill_null(_.told_on),
        awarded_on=_.lot_awarded_on.fill_null(_.told_awarded_on),
        buyer_name=_.lot_buyer.fill_null(_.told_buyer),
        is_in_lots=_.is_in_lots.fill_null(False),
        started_on=_.started_on.fill_null(_.signed_on),
        # What was broken off did not end: it stays a contract that began.
        has_contract=_.is_begun.fill_null(False) | _.stopped_on.notnull(),
    )
    ended_badly = _.outcome_code.isin([one for one in ENDED if one != AWARDED]).fill_null(False)
    said = (_.outcome_code == AWARDED).fill_null(False)
    pairs = pairs.mutate(
        state=ibis.cases(
            (ended_badly, LotState.ENDED_BADLY.value),
            (_.ended_on.notnull(), LotState.CONCLUDED.value),
            (_.has_contract, LotState.EXECUTION.value),
            (_.awarded_on.notnull() | said, LotState.AWARDED.value),
            else_=LotState.RUNNING.value,
        ),
        sources=_written(),
    )
    return pairs.select(
        "cup", "cig", "sources", "state", "buyer_name", "ente_id", "amount", "award_amount",
        "published_on", "awarded_on", "started_on", "ended_on", "is_in_lots",
    )  # fmt: skip


def _written():
    """«ANAC ReGiS PNC Provincia»: the names of those that say so, in the order of trust."""
    parts = (
        (_.is_anac, "ANAC "), (_.is_pnrr, "ReGiS "), (_.is_pnc, "PNC "), (_.is_province, PROVINCE),
    )  # fmt: skip
    words = [ibis.cases((said, name), else_="") for said, name in parts]
    return (words[0] + words[1] + words[2] + words[3]).strip()


def projects(linked: Table) -> Table:
    """One row per programme and CUP: money, payments, tenders and the state of its best CIG.

    How far a contract got is what the files of contracts say; where they are silent, the payments and
    the state of the CUP.
    """
    codes, rows = keys(), clean("projects").filter(_.cup.notnull())
    rows = rows.inner_join(codes, rows.body_code == codes.key)
    first = {
        name: rows[name].min()
        for name in (
            "mission", "component", "measure", "measure_name", "title", "status", "nature",
            "sector", "body_name", "extracted_on",
        )
    }  # fmt: skip
    # A CUP may have several local projects: their shares add up, its whole cost is one.
    fund = ibis.cases((rows.programme == "PNC", rows.pnc_amount), else_=rows.pnrr_amount)
    merged = rows.group_by("programme", "cup", "ente_id").aggregate(
        **first, financed=fund.sum(), total=rows.total_amount.max()
    )
    paid = clean("project_payments").group_by("cup").aggregate(paid=_.paid.sum())
    merged = merged.left_join(paid, "cup").drop("cup_right")
    of_cup = _of_cup(linked)
    merged = merged.left_join(of_cup, "cup").drop("cup_right")
    is_closed = merged.status.upper().startswith(CLOSED).fill_null(False)
    is_paid = (merged.paid > 0).fill_null(False)
    rank = merged.rank.fill_null(RANKS[LotState.NO_CIG])
    won = rank >= RANKS[LotState.AWARDED]
    return merged.mutate(
        state=ibis.cases(
            (rank == RANKS[LotState.CONCLUDED], LotState.CONCLUDED.value),
            (won & is_closed, LotState.CONCLUDED.value),
            (rank == RANKS[LotState.EXECUTION], LotState.EXECUTION.value),
            (won & is_paid, LotState.EXECUTION.value),
            (won, LotState.AWARDED.value),
            (rank == RANKS[LotState.RUNNING], LotState.RUNNING.value),
            (rank == RANKS[LotState.ENDED_BADLY], LotState.ENDED_BADLY.value),
            else_=LotState.NO_CIG.value,
        ),
        cig_count=merged.cig_count.fill_null(0),
        cig_amount=merged.cig_amount.fill_null(NOTHING),
        awarded_amount=merged.awarded_amount.fill_null(NOTHING),
    )


def _of_cup(linked: Table) -> Table:
    """The CIG of each CUP that still count; of one CIG with several CUP each has its part."""
    shares = linked.group_by("cig").mutate(cups=_.count())
    rank = ibis.cases(
        *((_.state == state.value, number) for state, number in RANKS.items()), else_=0
    )
    live = _.state != LotState.ENDED_BADLY.value
    return shares.group_by("cup").aggregate(
        cig_count=_.cig.nunique(),
        rank=rank.max(),
        cig_amount=(_.amount / _.cups).sum(where=live),
        awarded_amount=(_.award_amount / _.cups).sum(where=live),
    )
