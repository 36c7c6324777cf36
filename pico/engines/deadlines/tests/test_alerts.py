"""The ladder: each rung once, to who has the term in charge; calendars of persons."""

from datetime import timedelta

import pytest
from django.urls import reverse

from pico.core.announcements import board
from pico.core.announcements.models import Announcement
from pico.core.notices.actions import create_feed
from pico.core.notices.models import Notice, Task

from .. import actions
from ..models import TermAlert
from ..notices import DUE, LATE, NEAR
from ..terms import TermState
from .conftest import EIGHT_HOURS, START


def notices(person, kind):
    return Notice.objects.filter(person=person, kind=kind).count()


@pytest.fixture
def sua(people):
    return people["treviso.sua"]


def test_before_on_and_after_each_once(start, sua):
    term = start()  # ends on 1 April
    for day in range(0, 40):
        for _twice in range(2):
            actions.turn_the_clock(now=START + timedelta(days=day))
    assert (notices(sua, NEAR), notices(sua, LATE), notices(sua, DUE)) == (1, 1, 1)
    task = Task.objects.get(kind=DUE)
    assert (task.due_on, task.person, task.url) == (term.due_on, sua, term.url)
    assert set(term.alerts.values_list("mark", flat=True)) == {
        "-7@2026-04-01",
        "-1@2026-04-01",
        "+1@2026-04-01",
    }


def test_a_clock_that_stood_still_tells_the_last_rung_only(start, sua):
    start()
    actions.turn_the_clock(now=START + timedelta(days=60))
    assert (notices(sua, NEAR), notices(sua, DUE)) == (0, 1)
    assert TermAlert.objects.count() == 3


def test_a_moved_end_is_told_anew(start, sua, actors):
    term = start()
    actions.turn_the_clock(now=START + timedelta(days=24))
    actions.extend_term(
        term=term, count=30, reason="x", actor=actors["treviso.sua"], now=START + timedelta(days=25)
    )
    actions.turn_the_clock(now=START + timedelta(days=57))  # it ends on 4 May
    assert notices(sua, NEAR) == 2


def test_met_it_waits_for_nobody(start, sua, actors):
    term = start()
    actions.turn_the_clock(now=START + timedelta(days=29))
    assert Task.objects.filter(closed_at=None).count() == 1
    actions.meet_term(
        term=term, actor=actors["treviso.sua"], now=START + timedelta(days=29, hours=1)
    )
    assert Task.objects.filter(closed_at=None).count() == 0
    assert actions.turn_the_clock(now=START + timedelta(days=90)) == 0


def test_suspended_it_tells_nothing(start, sua, actors):
    actions.suspend_term(
        term=start(), reason="x", actor=actors["treviso.sua"], now=START + timedelta(days=1)
    )
    assert actions.turn_the_clock(now=START + timedelta(days=90)) == 0
    assert not Notice.objects.filter(person=sua).exists()


def test_a_role_is_told_where_nobody_has_it_by_name(start, people):
    start(person=None, role="SUA_OFFICER")
    actions.turn_the_clock(now=START + timedelta(days=24))
    assert notices(people["treviso.sua"], NEAR) == 1
    assert notices(people["treviso.admin"], NEAR) == 0


def test_shares_of_working_time_are_told_to_the_module(start, monkeypatch):
    """75 % of 8 hours from 10:00 is 17:00, 100 % is 10:00 of the next day, 150 % at 15:00."""
    monkeypatch.setitem(board._listeners, "deadlines.term.alerted", ["builtins.print"])
    term = start(EIGHT_HOURS)
    told = []
    for hours in (6, 7, 23, 24, 28, 29):
        actions.turn_the_clock(now=START + timedelta(hours=hours, minutes=2))
        rows = Announcement.objects.filter(name="deadlines.term.alerted").order_by("pk")
        told.append([row.data["rung"] for row in rows])
    assert [len(one) for one in told] == [0, 1, 1, 2, 2, 3]
    assert told[-1] == ["75%", "100%", "150%"]
    row = Announcement.objects.filter(name="deadlines.term.alerted").first()
    assert (row.data["about_type"], row.data["about_id"]) == ("enti.ente", term.subject_id)
    term.refresh_from_db()
    assert (term.state, term.next_alert_at) == (TermState.EXPIRED, None)


def test_a_pause_does_not_tell_a_share_again(start, sua, actors):
    term = start(EIGHT_HOURS)
    actor = actors["treviso.sua"]
    actions.turn_the_clock(now=START + timedelta(hours=7, minutes=5))
    actions.suspend_term(
        term=term, reason="x", actor=actor, now=START + timedelta(hours=7, minutes=10)
    )
    actions.resume_term(term=term, actor=actor, now=START + timedelta(hours=7, minutes=20))
    actions.turn_the_clock(now=START + timedelta(hours=7, minutes=25))
    assert notices(sua, NEAR) == 1


def test_entrusted_to_another_it_waits_for_him(start, people, actors):
    term = start()
    actions.turn_the_clock(now=START + timedelta(days=29))
    actions.entrust_term(
        term=term, person=people["treviso.sit"], actor=actors["treviso.sua"],
        now=START + timedelta(days=29, hours=1),
    )  # fmt: skip
    waiting = Task.objects.filter(closed_at=None)
    assert [task.person.username for task in waiting] == ["treviso.sit"]


class TestFeed:
    @pytest.fixture
    def feed(self, client, actors):
        def read(username, query=""):
            secret = create_feed(label="Prova", actor=actors[username], now=START)
            return client.get(reverse("notices:feed", args=[secret]) + query).content.decode()

        return read

    def test_mine_and_on_request_those_of_my_ente(self, start, feed, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.now", lambda: START)
        start()
        assert "Palestra di Conegliano: Istruttoria" in feed("treviso.sua").replace("\r\n ", "")
        assert "Palestra" not in feed("treviso.admin")
        assert "Palestra" in feed("treviso.admin", "?di=ente")
        assert "Palestra" not in feed("brescia.admin", "?di=ente")

    def test_a_reserved_one_says_only_that_there_is_one(self, start, feed, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.now", lambda: START)
        start(reserved=True)
        said = feed("treviso.sua").replace("\r\n ", "")
        assert "20260401" in said
        assert "Palestra" not in said
        assert "/sua/1/" not in said

    def test_what_waits_as_a_task_is_not_there_twice(self, start, feed, monkeypatch):
        start()
        monkeypatch.setattr("django.utils.timezone.now", lambda: START + timedelta(days=30))
        actions.turn_the_clock(now=START + timedelta(days=30))
        assert feed("treviso.sua").count("BEGIN:VEVENT") == 1
