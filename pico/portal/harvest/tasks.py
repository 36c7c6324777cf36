"""Hourly work of this room: each source by itself, so that a slow one holds nobody up."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import SYSTEM
from pico.core.jobs.actions import enqueue
from pico.core.jobs.registry import job, periodic
from pico.core.jobs.schedule import every

from . import queries
from .actions import follow


@periodic(every(minutes=60), label=_("Notizie dai siti istituzionali"))
def read_sources() -> None:
    for pk in queries.on().values_list("pk", flat=True):
        enqueue(read_source, key=str(pk), source_id=pk)


@job(label=_("Lettura di una fonte di notizie"), retries=1)
def read_source(source_id: int, *, now: datetime) -> None:
    source = queries.on().filter(pk=source_id).select_related("space__ente").first()
    if source is not None:
        follow(source=source, actor=SYSTEM, now=now)
