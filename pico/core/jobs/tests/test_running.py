"""A job is written with the change, run after it, tried again, and told about."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from pico.core.audit import trail
from pico.core.audit.models import AuditLine
from pico.core.jobs import queue, tasks
from pico.core.jobs.actions import claim, enqueue, run, sweep
from pico.core.jobs.models import Job
from pico.core.jobs.registry import Backoff
from pico.core.jobs.terms import JobState

from . import work


@pytest.fixture(autouse=True)
def heard():
    work.heard.clear()
    return work.heard


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def unsent(monkeypatch):
    """The queue takes messages and never delivers them; gives the numbers that were sent."""
    sent = []
    monkeypatch.setattr(queue, "send", lambda pk, run_after: sent.append(pk))
    return sent


def test_a_job_runs_after_the_commit(db, commits, heard):
    with commits():
        job = enqueue(work.listen, who="Treviso", count=2)
        assert heard == []
    assert heard == [{"who": "Treviso", "count": 2}]
    job.refresh_from_db()
    assert (job.state, job.attempts, job.percent) == (JobState.DONE, 1, 100)


@pytest.mark.django_db(transaction=True)
def test_a_change_rolled_back_leaves_no_job(heard):
    with transaction.atomic():
        enqueue(work.listen)
        transaction.set_rollback(True)
    assert heard == []
    assert not Job.objects.exists()


def test_what_is_not_a_job_is_refused(db):
    with pytest.raises(LookupError, match="@job"):
        enqueue(test_what_is_not_a_job_is_refused)
    assert not Job.objects.exists()


def test_a_job_may_ask_for_the_time(db, commits, heard):
    with commits():
        enqueue(work.look_at_the_clock)
    assert timezone.now() - heard[0] < timedelta(minutes=1)


def test_one_key_is_one_open_job(db, unsent):
    first = enqueue(work.listen, key="a")
    assert enqueue(work.listen, key="a") == first
    assert enqueue(work.listen, key="b") != first
    assert Job.objects.count() == 2


def test_a_key_is_free_again_when_its_job_is_done(db, commits):
    with commits():
        first = enqueue(work.listen, key="a")
    assert enqueue(work.listen, key="a") != first


def test_once_counts_what_is_done(db, commits):
    with commits():
        first = enqueue(work.listen, key="a", once=True)
    assert enqueue(work.listen, key="a", once=True) == first


def test_news_while_a_job_runs_make_it_run_once_more(db, commits, heard):
    with commits():
        enqueue(work.hear_news_meanwhile, key="tema")
    assert heard == ["giro", "giro"]
    assert Job.objects.get().state == JobState.DONE


def test_a_failure_is_tried_again_later_each_time(db, unsent):
    job = enqueue(work.fail, sentence="il disco è pieno")
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.RETRYING, 1)
    assert "il disco è pieno" in job.error
    assert "RuntimeError" in job.error_detail
    wait = job.run_after - timezone.now()
    assert timedelta(seconds=70) < wait < timedelta(seconds=130)


def test_a_job_that_waits_for_its_turn_is_not_run(db, unsent):
    job = enqueue(work.listen, delay=timedelta(hours=1))
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.QUEUED, 0)


def test_after_the_last_attempt_a_job_has_failed(db, unsent):
    job = enqueue(work.fail)
    for _attempt in range(3):
        Job.objects.update(run_after=timezone.now())
        run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, 3)
    Job.objects.update(run_after=timezone.now())
    run(job.pk)
    assert Job.objects.get().attempts == 3


def test_a_refusal_is_final_and_says_why(db, unsent):
    job = enqueue(work.refuse)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, 1)
    assert job.error == "Manca il documento: caricalo e riprova."


def test_waits_double_up_to_the_longest():
    backoff = Backoff(first=timedelta(seconds=10), longest=timedelta(seconds=100))
    waits = [backoff.wait(attempts).total_seconds() for attempts in (1, 2, 3, 9)]
    for wait, full in zip(waits, (10, 20, 40, 100), strict=True):
        assert full * 0.75 <= wait <= full * 1.25


def test_progress_is_kept(db, unsent):
    job = enqueue(work.count, total=4)
    run(job.pk)
    job.refresh_from_db()
    assert (job.progress_done, job.progress_total, job.progress_note) == (3, 4, "riga 3")


def test_a_cancelled_job_stops_at_its_next_report(db, unsent, heard):
    job = enqueue(work.be_cancelled, total=10)
    run(job.pk)
    job.refresh_from_db()
    assert heard == [0]
    assert job.state == JobState.CANCELLED


def test_a_job_of_a_room_that_is_gone_fails_and_says_so(db):
    job = Job.objects.create(name="pico.gone.tasks.work", label="Vecchio", max_attempts=6)
    run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "pico.gone.tasks.work" in job.error


def test_a_job_is_taken_by_one_worker_only(db, unsent):
    job = enqueue(work.listen)
    assert claim(job.pk, now=timezone.now()) is not None
    assert claim(job.pk, now=timezone.now()) is None


def test_who_lost_the_lease_cannot_close_the_job(db, unsent):
    job = enqueue(work.lose_the_lease)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.worker) == (JobState.RUNNING, "another")


def test_a_lost_message_is_found_by_the_sweeper(db, commits, unsent, monkeypatch, heard):
    with commits():
        job = enqueue(work.listen)
    monkeypatch.undo()
    assert sweep(now=timezone.now()) == 0
    Job.objects.update(run_after=timezone.now() - timedelta(minutes=2))
    assert sweep(now=timezone.now()) == 1
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert len(heard) == 1


def test_a_queue_that_is_away_does_not_fail_the_sender(db, commits, monkeypatch):
    def away(*args):
        raise ConnectionError("no queue")

    monkeypatch.setattr(queue, "run_job", away)
    with commits():
        job = enqueue(work.listen)
    job.refresh_from_db()
    assert job.state == JobState.QUEUED


def test_a_job_that_kills_its_worker_each_time_is_given_up(db, unsent):
    job = enqueue(work.listen)
    past = timezone.now() - timedelta(hours=1)
    Job.objects.update(state=JobState.RUNNING, attempts=6, lease_until=past)
    assert sweep(now=timezone.now()) == 0
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "interrotto" in job.error


def test_a_flawed_trail_fails_the_weekly_check(db, unsent):
    AuditLine.objects.create(
        subject_type="a.b",
        subject_id="1",
        position=1,
        at=timezone.now(),
        event="a.b.c",
        sentence="Inventata.",
        person_name="",
        previous_hash=trail.FIRST,
        hash="0" * 64,
    )
    job = enqueue(tasks.verify_trail)
    run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "a.b 1 riga 1" in job.error
