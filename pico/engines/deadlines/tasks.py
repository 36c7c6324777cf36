"""Work in the background: each job makes one call to an action, and bears being run twice."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.jobs.actions import report
from pico.core.jobs.registry import job, periodic
from pico.core.jobs.schedule import every

from . import actions


@periodic(every(minutes=5), label=_("Avvisi delle scadenze"))
def tell_of_terms() -> None:
    actions.turn_the_clock(now=timezone.now())


@job(label=_("Ricalcolo dei termini dopo un cambio di calendario"))
def recalculate_terms(
    reason: str,
    now: datetime,
    since: str = "",
    ente_id: int | None = None,
    desk_id: int | None = None,
) -> None:
    actions.recalculate(
        now=now,
        ente_id=ente_id,
        desk_id=desk_id,
        since=date.fromisoformat(since) if since else None,
        reason=reason,
        report=report,
    )
