"""Who looks after the jobs sees them, tries again, cancels; who asked for one follows it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pico.core.audit.models import AuditLine
from pico.core.foundation.errors import Refusal
from pico.core.jobs import actions, queries
from pico.core.jobs.models import Job, WorkerBeat
from pico.core.jobs.terms import JobState

NOW = timezone.now()


def make_job(**fields) -> Job:
    return Job.objects.create(
        **{"name": "pico.core.jobs.tests.work.listen", "label": "Invio dei verbali", **fields}
    )


@pytest.fixture
def failed(db):
    return make_job(
        state=JobState.FAILED, error="Il server non risponde.", attempts=6, finished_at=NOW
    )


@pytest.mark.parametrize(
    ("username", "status"),
    [("upi.admin", 200), ("treviso.admin", 403), ("comune1.rup", 403)],
)
def test_the_list_is_for_who_runs_the_platform(sign_in, failed, username, status):
    assert sign_in(username).get(reverse("jobs:list")).status_code == status


def test_the_list_says_what_failed_and_why(sign_in, failed):
    make_job(label="Altro lavoro")
    page = sign_in("upi.admin").get(reverse("jobs:list"), {"state": "FAILED"}).content.decode()
    assert "Invio dei verbali" in page
    assert "Il server non risponde." in page
    assert "Altro lavoro" not in page


def test_the_cost_of_the_list_does_not_grow(sign_in, db, django_assert_max_num_queries):
    client = sign_in("upi.admin")
    for number in range(30):
        make_job(label=f"Lavoro {number}")
    client.get(reverse("jobs:list"))
    with django_assert_max_num_queries(20):
        client.get(reverse("jobs:list"))


def test_the_detail_is_hidden_from_others(sign_in, failed):
    address = reverse("jobs:detail", args=[failed.pk])
    assert sign_in("treviso.admin").get(address).status_code == 404
    assert "Il server non risponde." in sign_in("upi.admin").get(address).content.decode()


def test_a_failed_job_is_tried_again(sign_in, failed):
    sign_in("upi.admin").post(reverse("jobs:retry", args=[failed.pk]))
    failed.refresh_from_db()
    assert (failed.state, failed.attempts, failed.error) == (JobState.QUEUED, 0, "")
    assert AuditLine.objects.get().event == "jobs.job.retried"


def test_a_job_done_is_not_tried_again(actors, db):
    job = make_job(state=JobState.DONE)
    with pytest.raises(Refusal) as refusal:
        actions.retry_job(job=job, actor=actors["upi.admin"], now=NOW)
    assert refusal.value.code == "not_closed"
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_a_failed_job_is_not_tried_beside_its_twin(actors, db):
    job = make_job(state=JobState.FAILED, key="a")
    make_job(key="a")
    with pytest.raises(Refusal) as refusal:
        actions.retry_job(job=job, actor=actors["upi.admin"], now=NOW)
    assert refusal.value.code == "twin_is_open"


def test_a_waiting_job_is_cancelled(sign_in, db):
    job = make_job()
    sign_in("upi.admin").post(reverse("jobs:cancel", args=[job.pk]))
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_who_does_not_run_the_platform_cannot_cancel(actors, db):
    job = make_job()
    with pytest.raises(Refusal) as refusal:
        actions.cancel_job(job=job, actor=actors["treviso.admin"], now=NOW)
    assert refusal.value.code == "not_permitted"
    job.refresh_from_db()
    assert job.state == JobState.QUEUED


def test_who_asked_for_a_job_follows_it(sign_in, people):
    job = make_job(
        person_id=people["treviso.sua"].pk,
        state=JobState.RUNNING,
        progress_done=3,
        progress_total=4,
        progress_note="riga 3",
    )
    address = reverse("jobs:progress", args=[job.pk])
    fragment = sign_in("treviso.sua").get(address).content.decode()
    assert "75%" in fragment
    assert "riga 3" in fragment
    assert f'hx-get="{address}"' in fragment
    assert sign_in("brescia.admin").get(address).status_code == 404


def test_the_progress_of_a_closed_job_is_not_asked_again(sign_in, people):
    job = make_job(person_id=people["treviso.sua"].pk, state=JobState.DONE)
    fragment = sign_in("treviso.sua").get(reverse("jobs:progress", args=[job.pk])).content
    assert b"hx-get" not in fragment


def test_the_health_of_the_queue(db):
    make_job(run_after=NOW - timedelta(seconds=90))
    make_job(run_after=NOW + timedelta(hours=1), state=JobState.RETRYING)
    make_job(state=JobState.RUNNING)
    make_job(state=JobState.FAILED, finished_at=NOW - timedelta(hours=2))
    make_job(state=JobState.FAILED, finished_at=NOW - timedelta(days=2))
    WorkerBeat.objects.create(worker="a", at=NOW - timedelta(minutes=1))
    assert queries.queue_health(now=NOW) == {
        "waiting": 1,
        "running": 1,
        "failed_last_day": 1,
        "oldest_waiting_seconds": 90,
        "last_worker_beat": NOW - timedelta(minutes=1),
        "is_worker_alive": True,
    }


def test_old_jobs_are_forgotten(db):
    make_job(state=JobState.DONE, finished_at=NOW - timedelta(days=15))
    kept = make_job(state=JobState.FAILED, finished_at=NOW - timedelta(days=15))
    assert actions.forget_old_jobs(now=NOW) == 1
    assert list(Job.objects.all()) == [kept]
