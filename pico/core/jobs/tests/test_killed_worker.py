"""A worker killed in the middle of a job: the job runs again, once. Real processes, a real file."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
SETUP = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from pico.core.jobs.actions import claim, enqueue, run, sweep
from pico.core.jobs.models import Job
from pico.core.jobs.tests import work
later = timezone.now() + timedelta(minutes=5)
"""


@pytest.fixture
def house(tmp_path):
    """A database on disk with the tables of jobs, and a way to run a piece of program on it."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": f"sqlite:{tmp_path / 'jobs.sqlite3'}",
        "PYTHONPATH": str(ROOT),
    }

    def start(program: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-c", SETUP + program],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )

    def do(program: str) -> str:
        worker = start(program)
        said, _ = worker.communicate(timeout=60)
        assert worker.returncode == 0
        return said.strip()

    do(
        "from django.core.management import call_command; call_command('migrate', 'jobs', verbosity=0)"
    )
    return start, do, tmp_path


def wait_for(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def test_a_job_whose_worker_was_killed_runs_again_once(house):
    start, do, folder = house
    marks = folder / "marks"
    marks.mkdir()
    do(
        "Job.objects.create(name='pico.core.jobs.tests.work.hang_the_first_time',"
        f" label='Prova', arguments={{'folder': {str(marks)!r}}})"
    )
    worker = start("run(Job.objects.get().pk)")
    wait_for(lambda: list(marks.glob("run-*")))
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
    assert do("print(Job.objects.get().state)") == "RUNNING"

    assert do("print(sweep(now=timezone.now()))") == "0"
    again = "import django.utils.timezone as tz; tz.now = lambda: later; "
    assert do(again + "print(sweep(now=later), Job.objects.get().state)") == "1 DONE"
    assert do(again + "print(sweep(now=later), Job.objects.get().attempts)") == "0 2"
    assert len(list(marks.glob("run-*"))) == 2


def test_two_workers_that_race_for_a_job_do_not_both_get_it(house):
    start, do, folder = house
    do("Job.objects.create(name='x', label='Conteso')")
    gate = folder / "gate"
    program = (
        "import time, pathlib\n"
        f"while not pathlib.Path({str(gate)!r}).exists(): time.sleep(0.001)\n"
        "print(claim(1, now=timezone.now()) is not None)"
    )
    racers = [start(program) for _ in range(3)]
    time.sleep(1.5)
    gate.touch()
    got = [racer.communicate(timeout=60)[0].strip() for racer in racers]
    assert sorted(got) == ["False", "False", "True"]
