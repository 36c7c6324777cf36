"""Lots of the perimeter with their award: what sections 1 to 4 are counted on.

A delegated tender is one row, with both whose it is: `sua_ente_id` who ran it, `beneficiary_ente_id`
for whom (domain facts, trap 4). `ente_id` is the first of the two that is of the perimeter.
"""

from datetime import date
from decimal import Decimal

import ibis
from ibis import _
from ibis.expr.types import BooleanValue, Table, Value

from ...terms import bands
from ...terms.bands import Band, Kind
from ...terms.links import LinkVerdict
from ...terms.procedures import COMPETITIVE, WITHOUT_RACE
from . import contracts
from .offices import region_of
from .perimeter import keys
from .tables import clean

AWARDED, DESERTED = "1", "3"
ENDED = (AWARDED, DESERTED, "4", "6", "7")
LONGEST_DAYS = 1500
TOO_HIGH, TOO_LOW = 1.5, 0.05
PERSON_CODE = 16  # characters of the fiscal code of a natural person
# What filters ask of a lot, said of its winners and variants too: they are counted without looking the lots up.
ASKED = (
    "ente_id", "sua_ente_id", "beneficiary_ente_id", "year", "published_on", "kind", "procedure",
    "band", "cpv", "is_pnrr",
)  # fmt: skip


def lots() -> Table:
    rows = _with_enti(clean("lots").filter(_.cig.notnull()))
    rows = rows.left_join(_awards(), "cig").drop("cig_right")
    cups = _cups().group_by("cig").aggregate(cup_count=_.cup.nunique())
    rows = rows.left_join(cups, "cig").drop("cig_right")
    rows = rows.left_join(contracts.by_lot(), "cig").drop("cig_right")
    return _measured(rows)


def _cups() -> Table:
    """The CUP that buyers declare for each lot, and that the Provinces add; not those they refused."""
    declared, decided = clean("lot_cups").select("cig", "cup"), clean("link_decisions")
    is_refused = decided.verdict == LinkVerdict.REFUSED.value
    added = decided.filter(~is_refused).select("cig", "cup")
    return ibis.union(declared, added).anti_join(decided.filter(is_refused), ["cig", "cup"])


def _with_enti(rows: Table) -> Table:
    """Who ran each lot and for whom; only those where either is of the perimeter."""
    delegated = rows.is_delegated.fill_null(False)
    is_reversed = delegated & (rows.buyer_code == rows.delegating_code)
    ran = ibis.cases(
        (~delegated, rows.buyer_code),
        (is_reversed, rows.delegate_code),
        else_=rows.delegate_code.fill_null(rows.buyer_code),
    )
    others = ibis.cases((rows.buyer_code != ran, rows.buyer_code))
    whom = ibis.cases((delegated, rows.delegating_code.fill_null(others)))
    rows = rows.mutate(is_delegated=delegated, ran_code=ran, beneficiary_code=whom)
    runners = keys().rename(ran_code="key", ran_ente_id="ente_id")
    owners = keys().rename(beneficiary_code="key", beneficiary_ente_id="ente_id")
    rows = rows.left_join(runners, "ran_code").drop("ran_code_right")
    rows = rows.left_join(owners, "beneficiary_code").drop("beneficiary_code_right")
    rows = rows.filter(_.ran_ente_id.notnull() | _.beneficiary_ente_id.notnull())
    return rows.mutate(
        ente_id=_.ran_ente_id.fill_null(_.beneficiary_ente_id),
        sua_ente_id=ibis.cases((_.is_delegated, _.ran_ente_id)),
        beneficiary_name=ibis.cases((_.is_delegated, _.delegating_name)),
    )


def _awards() -> Table:
    """One line per lot: an award in parts is the sum of them."""
    return (
        clean("awards")
        .group_by("cig")
        .aggregate(
            awarded_on=_.awarded_on.min(),
            award_amount=_.amount.sum(),
            admitted=_.admitted.max(),
            discount=_.discount.mean(),
            criterion=_.criterion.min(),
            is_subcontracted=_.is_subcontracted.any(),
        )
    )


