"""Periodic work of this room: the monthly mail, the weekly check of links."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from pico.core.enti.models import Space
from pico.core.jobs.actions import enqueue
from pico.core.jobs.registry import job, periodic
from pico.core.jobs.schedule import daily, weekly

from .actions import remind
from .linking import check_links
from .models import LinkUse

SUNDAY = 6


@periodic(daily(7, 10), label=_("Promemoria mensile delle pagine da rivedere"))
def remind_of_reviews(*, now: datetime) -> None:
    """Looked at each day, written once a month: who takes a page over on the 10th is told too."""
    remind(now=now)


@periodic(weekly(SUNDAY, 2), label=_("Verifica settimanale dei collegamenti"))
def check_all_links() -> None:
    for space in LinkUse.objects.values_list("space", flat=True).distinct():
        enqueue(check_links_of, key=str(space), space_id=space)


@job(label=_("Verifica dei collegamenti di un sito"), retries=2)
def check_links_of(space_id: int, *, now: datetime) -> None:
    check_links(space=Space.objects.select_related("ente").get(pk=space_id), now=now)
