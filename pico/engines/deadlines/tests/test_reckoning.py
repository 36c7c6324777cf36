"""Dates: known cases of the law, and what must hold for every date."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico.core.foundation.calendar import easter

from ..reckoning import (
    Calendar,
    Extension,
    Facts,
    Interruption,
    Patron,
    Rule,
    Suspension,
    Window,
    compute,
    moment_of_share,
)
from ..reckoning.calendars import ROME
from ..terms import Roll, Unit

TREVISO = Calendar(label="Treviso", patron=Patron(4, 27, "San Liberale"))
ROUND_THE_CLOCK = Calendar(hours=((Window(time(0), time(0)),),) * 7)

# A machine that does other things too is no fault of the rule.

days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
counts = st.integers(1, 200)
moments = st.datetimes(
    datetime(2025, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)  # noqa: DTZ001
)  # fmt: skip


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ROME)


def rule(count=30, unit=Unit.DAYS, **more) -> Rule:
    return Rule(
        "prova",
        "Prova",
        "art. 1",
        unit,
        count,
        starts_from="la richiesta",
        **{"alerts": (), **more},
    )


def due(a_rule: Rule, start: date, calendar=TREVISO, **facts) -> date:
    return compute(a_rule, Facts(at(start), **facts), calendar).due_on


def stop(since: date, length: int, why="integrazioni") -> Suspension:
    return Suspension(at(since), at(since + timedelta(days=length)), why)


class TestLaw:
    def test_the_first_day_is_not_counted(self):
        assert due(rule(10, roll=Roll.NONE), date(2026, 3, 2)) == date(2026, 3, 12)
        assert due(rule(10, roll=Roll.NONE, counts_first_day=True), date(2026, 3, 2)) == date(
            2026, 3, 11
        )

    def test_a_term_that_starts_on_easter(self):
        assert due(rule(1), date(2026, 4, 5)) == date(2026, 4, 7)

    def test_a_saturday_rests_for_the_civil_procedure_not_for_the_civil_code(self):
        start = date(2026, 11, 11)  # 10 days: Saturday 21 November
        assert due(rule(10, roll=Roll.WORKING), start) == date(2026, 11, 23)
        assert due(rule(10, roll=Roll.HOLIDAYS), start) == date(2026, 11, 21)

    def test_san_francesco_from_2026(self):
        assert due(rule(3), date(2027, 10, 1)) == date(2027, 10, 5)
        assert due(rule(3), date(2024, 10, 1)) == date(2024, 10, 4)

    def test_the_patron_saint_counts_unless_the_rule_is_national(self):
        start = date(2026, 4, 17)
        assert due(rule(10), start) == date(2026, 4, 28)
        assert due(rule(10, local_holidays=False), start) == date(2026, 4, 27)

    def test_months_end_on_the_same_day_or_on_the_last_one(self):
        monthly = rule(1, Unit.MONTHS, roll=Roll.NONE)
        assert due(monthly, date(2026, 1, 31)) == date(2026, 2, 28)
        assert due(monthly, date(2028, 1, 31)) == date(2028, 2, 29)
        assert due(rule(1, Unit.YEARS, roll=Roll.NONE), date(2028, 2, 29)) == date(2029, 2, 28)

    def test_counted_back_it_moves_to_an_earlier_day(self):
        # Ten days before Wednesday 7 October 2026 is Sunday 27 September: not later than Friday.
        assert due(rule(10, backwards=True), date(2026, 10, 7)) == date(2026, 9, 25)

    def test_clear_days_leave_out_both_ends(self):
        assert due(rule(5, clear_days=True, roll=Roll.NONE), date(2026, 3, 2)) == date(2026, 3, 8)

    def test_hours_run_on_holidays_too(self):
        breach = rule(72, Unit.HOURS)
        found = compute(breach, Facts(at(date(2026, 12, 24), 18)), TREVISO)
        assert found.due_at == at(date(2026, 12, 27), 18)

    def test_an_interruption_starts_it_anew(self):
        again = Interruption(at(date(2026, 3, 20)), "nuova istanza")
        lost = Extension(5, Unit.DAYS, "prima", at(date(2026, 3, 10)))
        kept = Extension(2, Unit.DAYS, "dopo", at(date(2026, 3, 25)))
        assert due(
            rule(10, roll=Roll.NONE),
            date(2026, 3, 2),
            interruptions=(again,),
            extensions=(lost, kept),
        ) == date(2026, 4, 1)

    def test_while_suspended_there_is_no_date_but_what_is_left(self):
        facts = Facts(at(date(2026, 3, 2)), (Suspension(at(date(2026, 3, 6)), None, "quesito"),))
        found = compute(rule(10), facts, TREVISO, explain=True)
        assert (found.due_at, found.remaining) == (None, 7)
        assert "restano 7 giorni" in found.steps[-1]

    def test_a_suspension_after_the_end_changes_nothing(self):
        late = Suspension(at(date(2026, 5, 1)), None)
        assert due(rule(10), date(2026, 3, 2), suspensions=(late,)) == date(2026, 3, 12)

    def test_each_date_says_why(self):
        facts = Facts(
            at(date(2026, 4, 10)),
            (stop(date(2026, 4, 14), 3),),
            (Extension(4, Unit.DAYS, "complessità"),),
        )
        said = " ".join(compute(rule(10), facts, TREVISO, explain=True).steps)
        for words in ("10 giorni: art. 1", "la richiesta", "non si conta", "non si contano 3 giorni",
                      "Prorogato di 4 giorni (complessità)", "San Liberale", "martedì 28"):  # fmt: skip
            assert words in said.replace("\u00a0", " ")

    def test_a_rule_that_counts_nothing_is_refused(self):
        with pytest.raises(ValueError, match="counts something"):
            rule(0)
        with pytest.raises(ValueError, match="counted back"):
            rule(5, Unit.HOURS, backwards=True)

    def test_a_calendar_that_never_opens_is_told(self):
        shut = Calendar(hours=((),) * 7)
        with pytest.raises(ValueError, match="no working"):
            shut.add_working_minutes(at(date(2026, 1, 1)), 1)
        with pytest.raises(ValueError, match="no working"):
            shut.add_working_days(date(2026, 1, 1), 1)


class TestAlways:
    @given(
        start=days, count=counts, unit=st.sampled_from([Unit.DAYS, Unit.MONTHS, Unit.WORKING_DAYS])
    )
    def test_never_on_a_day_of_rest_when_the_rule_says_so(self, start, count, unit):
        end = due(rule(min(count, 24) if unit == Unit.MONTHS else count, unit), start)
        assert TREVISO.is_working(end)

    @given(start=days, count=counts, unit=st.sampled_from([Unit.DAYS, Unit.WORKING_DAYS]))
    def test_counted_back_never_later_than_it_should(self, start, count, unit):
        back = rule(count, unit, backwards=True)
        plain = rule(count, unit, backwards=True, roll=Roll.NONE)
        end = due(back, start)
        assert TREVISO.is_working(end)
        assert end <= due(plain, start) < start

    @given(start=days, count=counts, after=st.integers(1, 200), length=st.integers(0, 400))
    def test_a_suspension_of_n_days_moves_the_end_by_n(self, start, count, after, length):
        a_rule = rule(count, roll=Roll.NONE)
        since = start + timedelta(days=min(after, count))
        moved = due(a_rule, start, suspensions=(stop(since, length),))
        assert moved == due(a_rule, start) + timedelta(days=length)

    @given(
        start=days,
        count=counts,
        unit=st.sampled_from([Unit.DAYS, Unit.MONTHS, Unit.WORKING_DAYS]),
        stops=st.lists(st.tuples(st.integers(0, 250), st.integers(0, 60)), max_size=5),
        shuffle=st.randoms(),
    )
    def test_the_order_of_suspensions_does_not_matter(self, start, count, unit, stops, shuffle):
        a_rule = rule(min(count, 24) if unit == Unit.MONTHS else count, unit)
        made = [stop(start + timedelta(days=after), length) for after, length in stops]
        mixed = list(made)
        shuffle.shuffle(mixed)
        assert due(a_rule, start, suspensions=tuple(made)) == due(
            a_rule, start, suspensions=tuple(mixed)
        )

    @given(start=days, first=counts, more=counts)
    def test_an_extension_is_as_if_the_term_had_been_longer(self, start, first, more):
        longer = rule(first + more, roll=Roll.NONE)
        extended = (Extension(more, Unit.DAYS),)
        assert due(rule(first, roll=Roll.NONE), start, extensions=extended) == due(longer, start)

    @given(start=days, count=st.integers(1, 60))
    def test_working_days_are_counted_one_by_one(self, start, count):
        end = TREVISO.add_working_days(start, count)
        assert TREVISO.working_days_between(start + timedelta(days=1), end) == count

    @given(start=moments, minutes=st.integers(0, 20_000))
    def test_minutes_added_are_minutes_between(self, start, minutes):
        end = TREVISO.add_working_minutes(start, minutes)
        assert TREVISO.working_minutes_between(start, end) == minutes

    @given(
        start=moments,
        minutes=st.integers(1, 3000),
        after=st.integers(0, 3000),
        length=st.integers(0, 3000),
    )
    def test_a_pause_takes_its_working_time_out(self, start, minutes, after, length):
        since = start + timedelta(minutes=after)
        pause = (since, since + timedelta(minutes=length))
        end = TREVISO.add_working_minutes(start, minutes, without=(pause,))
        assert TREVISO.working_minutes_between(start, end, without=(pause,)) == minutes

    @given(start=moments, minutes=st.integers(1, 5000))
    def test_shares_come_in_order(self, start, minutes):
        a_rule, facts = rule(minutes, Unit.MINUTES), Facts(start)
        shares = [moment_of_share(a_rule, facts, TREVISO, one) for one in (75, 100, 150)]
        assert shares == sorted(shares)
        assert shares[1] == compute(a_rule, facts, TREVISO).due_at


class TestClocks:
    """Sunday 29 March 2026 has 23 hours, Sunday 25 October 2026 has 25."""

    def test_the_day_that_is_shorter_and_the_one_that_is_longer(self):
        between = ROUND_THE_CLOCK.working_minutes_between
        assert between(at(date(2026, 3, 29), 0), at(date(2026, 3, 30), 0)) == 23 * 60
        assert between(at(date(2026, 10, 25), 0), at(date(2026, 10, 26), 0)) == 25 * 60

    def test_a_night_shift_over_the_change(self):
        night = Calendar(hours=((Window(time(1), time(4)),),) * 7)
        spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
        assert night.working_minutes_between(at(spring, 0), at(spring, 6)) == 120
        assert night.working_minutes_between(at(autumn, 0), at(autumn, 6)) == 240

    def test_an_eight_hour_term_over_the_weekend_of_the_change(self):
        start = at(date(2026, 3, 27), 16)
        assert TREVISO.add_working_minutes(start, 480) == at(date(2026, 3, 30), 16)

    def test_a_term_in_days_ends_with_the_day_in_italy_on_both_sides(self):
        for start in (date(2026, 3, 20), date(2026, 10, 16)):
            found = compute(rule(10, roll=Roll.NONE), Facts(at(start, 23, 30)), TREVISO)
            assert found.due_at.astimezone(ROME).time() == time(23, 59)
            assert found.due_on == start + timedelta(days=10)


def test_easter_is_never_a_working_day():
    assert not any(TREVISO.is_working(easter(year)) for year in range(2000, 2100))