def _measured(rows: Table) -> Table:
    rows = rows.mutate(
        amount=_.lot_amount,
        object=_.lot_object.fill_null(_.tender_object),
        cpv_division=_.cpv.left(2),
        band=band(_.kind, _.lot_amount, _.published_on),
        cup_count=_.cup_count.fill_null(0),
        is_awarded=_.awarded_on.notnull() | (_.outcome_code == AWARDED).fill_null(False),
        is_deserted=(_.outcome_code == DESERTED).fill_null(False),
        is_framework=_.realisation.upper().contains("ACCORDO QUADRO").fill_null(False),
        is_competitive=_.procedure.isin(COMPETITIVE).fill_null(False),
        is_subcontracted=_.is_subcontracted,
        days=_days(_.awarded_on, _.published_on),
        contract_days=_days(_.signed_on, _.due_on),
        variants=_.variants.fill_null(0),
        subcontracts=_.subcontracts.fill_null(0),
        is_begun=_.is_begun.fill_null(False),
        base=_.lot_amount - _.safety_amount.fill_null(Decimal(0)),
        won=_.award_amount - _.safety_amount.fill_null(Decimal(0)),
    )
    rows = rows.mutate(
        has_outcome=_.is_awarded | _.outcome_code.isin(ENDED).fill_null(False),
        is_comparable=_comparable(),
    )
    absurd = (_.won > _.base * TOO_HIGH) | (_.won < _.base * TOO_LOW)
    rows = rows.mutate(is_outlier=(_.is_comparable & absurd).fill_null(False))
    counts = _.is_comparable & ~_.is_outlier
    return rows.mutate(
        discount_base=ibis.cases((counts, _.base)), discount_award=ibis.cases((counts, _.won))
    )


def _comparable() -> BooleanValue:
    """Discounts are of awarded lots with both amounts; a framework is a ceiling, not a price."""
    both = (_.base > 0) & (_.won > 0)
    return (_.is_awarded & both & ~_.is_framework).fill_null(False)


def _days(last: Value, first: Value) -> Value:
    """Calendar days between; none where there was no race or they make no sense."""
    days = last.delta(first, unit="day")
    sensible = days.between(0, LONGEST_DAYS) & _.procedure.notin(WITHOUT_RACE)
    return ibis.cases((sensible, days))


def band(kind: Value, amount: Value, day: Value) -> Value:
    """`terms.bands.band_of` for columns; nothing where the amount or the day is not known."""
    direct = ibis.cases(
        (kind == Kind.WORKS.value, int(bands.DIRECT_WORKS)),
        else_=_edge(bands.DIRECT_OTHERS, day),
    )
    return ibis.cases(
        (amount.isnull() | day.isnull(), ibis.null("string")),
        (amount < int(bands.SMALL), Band.UNDER_40K.value),
        (amount < direct, Band.DIRECT.value),
        (amount < _edge(bands.EU_SERVICES, day), Band.EU_SERVICES.value),
        (amount < int(bands.MILLION), Band.UNDER_1M.value),
        (amount < _edge(bands.EU_WORKS, day), Band.EU_WORKS.value),
        else_=Band.ABOVE.value,
    )


def _edge(edges: tuple[bands.Edge, ...], day: Value) -> Value:
    later = [one for one in reversed(edges) if one.since > date.min]
    first = int(edges[0].amount)
    return ibis.cases(*((day >= one.since, int(one.amount)) for one in later), else_=first)


def winners(lots_of_perimeter: Table) -> Table:
    """What each winner took of each lot: a grouping of firms shares it equally.

    `part` is the winner's of the lot as one; `is_local` says that the office that gave its VAT number
    is of the region of the Province: NULL where the number does not tell. The name and the code of a
    natural person stay out of the mart.
    """
    rows = clean("winners").filter(_.fiscal_code.notnull()).distinct()
    firms = rows.select("cig", "award_id", "fiscal_code", "name")
    firms = firms.group_by("cig", "award_id", "fiscal_code").aggregate(name=_.name.min())
    shares = firms.group_by("cig", "award_id").mutate(firms=_.count())
    awards = clean("awards").select("cig", "award_id", "amount")
    rows = shares.inner_join(awards, ["cig", "award_id"])
    rows = rows.group_by("cig").mutate(of_lot=_.count())
    rows = rows.inner_join(lots_of_perimeter.select("cig", *ASKED), "cig")
    homes = clean("bodies").select("ente_id", home="region_code")
    rows = rows.left_join(homes, "ente_id").drop("ente_id_right")
    rows = rows.mutate(region_code=region_of(rows.fiscal_code))
    is_person = rows.fiscal_code.length() == PERSON_CODE
    return rows.select(
        "cig",
        winner_code=ibis.cases((is_person, rows.fiscal_code.hexdigest("sha256")), else_=rows.fiscal_code),
        winner_name=ibis.cases((~is_person, rows.name)),
        amount=rows.amount.cast("float64") / rows.firms,
        is_person=is_person,
        part=1 / rows.of_lot.cast("float64"),
        region_code=rows.region_code,
        is_local=rows.region_code == rows.home,
        **{name: rows[name] for name in ASKED},
    )  # fmt: skip
