"""Holidays of an ente, and the terms that follow them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from pico.core.access.actor import SYSTEM
from pico.core.foundation.errors import Refusal
from pico.core.jobs.models import Job
from pico.core.testing import cast

from .. import actions, tasks
from ..models import DeskCalendar, Holiday, PatronSaint, Term
from ..queries.calendars import calendar_for
from ..reckoning import Rule
from ..terms import Cause, Unit
from .conftest import EIGHT_HOURS, START

LAST_DAY = date(2026, 4, 1)


def recalculate():
    """Run what the change of a calendar asked for."""
    for job in Job.objects.filter(name__endswith="recalculate_terms", state="QUEUED"):
        tasks.recalculate_terms(now=START, **job.arguments)


@pytest.fixture
def treviso(enti):
    return enti[cast.TREVISO]


def test_a_new_holiday_moves_the_open_terms_of_that_ente(start, treviso, enti, actors):
    term = start()
    elsewhere = start(owner=cast.BRESCIA, subject=enti[cast.COMUNE_2])
    actions.add_holiday(
        ente=treviso, day=LAST_DAY, name="Allerta meteo", actor=actors["treviso.admin"], now=START
    )
    recalculate()
    recalculate()
    term.refresh_from_db()
    assert term.due_on == date(2026, 4, 2)
    change = term.changes.get(cause=Cause.CALENDAR_CHANGED)
    assert "Allerta meteo" in change.reason
    elsewhere.refresh_from_db()
    assert elsewhere.due_on == LAST_DAY


def test_taken_away_it_moves_them_back(start, treviso, actors):
    admin = actors["treviso.admin"]
    term = start()
    actions.add_holiday(ente=treviso, day=LAST_DAY, name="x", actor=admin, now=START)
    recalculate()
    actions.remove_holiday(holiday=Holiday.objects.get(), actor=admin, now=START)
    recalculate()
    term.refresh_from_db()
    assert term.due_on == LAST_DAY


def test_a_holiday_of_everybody_moves_all(start, enti, actors):
    start()
    start(owner=cast.BRESCIA, subject=enti[cast.COMUNE_2])
    actions.add_holiday(
        ente=None, day=LAST_DAY, name="Lutto nazionale", actor=actors["upi.admin"], now=START
    )
    recalculate()
    assert set(Term.objects.values_list("due_on", flat=True)) == {date(2026, 4, 2)}


def test_terms_that_are_over_keep_their_date(start, treviso, actors):
    term = actions.meet_term(term=start(), actor=actors["treviso.sua"], now=START)
    actions.add_holiday(
        ente=treviso, day=LAST_DAY, name="x", actor=actors["treviso.admin"], now=START
    )
    recalculate()
    term.refresh_from_db()
    assert term.due_on == LAST_DAY


def test_a_term_counted_back_follows_a_holiday_after_its_end(start, treviso, actors):
    back = Rule("sua.atto", "Deposito", "art. 1", Unit.WORKING_DAYS, 3, backwards=True, alerts=())
    term = start(back, started_at=START + timedelta(days=28))  # Monday 30 March: Wednesday 25
    assert term.due_on == date(2026, 3, 25)
    actions.add_holiday(
        ente=treviso, day=date(2026, 3, 27), name="x", actor=actors["treviso.admin"], now=START
    )
    recalculate()
    term.refresh_from_db()
    assert term.due_on == date(2026, 3, 24)


def test_the_batch_says_what_one_by_one_would(start, treviso, enti, actors):
    """Facts of many terms are read together: each must get its own."""
    actor = actors["treviso.sua"]
    terms = [start(key=f"k{n}") for n in range(4)]
    for n, term in enumerate(terms):
        actions.suspend_term(term=term, reason="x", actor=actor, now=START + timedelta(days=1))
        actions.resume_term(term=term, actor=actor, now=START + timedelta(days=1 + n))
    before = list(Term.objects.order_by("pk").values_list("due_at", "next_alert_at", "state"))
    assert actions.recalculate(now=START) == (4, 0)
    assert (
        list(Term.objects.order_by("pk").values_list("due_at", "next_alert_at", "state")) == before
    )


def test_the_number_of_queries_does_not_grow_with_the_terms(start, django_assert_max_num_queries):
    for n in range(12):
        start(key=f"k{n}")
    with django_assert_max_num_queries(12):
        assert actions.recalculate(now=START) == (12, 0)


def test_a_desk_has_its_own_hours(start, treviso, actors):
    hours = [[["08:00", "14:00"]]] * 5 + [[], []]
    desk = actions.open_desk(
        ente=treviso, name="Sportello SUA", hours=hours, actor=actors["treviso.admin"], now=START
    )
    term = start(EIGHT_HOURS, desk=desk)
    assert term.due_at == START + timedelta(days=1, hours=2)  # four hours to 14:00, four from 8:00
    actions.change_desk(
        desk=desk, hours=[[["08:00", "20:00"]]] * 5 + [[], []],
        actor=actors["treviso.admin"], now=START,
    )  # fmt: skip
    recalculate()
    term.refresh_from_db()
    assert term.due_at == START + timedelta(hours=8)


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        ([[]] * 7, None),
        ([[["9", "x"]]] + [[]] * 6, "wrong_hours"),
        ([[]] * 3, "never_open"),
        ([[["09:00", "13:00"], ["12:00", "18:00"]]] + [[]] * 6, "overlapping_hours"),
        ([[["13:00", "09:00"]]] + [[]] * 6, "overlapping_hours"),
    ],
)
def test_hours_that_are_none_are_refused(treviso, actors, hours, code):
    with pytest.raises(Refusal) as refused:
        actions.open_desk(
            ente=treviso, name="x", hours=hours, actor=actors["treviso.admin"], now=START
        )
    assert refused.value.code == (code or "never_open")
    assert not DeskCalendar.objects.exists()


class TestWhoMay:
    def test_the_administrator_of_the_ente_only(self, treviso, actors):
        for name in ("treviso.sua", "brescia.admin", "comune1.referente"):
            with pytest.raises(Refusal) as refused:
                actions.add_holiday(
                    ente=treviso, day=LAST_DAY, name="x", actor=actors[name], now=START
                )
            assert refused.value.code == "not_permitted"
        with pytest.raises(Refusal):
            actions.add_holiday(
                ente=None, day=LAST_DAY, name="x", actor=actors["treviso.admin"], now=START
            )
        assert not Holiday.objects.exists()

    def test_twice_the_same_day_is_refused(self, treviso, actors):
        admin = actors["treviso.admin"]
        actions.add_holiday(ente=treviso, day=LAST_DAY, name="x", actor=admin, now=START)
        with pytest.raises(Refusal) as refused:
            actions.add_holiday(ente=treviso, day=LAST_DAY, name="y", actor=admin, now=START)
        assert refused.value.code == "holiday_exists"
        assert Holiday.objects.get().name == "x"

    def test_a_day_that_does_not_exist_is_no_saint(self, treviso, actors):
        with pytest.raises(Refusal) as refused:
            actions.change_patron_saint(
                ente=treviso, name="x", month=2, day=30, actor=actors["treviso.admin"], now=START
            )
        assert refused.value.code == "no_such_day"
        assert not PatronSaint.objects.exists()


class TestPages:
    def test_an_administrator_sets_the_saint(self, sign_in, treviso):
        client = sign_in("treviso.admin")
        answer = client.post(
            reverse("deadlines:patron"),
            {"name": "San Liberale", "day": 27, "month": 4, "source": "Statuto"},
        )
        assert answer.status_code == 302
        page = client.get(reverse("deadlines:calendar")).content.decode()
        assert "San Liberale" in page
        assert calendar_for(ente=treviso).holiday_name(date(2027, 4, 27)) == "San Liberale"

    def test_another_ente_s_day_is_404(self, sign_in, treviso):
        holiday = actions.add_holiday(ente=treviso, day=LAST_DAY, name="x", actor=SYSTEM, now=START)
        client = sign_in("brescia.admin")
        assert (
            client.post(reverse("deadlines:holiday_remove", args=[holiday.pk])).status_code == 404
        )
        assert Holiday.objects.exists()

    def test_an_officer_may_not(self, sign_in, treviso):
        assert sign_in("treviso.sua").get(reverse("deadlines:calendar")).status_code == 403
