"""Jobs that the tests of this room enqueue; they write what happened where it can be seen."""

import time
from datetime import timedelta
from pathlib import Path

from pico.core.foundation.errors import Refusal
from pico.core.jobs.actions import enqueue, report
from pico.core.jobs.models import Job
from pico.core.jobs.registry import Backoff, job

heard: list = []


@job(label="Prova")
def listen(**said) -> None:
    heard.append(said)


@job(label="Prova che guarda l'orologio")
def look_at_the_clock(*, now) -> None:
    heard.append(now)


@job(label="Prova che fallisce", retries=2, backoff=Backoff(first=timedelta(seconds=100)))
def fail(sentence="guasto") -> None:
    raise RuntimeError(sentence)


@job(label="Prova che viene rifiutata")
def refuse() -> None:
    raise Refusal("Manca il documento: caricalo e riprova.", code="no_document")


@job(label="Prova che conta")
def count(total) -> None:
    for done in range(total):
        report(done, total, f"riga {done}")
        heard.append(done)


@job(label="Prova che viene annullata a metà")
def be_cancelled(total) -> None:
    for done in range(total):
        heard.append(done)
        Job.objects.filter(state="RUNNING").update(state="CANCELLED")
        report(done, total)


@job(label="Prova che perde il posto")
def lose_the_lease() -> None:
    Job.objects.filter(state="RUNNING").update(worker="another")


@job(label="Prova che riceve una novità mentre lavora")
def hear_news_meanwhile() -> None:
    heard.append("giro")
    if len(heard) == 1:
        enqueue(hear_news_meanwhile, key="tema", again=True)


@job(label="Prova che non finisce la prima volta")
def hang_the_first_time(folder) -> None:
    """Leave a mark for each run; the first run never ends by itself."""
    marks = Path(folder)
    first = not list(marks.glob("run-*"))
    (marks / f"run-{time.monotonic_ns()}").touch()
    while first:
        time.sleep(0.05)
