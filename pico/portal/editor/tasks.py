"""Work in the background: each task makes one call to an action, and bears being run twice."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from pico.core.jobs.registry import job, periodic
from pico.core.jobs.schedule import every

from . import actions


@periodic(every(minutes=1), label=_("Pagine da pubblicare o da archiviare a quest'ora"))
def start_due(*, now: datetime) -> None:
    """Each minute: scheduled pages go online, expired ones leave."""
    actions.start_due(now=now)


@job(label=_("Pubblicazione programmata di una pagina"))
def publish_revision(key_id: int, *, now: datetime) -> None:
    actions.publish_revision(revision_id=key_id, now=now)


@job(label=_("Scadenza di una pagina"))
def expire_page(key_id: int, *, now: datetime) -> None:
    actions.expire_page(page_id=key_id, now=now)
