"""What happened is told after the commit, in order, once, to who is there to hear."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from pico.core.access.actor import SYSTEM
from pico.core.announcements import actions, board
from pico.core.announcements.models import Announcement, Delivery
from pico.core.announcements.terms import Outcome
from pico.core.enti.models import Region
from pico.core.jobs.actions import run
from pico.core.jobs.models import Job
from pico.core.jobs.terms import JobState

from . import ears

EARS = "pico.core.announcements.tests.ears"
NOW = timezone.now()


@pytest.fixture(autouse=True)
def silence(monkeypatch):
    """Nobody listens but whom the test names."""
    monkeypatch.setattr(board, "_listeners", {})
    monkeypatch.setattr(board, "_filter", None)
    ears.heard.clear()
    ears.broken.clear()


@pytest.fixture
def region(db):
    return Region.objects.create(code="05", name="Veneto", slug="veneto")


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def again():
    """The turn of the job has come again."""
    Job.objects.update(run_after=timezone.now())
    run(Job.objects.get(state=JobState.RETRYING).pk)


def test_who_listens_hears_after_the_commit(region, commits):
    board.listen("a.b.done", f"{EARS}.first")
    with commits():
        board.announce("a.b.done", subject=region, actor=SYSTEM, colour="blu")
        assert ears.heard == []
    assert ears.heard == [("first", "a.b.done")]
    told = Announcement.objects.get()
    assert (told.subject_type, told.subject_id, told.data) == (
        "enti.region",
        "05",
        {"colour": "blu"},
    )


def test_who_listens_to_everything_hears_it_once(region, commits):
    board.listen("a.b.done", f"{EARS}.first")
    board.listen(board.EVERYTHING, f"{EARS}.first")
    with commits():
        board.announce("a.b.done", subject=region, actor=SYSTEM)
    assert ears.heard == [("first", "a.b.done")]


def test_nothing_is_written_when_nobody_listens(region, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert board.announce("a.b.done", subject=region, actor=SYSTEM) is None
    assert not Announcement.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_is_not_told():
    board.listen("a.b.done", f"{EARS}.first")
    region = Region.objects.create(code="05", name="Veneto", slug="veneto")
    with transaction.atomic():
        board.announce("a.b.done", subject=region, actor=SYSTEM)
        transaction.set_rollback(True)
    assert ears.heard == []
    assert not Announcement.objects.exists()


def test_one_that_fails_does_not_hold_up_the_other(region, commits):
    board.listen("a.b.done", f"{EARS}.first")
    board.listen("a.b.done", f"{EARS}.second")
    ears.broken.add("first")
    with commits():
        board.announce("a.b.done", subject=region, actor=SYSTEM)
    assert ears.heard == [("second", "a.b.done")]
    assert "first is broken" in Job.objects.get().error

    ears.broken.clear()
    again()
    assert ears.heard == [("second", "a.b.done"), ("first", "a.b.done")]


def test_the_order_of_what_happened_is_kept(region, commits):
    board.listen(board.EVERYTHING, f"{EARS}.first")
    ears.broken.add("first")
    for name in ("a.b.opened", "a.b.changed", "a.b.closed"):
        with commits():
            board.announce(name, subject=region, actor=SYSTEM)
    assert ears.heard == []
    ears.broken.clear()
    again()
    assert [name for _ear, name in ears.heard] == ["a.b.opened", "a.b.changed", "a.b.closed"]


def test_a_listener_that_fails_leaves_no_effect(region, commits):
    board.listen("a.b.done", f"{EARS}.write_then_break")
    ears.broken.add("writer")
    with commits():
        board.announce("a.b.done", subject=region, actor=SYSTEM)
    assert not Region.objects.filter(code="99").exists()
    assert Delivery.objects.get().outcome == Outcome.WAITING

    ears.broken.clear()
    again()
    assert Region.objects.filter(code="99").exists()


def test_what_was_heard_is_not_told_again(region, commits):
    board.listen("a.b.done", f"{EARS}.first")
    with commits():
        board.announce("a.b.done", subject=region, actor=SYSTEM)
    assert actions.deliver(subject_type="enti.region", subject_id="05", now=NOW) == 0
    assert len(ears.heard) == 1


def test_a_module_that_is_off_in_the_space_does_not_hear(region, commits):
    board.listen("a.b.done", f"{EARS}.first")
    board.listen("a.b.done", f"{EARS}.second")
    board.set_filter(lambda listener, space_id: space_id != 7 or not listener.endswith("first"))
    with commits():
        board.announce("a.b.done", subject=region, actor=SYSTEM, space_id=7)
        board.announce("a.b.done", subject=region, actor=SYSTEM, space_id=8)
    assert sorted(ears.heard) == [
        ("first", "a.b.done"),
        ("second", "a.b.done"),
        ("second", "a.b.done"),
    ]
    assert Delivery.objects.filter(outcome=Outcome.SKIPPED).count() == 1


def test_old_announcements_are_forgotten_when_heard(region, commits):
    board.listen("a.b.done", f"{EARS}.first")
    ears.broken.add("first")
    with commits():
        board.announce("a.b.done", subject=region, actor=SYSTEM)
    later = NOW + timedelta(days=40)
    assert actions.forget_announcements(now=later) == 0
    ears.broken.clear()
    again()
    actions.forget_announcements(now=later)
    assert not Announcement.objects.exists()
