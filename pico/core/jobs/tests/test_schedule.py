"""Periodic jobs: by the clock in Italy, each turn once, a missed turn late."""

from datetime import UTC, datetime, timedelta

import pytest

from pico.core.jobs import registry
from pico.core.jobs.actions import start_periodic
from pico.core.jobs.models import Job
from pico.core.jobs.schedule import every, nightly, weekly
from pico.core.jobs.tests import work

NIGHT = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)  # half past three in Italy


@pytest.fixture
def only(monkeypatch):
    """Have just one periodic job in the house."""

    def put(schedule):
        name = registry.name_of(work.listen)
        monkeypatch.setattr(registry, "_periodic", {name: schedule})

    return put


@pytest.mark.parametrize(
    ("schedule", "now", "turn"),
    [
        (nightly(3), datetime(2026, 11, 20, 1, 59, tzinfo=UTC), "2026-11-19T03:00"),
        (nightly(3), datetime(2026, 11, 20, 2, 0, tzinfo=UTC), "2026-11-20T03:00"),
        (nightly(3), datetime(2026, 7, 20, 1, 0, tzinfo=UTC), "2026-07-20T03:00"),
        (weekly(0, 7), datetime(2026, 11, 20, 12, tzinfo=UTC), "2026-11-16T07:00"),
        (weekly(0, 7), datetime(2026, 11, 23, 5, 59, tzinfo=UTC), "2026-11-16T07:00"),
        (weekly(0, 7), datetime(2026, 11, 23, 6, 0, tzinfo=UTC), "2026-11-23T07:00"),
    ],
    ids=str,
)
def test_the_turn_that_is_due(schedule, now, turn):
    assert schedule.latest(now) == turn


def test_the_hour_that_autumn_repeats_makes_one_turn():
    first = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)
    assert nightly(2, 30).latest(first) == nightly(2, 30).latest(first + timedelta(hours=1))


def test_the_hour_that_spring_skips_is_caught_up():
    before = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)
    assert nightly(2, 30).latest(before) == "2026-03-28T02:30"
    assert nightly(2, 30).latest(before + timedelta(minutes=1)) == "2026-03-29T02:30"


def test_a_turn_runs_once_however_often_it_is_looked_at(db, only):
    only(nightly(3))
    start_periodic(now=NIGHT - timedelta(days=1))
    for minutes in (0, 1, 2):
        start_periodic(now=NIGHT + timedelta(minutes=minutes))
    assert Job.objects.count() == 1


def test_turns_missed_while_nobody_worked_make_one(db, only):
    only(nightly(3))
    start_periodic(now=NIGHT - timedelta(days=5))
    start_periodic(now=NIGHT)
    assert Job.objects.count() == 1


def test_a_new_job_does_not_owe_what_came_before_it(db, only):
    only(nightly(3))
    assert start_periodic(now=NIGHT) == []
    assert not Job.objects.exists()


def test_every_few_minutes(db, only):
    only(every(minutes=5))
    for minute in range(11):
        start_periodic(now=NIGHT + timedelta(minutes=minute))
    assert Job.objects.count() == 2
