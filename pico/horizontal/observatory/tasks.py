"""What the Osservatorio does by itself."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import SYSTEM
from pico.core.jobs.actions import enqueue, report
from pico.core.jobs.registry import job, periodic
from pico.core.jobs.schedule import daily, nightly

from .actions import after_load, following, letters, loading, open_data, scheduled_downloads
from .models import Load, ScheduledDownload


@job(label=_("Caricamento di dati aperti"), retries=3)
def run_load(load_id: int, *, now: datetime) -> None:
    """Read a received file; an interrupted run goes on from what it had finished."""
    load = Load.objects.filter(pk=load_id).first()
    if load is not None:
        loading.run_load(load=load, actor=SYSTEM, now=now, tell=report)


@job(label=_("Scaricamento automatico"), retries=1)
def run_scheduled_download(source_id: int, *, now: datetime) -> None:
    """Ask one source whether it has something new; how it went is written in it."""
    source = ScheduledDownload.objects.filter(pk=source_id).first()
    if source is not None:
        scheduled_downloads.run_download(source=source, actor=SYSTEM, now=now, tell=report)


@periodic(nightly(1, 20), label=_("Scaricamenti automatici di dati aperti"))
def ask_sources(*, now: datetime) -> None:
    """Have the sources asked whose turn came."""
    scheduled_downloads.ask_for_due(now=now)


@periodic(nightly(4, 10), label=_("Dati aperti: enti riconosciuti e indicatori"))
def refresh() -> None:
    """Follow the registry of enti; make good what a load could not finish."""
    after_load.refresh(now=timezone.now())


@periodic(nightly(4, 40), label=_("Dati aperti: catalogo e file da scaricare"))
def publish(*, now: datetime) -> None:
    """Have the open datasets of each space written anew, after the marts that they are made of.

    A space whose module fails keeps what it had, and stops no other.
    """
    for space in open_data.spaces():
        enqueue(publish_space, key=f"open-data:{space.pk}", published_id=space.pk)
    open_data.sweep_files(now=now)


@job(label=_("Dati aperti di uno spazio"), retries=2)
def publish_space(published_id: int, *, now: datetime) -> None:
    """Write the open datasets of a space; run twice, it changes nothing the second time."""
    space = open_data.spaces().filter(pk=published_id).first()
    if space is not None:
        open_data.refresh_space(space=space, now=now)


@job(label=_("Dati aperti: qualità e soglie"), retries=3)
def follow_data(*, now: datetime) -> None:
    """Count what is to fix, tell who asked of the thresholds that were crossed."""
    following.follow(now=now)


@job(label=_("Vista per e-mail"), retries=5)
def send_letter(letter_id: int, *, now: datetime) -> None:
    """Send one view; a letter that left for its turn does not leave again."""
    letters.send_letter(pk=letter_id, now=now)


@periodic(daily(6, 50), label=_("Viste dei dati per e-mail"))
def send_letters() -> None:
    """Have the views sent whose turn came; on a day without turns, those that could not leave."""
    letters.ask_for_letters(now=timezone.now())
