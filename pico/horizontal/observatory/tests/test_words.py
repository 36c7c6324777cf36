"""The words of the dashboards: bands by the law of the day."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..terms.bands import EU_WORKS, Band, Kind, band_of, edge_on, limits_on
from ..terms.sections import THEMES, SectionKey


@pytest.mark.parametrize(
    ("kind", "amount", "day", "expected"),
    [
        (Kind.SERVICES, "39999.99", date(2024, 5, 1), Band.UNDER_40K),
        (Kind.SERVICES, "40000", date(2024, 5, 1), Band.DIRECT),
        (Kind.SERVICES, "140000", date(2024, 5, 1), Band.EU_SERVICES),
        (Kind.WORKS, "140000", date(2024, 5, 1), Band.DIRECT),
        (Kind.SUPPLIES, "100000", date(2020, 7, 16), Band.EU_SERVICES),  # 40.000 € until then
        (Kind.SUPPLIES, "218000", date(2025, 12, 31), Band.EU_SERVICES),
        (Kind.SUPPLIES, "218000", date(2026, 1, 1), Band.UNDER_1M),
        (Kind.WORKS, "5400000", date(2023, 12, 31), Band.ABOVE),
        (Kind.WORKS, "5400000", date(2024, 1, 1), Band.EU_WORKS),
    ],
)
def test_the_band_is_that_of_the_law_on_the_day_of_publication(kind, amount, day, expected):
    assert band_of(kind, Decimal(amount), day) == expected


@given(
    st.sampled_from(Kind.values),
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.dates(date(2010, 1, 1), date(2027, 12, 31)),
)
def test_more_money_is_never_a_lower_band(kind, one, other, day):
    low, high = sorted((one, other))
    order = list(Band)
    assert order.index(band_of(kind, low, day)) <= order.index(band_of(kind, high, day))


@given(st.sampled_from(Kind.values), st.dates(date(2010, 1, 1), date(2027, 12, 31)))
def test_the_edges_of_a_day_rise(kind, day):
    amounts = [amount for _band, amount in limits_on(kind, day)]
    assert amounts == sorted(amounts)
    assert edge_on(EU_WORKS, day) == amounts[-1]


def test_every_section_is_in_a_theme():
    assert {key for theme in THEMES for key in theme.sections} == set(SectionKey)
