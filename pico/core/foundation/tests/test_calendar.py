from datetime import date

import pytest

from pico.core.foundation import calendar


@pytest.mark.parametrize(
    "sunday",
    [date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28), date(2038, 4, 25)],
)
def test_easter_falls_on_the_known_sundays(sunday):
    assert calendar.easter(sunday.year) == sunday


def test_easter_monday_is_not_a_working_day():
    assert not calendar.is_working_day(date(2027, 3, 29))


def test_the_fourth_of_october_is_a_holiday_from_2026():
    assert date(2025, 10, 4) not in calendar.holidays(2025)
    assert date(2027, 10, 4) in calendar.holidays(2027)


def test_three_working_days_after_a_thursday_skip_the_weekend():
    assert calendar.add_working_days(date(2026, 11, 19), 3) == date(2026, 11, 24)


def test_christmas_is_skipped():
    assert calendar.add_working_days(date(2026, 12, 24), 1) == date(2026, 12, 28)


def test_working_days_are_counted_backwards_too():
    assert calendar.add_working_days(date(2026, 11, 23), -5) == date(2026, 11, 16)
