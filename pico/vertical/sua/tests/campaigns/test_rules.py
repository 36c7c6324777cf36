"""The arithmetic of campaigns: outliers, totals, the simulator."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ...rules.aggregation import Share, by_cpv, shown, totals
from ...rules.outliers import apart_from, apart_from_past
from ...rules.simulator import (
    Assumptions,
    Facts,
    LotsBy,
    Need,
    NoSaving,
    Price,
    Reserved,
    Threshold,
    Tool,
    Work,
    simulate,
    work_of,
)

GOODS = frozenset({Work.SUPPLIES, Work.SERVICES})
DIRECT = Threshold("diretto", "Affidamento diretto", D(140_000), "art. 50", GOODS)
LEVEL = Threshold("sf3", "SF3", D(750_000), "art. 63", GOODS, is_limit=True)
WORKS = Threshold("lavori", "Lavori", D(150_000), "art. 50", frozenset({Work.WORKS}))
FACTS = Facts(thresholds=(LEVEL, DIRECT, WORKS), longest_framework=48)
YEAR = Assumptions(months=12)


def need(ente=1, value=1000, cpv="30197643", zone="", quantity=1, unit="PZ", **more):
    return Need(ente, zone, cpv, unit, D(quantity), D(value), **more)


# Outliers ----------------------------------------------------------------------------------------


def test_ten_times_the_others_stands_apart():
    found = apart_from(D(100), [D(9), D(10), D(11), D(10), D(12)])
    assert found.is_high
    assert found.typical == 10
    assert found.ratio == 10
    assert apart_from(D(13), [D(9), D(10), D(11), D(10), D(12)]) is None


def test_with_few_others_nothing_is_said():
    assert apart_from(D(100), [D(1), D(1), D(1)]) is None


def test_among_equals_the_only_different_one_stands_apart():
    assert apart_from(D(11), [D(10)] * 5)
    assert apart_from(D(10), [D(10)] * 5) is None


def test_one_wild_value_does_not_hide_another():
    others = [D(10), D(11), D(9), D(10), D(10_000)]
    assert apart_from(D(500), others)


@given(st.lists(st.decimals(1, 1000, places=2), min_size=4, max_size=30))
def test_the_median_itself_never_stands_apart(others):
    middle = sorted(others)[len(others) // 2]
    if len(others) % 2:
        assert apart_from(middle, others) is None


@pytest.mark.parametrize(("value", "apart"), [(20, True), (19, False), (5, True), (6, False)])
def test_twice_or_half_of_the_past(value, apart):
    assert bool(apart_from_past(D(value), D(10))) is apart


# Totals ------------------------------------------------------------------------------------------

cpvs = st.sampled_from(["30197643", "30197644", "30192700", "45233141", "90910000"])
shares = st.builds(
    Share,
    ente=st.integers(1, 5),
    zone=st.sampled_from(["", "A", "B"]),
    cpv=cpvs,
    unit=st.sampled_from(["PZ", "KG"]),
    quantity=st.decimals(0, 1000, places=3),
    value=st.decimals(0, 10_000, places=2),
)


@given(st.lists(shares, max_size=40), st.sampled_from([8, 5, 3]), st.booleans())
def test_totals_lose_nothing_and_never_mix_units(rows, digits, with_zone):
    found = totals(rows, by_cpv(digits, with_zone=with_zone))
    assert sum(one.value for one in found) == sum(row.value for row in rows)
    for one in found:
        cpv, zone, unit = one.key
        inside = [
            row
            for row in rows
            if row.cpv.startswith(cpv) and row.unit == unit and (not with_zone or row.zone == zone)
        ]
        assert one.quantity == sum(row.quantity for row in inside)
        assert one.enti == {row.ente for row in inside}


def test_cpv_is_grouped_by_its_levels_only():
    with pytest.raises(ValueError, match="not 4"):
        by_cpv(4)


def test_small_groups_are_not_shown():
    (total,) = totals([Share(1, "", "30197643", "PZ", D(5), D(10))], by_cpv(5))
    assert shown(total, 3) is None
    assert shown(total, 1) == (1, 5, 10)


# The simulator -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cpv", "work"),
    [
        ("45233141", Work.WORKS), ("30197643", Work.SUPPLIES), ("48000000", Work.SUPPLIES),
        ("09310000", Work.SUPPLIES), ("50413200", Work.SERVICES), ("98341130", Work.SERVICES),
    ],
)  # fmt: skip
def test_what_a_cpv_buys(cpv, work):
    assert work_of(cpv) == work


@pytest.mark.parametrize(
    ("value", "key", "is_crossed"),
    [
        ("139999.99", "diretto", False), ("140000.00", "diretto", True),
        ("750000.00", "sf3", False), ("750000.01", "sf3", True),
    ],
)  # fmt: skip
def test_a_threshold_on_its_very_edge(value, key, is_crossed):
    found = simulate([need(value=value)], YEAR, FACTS)
    assert {one.threshold.key: one.is_crossed for one in found.crossed}[key] is is_crossed


def test_the_total_of_all_lots_counts_not_each():
    rows = [need(1, 80_000), need(2, 80_000, cpv="90910000")]
    found = simulate(rows, Assumptions(months=12, lots_by=LotsBy.KIND), FACTS)
    assert [lot.value for lot in found.lots] == [80_000, 80_000]
    assert found.crossed[0].is_crossed
    assert found.crossed[0].threshold.key == "diretto"


def test_works_have_thresholds_of_their_own():
    found = simulate([need(value=149_999, cpv="45233141")], YEAR, FACTS)
    assert [(one.threshold.key, one.is_crossed) for one in found.crossed] == [("lavori", False)]


def test_options_and_duration_are_in_the_value():
    found = simulate([need(value=1000)], Assumptions(months=30, options=D(20)), FACTS)
    assert found.total == 3000


def test_who_leaves_takes_his_value_and_may_undo_a_threshold():
    rows = [need(1, 100_000), need(2, 50_000), need(3, 30_000)]
    found = simulate(rows, YEAR, FACTS)
    assert [(one.ente, one.undone) for one in found.leavers] == [
        (1, ("diretto",)), (2, ("diretto",)), (3, ()),
    ]  # fmt: skip
    without = simulate(rows, Assumptions(months=12, without=frozenset({1})), FACTS)
    assert (without.total, without.dropped, without.enti) == (80_000, 100_000, 2)
    assert not without.crossed[0].is_crossed


def test_uncertain_needs_are_said_and_can_be_left_out():
    rows = [need(1, 1000), need(2, 500, is_certain=False)]
    assert simulate(rows, YEAR, FACTS).uncertain == 500
    only = simulate(rows, Assumptions(months=12, only_certain=True), FACTS)
    assert (only.total, only.uncertain, only.enti) == (1000, 0, 1)


def test_saving_comes_from_the_nearest_own_past_or_says_why_not():
    prices = {"30": Price(D(5), 9), "30197": Price(D(10), 2)}
    rows = [need(1, 1000), need(2, 1000, cpv="30192700"), need(3, 1000, cpv="90910000")]
    found = simulate(rows, YEAR, Facts(prices=prices)).saving
    assert (found.amount, found.covered, found.lots) == (150, 2000, 11)
    nothing = simulate(rows[2:], YEAR, Facts(prices=prices)).saving
    assert (nothing.amount, nothing.why_not) == (None, NoSaving.NO_HISTORY)
    assert simulate([], YEAR, Facts()).saving.why_not == NoSaving.NO_VALUE


def test_reserved_categories_are_flagged_and_taken_off_the_rest():
    cleaning = Reserved("17", "Pulizia immobili", ("9091",), "DPCM")
    found = simulate(
        [need(1, 700, cpv="90911200"), need(2, 300)], YEAR, Facts(reserved=(cleaning,))
    )
    assert [(flag.category.code, flag.value) for flag in found.flags] == [("17", 700)]
    assert found.residual == 300


def test_a_framework_has_a_longest_duration_a_contract_has_not():
    assert simulate([need()], Assumptions(months=49), FACTS).is_too_long
    assert not simulate([need()], Assumptions(months=48), FACTS).is_too_long
    assert not simulate([need()], Assumptions(months=60, tool=Tool.CONTRACT), FACTS).is_too_long


needs = st.builds(
    Need,
    ente=st.integers(1, 8),
    zone=st.sampled_from(["", "A", "B"]),
    cpv=cpvs,
    unit=st.just("PZ"),
    quantity=st.decimals(0, 1000, places=3),
    value=st.decimals(0, 100_000, places=2),
    is_certain=st.booleans(),
)
guesses = st.builds(
    Assumptions,
    lots_by=st.sampled_from(LotsBy),
    digits=st.sampled_from([2, 3, 5]),
    months=st.integers(1, 60),
    options=st.decimals(0, 100, places=2),
    without=st.frozensets(st.integers(1, 8), max_size=4),
)


@given(st.lists(needs, max_size=40), guesses)
def test_quotas_make_lots_and_lots_make_the_total(rows, assumptions):
    found = simulate(rows, assumptions, FACTS)
    assert found.total == sum(lot.value for lot in found.lots)
    for lot in found.lots:
        assert lot.value == sum(lot.quotas.values())
        assert not assumptions.without & set(lot.quotas)
    whole = simulate(
        rows, Assumptions(months=assumptions.months, options=assumptions.options), FACTS
    )
    cents = D("0.01") * (len(rows) + 1)
    assert abs(whole.total - found.total - found.dropped) <= cents
