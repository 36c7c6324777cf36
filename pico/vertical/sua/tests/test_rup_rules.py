"""Who may be RUP of what, who may award what alone: arithmetic, with its edges."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico.vertical.sua.rules.qualification import (
    Held,
    LevelValue,
    level_held,
    may_award,
    simulate,
)
from pico.vertical.sua.rules.requirements import (
    Asked,
    Skills,
    Values,
    are_met,
    reach_of,
    reasons_for,
)
from pico.vertical.sua.terms.procurement import Sector as Field
from pico.vertical.sua.terms.rup import Degree, Licence, Sector

VALUES = Values(
    works_middle=Decimal(1_000_000),
    works_eu=Decimal(5_404_000),
    supplies_eu=Decimal(216_000),
    works_years=(1, 3, 5),
    supplies_years=(1, 3),
    unlicensed_years=5,
)
ENGINEER = Licence.ENGINEER


def may(skills: Skills, sector: str, amount: str, *, special: bool = False) -> bool:
    return are_met(reasons_for(skills, Asked(sector, Decimal(amount), special), VALUES))


@pytest.mark.parametrize(
    ("years", "amount", "expected"),
    [
        (0, "10000", False),
        (1, "999999.99", True),
        (1, "1000000", False),
        (3, "5403999.99", True),
        (3, "5404000", False),
        (5, "9000000", True),
    ],
)
def test_works_ask_more_years_from_each_edge_up(years, amount, expected):
    assert may(Skills(works_years=years, licence=ENGINEER), Sector.WORKS, amount) is expected


@pytest.mark.parametrize(("years", "expected"), [(4, False), (5, True)])
def test_without_the_licence_five_years_are_asked(years, expected):
    assert may(Skills(works_years=years), Sector.WORKS, "500000") is expected


def test_engineering_services_follow_the_rule_of_works():
    years_of_supplies = Skills(supplies_years=9, has_training=True, licence=ENGINEER)
    assert not may(years_of_supplies, Sector.SIA, "100000")


@pytest.mark.parametrize(("has_training", "expected"), [(True, True), (False, False)])
def test_services_ask_for_training_that_is_still_valid(has_training, expected):
    skills = Skills(supplies_years=1, has_training=has_training)
    assert may(skills, Sector.SERVICES, "215999.99") is expected


def test_complex_works_above_the_eu_threshold_ask_degree_and_project_management():
    skills = Skills(works_years=9, licence=ENGINEER, degree=Degree.MASTER)
    reasons = reasons_for(skills, Asked(Sector.WORKS, Decimal(6_000_000), True), VALUES)
    assert [one.code for one in reasons if not one.is_met] == ["project_management"]
    assert may(skills, Sector.WORKS, "6000000")


def test_the_reach_says_why_not_further():
    reach = reach_of(Skills(works_years=2, licence=ENGINEER), Sector.WORKS, VALUES)
    assert reach.limit == Decimal(1_000_000)
    assert [one.code for one in reach.missing] == ["experience"]
    assert "2 anni su 3" in reach.missing[0].sentence


@given(
    years=st.integers(0, 12),
    licensed=st.booleans(),
    small=st.decimals(0, 10_000_000, places=2),
    large=st.decimals(0, 10_000_000, places=2),
)
def test_who_may_a_large_tender_may_a_smaller_one(years, licensed, small, large):
    low, high = sorted((small, large))
    skills = Skills(works_years=years, licence=ENGINEER if licensed else Licence.NONE)
    if may(skills, Sector.WORKS, str(high)):
        assert may(skills, Sector.WORKS, str(low))


# Qualification ----------------------------------------------------------------------------------

LEVELS = {
    code: LevelValue(code, limit and Decimal(limit), points)
    for code, limit, points in (
        ("L3", 1_000_000, 30), ("L2", 5_404_000, 40), ("L1", None, 50),
        ("SF3", 750_000, 30), ("SF2", 5_000_000, 40), ("SF1", None, 50),
    )
}  # fmt: skip
DAY = date(2026, 11, 20)
FREE = Decimal(500_000)


def held(level: str, sector: str = Field.WORKS, until: date | None = None) -> Held:
    return Held(sector, level, date(2026, 1, 1), until)


def works(levels, total: str):
    return may_award(levels, Field.WORKS, Decimal(total), DAY, LEVELS, FREE)


def test_the_digit_runs_opposite_to_the_word():
    assert level_held([held("L3"), held("L1"), held("L2")], Field.WORKS, DAY) == "L1"
    assert works([held("L1")], "50000000").may


def test_a_qualification_that_is_over_counts_no_more():
    assert level_held([held("L1", until=date(2026, 11, 19))], Field.WORKS, DAY) == ""
    assert level_held([held("L1", until=DAY)], Field.WORKS, DAY) == "L1"


def test_a_level_of_supplies_awards_no_works():
    assert not works([held("SF1", Field.GOODS)], "600000").may


@pytest.mark.parametrize(
    ("total", "expected"), [("1000000.00", True), ("1000000.01", False), ("500000.01", True)]
)
def test_the_limit_of_a_level_is_included(total, expected):
    assert works([held("L3")], total).may is expected


def test_exactly_500000_of_works_is_on_the_edge():
    verdict = works([], "500000.00")
    assert verdict.may
    assert verdict.is_on_the_edge
    assert not works([], "500000.01").may


def test_services_at_their_threshold_need_a_level():
    verdict = may_award([], Field.GOODS, Decimal(140_000), DAY, LEVELS, Decimal(140_000))
    assert not verdict.may
    assert may_award([], Field.GOODS, Decimal("139999.99"), DAY, LEVELS, Decimal(140_000)).may


def test_the_simulator_says_how_many_points_lack():
    points = [Decimal(20), Decimal("15.5")]
    lacking = {one.level: one.lacking for one in simulate(points, Field.WORKS, LEVELS, Decimal(0))}
    assert lacking == {"L3": 0, "L2": Decimal("4.5"), "L1": Decimal("14.5")}


def test_a_central_purchasing_body_is_asked_a_fifth_less():
    targets = simulate([Decimal(32)], Field.WORKS, LEVELS, Decimal("0.2"))
    assert [one.is_reached for one in targets] == [True, True, False]
    assert targets[1].points == 32
