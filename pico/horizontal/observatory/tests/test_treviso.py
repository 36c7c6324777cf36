"""Treviso's figures in every section, worked out again by plain Python over the same rows."""

from collections import defaultdict
from datetime import date
from statistics import median

import pytest

from ..queries.filters import Filters
from ..queries.sections import section
from ..terms.sections import SectionKey
from . import world
from .world import TREVISO

pytestmark = pytest.mark.django_db
OURS = {"80008870265", "01138380264"}
HEADS = (("Istruttori", "F", 30), ("Istruttori", "M", 20), ("Dirigenti", "M", 5))
STAFF = [
    {"year": 2024, "body_code": "100", "table_code": "T1", "measure": "HEADS", "area": area,
     "gender": gender, "amount": amount}
    for area, gender, amount in HEADS
]  # fmt: skip
STAFF_BODIES = [{"year": 2024, "body_code": "100", "fiscal_code": "80008870265"}]


@pytest.fixture
def told(lake):
    """What a section says of Treviso: key of the figure → its value."""
    world.make_lake(lake.root, {"staff": STAFF, "staff_bodies": STAFF_BODIES})

    def ask(key: SectionKey) -> dict:
        return {
            one.indicator.key: one.value for one in section(key, Filters(provinces=("TV",))).tiles
        }

    return ask


def own_lots() -> list[dict]:
    return [one for one in world.LOTS if one["buyer_code"] in OURS]


AWARDED = {one["cig"]: one for one in world.AWARDS}
COMPETITIVE = {"OPEN", "BELOW_THRESHOLD"}


def test_overview(told):
    lots, found = own_lots(), told(SectionKey.OVERVIEW)
    amounts = [float(one["lot_amount"]) for one in lots]
    direct = [one for one in lots if one["procedure"] == "DIRECT"]
    assert found["lots"] == len(lots)
    assert float(found["amount"]) == sum(amounts)
    assert found["median_amount"] == median(amounts)
    assert found["direct_share"] == pytest.approx(len(direct) * 100 / len(lots))
    part = sum(float(one["lot_amount"]) for one in direct)
    assert found["direct_amount_share"] == pytest.approx(part * 100 / sum(amounts))


def test_qualification(told):
    found = told(SectionKey.QUALIFICATION)
    given = [one for one in own_lots() if one["is_delegated"]]
    assert (found["qualified_works"], found["qualified_supplies"]) == (1, 1)
    assert found["delegated_lots"] == len(given)
    assert float(found["delegated_amount"]) == sum(float(one["lot_amount"]) for one in given)
    assert found["delegating_bodies"] == len({one["delegating_code"] for one in given})


def test_territory(told):
    assert float(told(SectionKey.TERRITORY)["amount"]) == sum(
        float(one["lot_amount"]) for one in own_lots()
    )


def test_awards(told):
    found = told(SectionKey.AWARDS)
    raced = [
        (one, AWARDED[one["cig"]])
        for one in own_lots()
        if one["cig"] in AWARDED and one["procedure"] in COMPETITIVE
    ]
    days = [(won["awarded_on"] - one["published_on"]).days for one, won in raced]
    assert found["days"] == median(days)
    alone = [won for _one, won in raced if won["admitted"] == 1]
    assert found["single_bid"] == pytest.approx(len(alone) * 100 / len(raced))
    base = award = 0.0
    for one in own_lots():
        won = AWARDED.get(one["cig"])
        if not won or one.get("realisation"):
            continue
        pair = float(one["lot_amount"]), float(won["amount"])
        if 0.05 * pair[0] <= pair[1] <= 1.5 * pair[0]:
            base, award = base + pair[0], award + pair[1]
    assert found["discount"] == pytest.approx((1 - award / base) * 100)
    shares: dict[str, float] = defaultdict(float)
    for winner in world.WINNERS:
        firms = sum(one["award_id"] == winner["award_id"] for one in world.WINNERS)
        shares[winner["fiscal_code"]] += float(AWARDED[winner["cig"]]["amount"]) / firms
    whole = sum(shares.values())
    assert found["hhi"] == pytest.approx(sum((one / whole * 100) ** 2 for one in shares.values()))


def own_projects(programme: str) -> list[dict]:
    return [
        one for one in world.PROJECTS
        if one["programme"] == programme and one["body_code"] == world.CODES[TREVISO]
    ]  # fmt: skip


def test_pnrr(told):
    found, rows = told(SectionKey.PNRR), own_projects("PNRR")
    paid = {one["cup"]: float(one["paid"]) for one in world.PAYMENTS}
    whole = sum(float(one["total_amount"]) for one in rows)
    assert found["projects"] == len(rows)
    assert float(found["financed"]) == sum(float(one["pnrr_amount"]) for one in rows)
    assert found["progress"] == pytest.approx(
        sum(paid.get(one["cup"], 0) for one in rows) * 100 / whole
    )


def test_pnc(told):
    found, rows = told(SectionKey.PNC), own_projects("PNC")
    linked = {one["cup"] for one in (*world.LOT_CUPS, *world.TENDERS)}
    assert found["pnc_projects"] == len(rows)
    covered = [one for one in rows if one["cup"] in linked]
    assert found["pnc_coverage"] == pytest.approx(len(covered) * 100 / len(rows))


def test_staff(told):
    found = told(SectionKey.STAFF)
    whole = sum(amount for *_who, amount in HEADS)
    assert found["heads"] == whole
    women = sum(amount for _area, gender, amount in HEADS if gender == "F")
    assert found["women_share"] == pytest.approx(women * 100 / whole)


def test_the_period_before_is_just_as_long():
    chosen = Filters(first=date(2025, 1, 1), last=date(2025, 3, 31))
    before = chosen.before()
    assert (before.first, before.last) == (date(2024, 10, 3), date(2024, 12, 31))
    assert Filters(first=date(2025, 1, 1)).before() is None
