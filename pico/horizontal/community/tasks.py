"""What the Community does by itself."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.jobs.registry import job, periodic
from pico.core.jobs.schedule import daily, nightly

from .actions import folders, indexing, telling
from .notices import route_unanswered
from .terms import TRASH_DAYS


@periodic(daily(8, 15), label=_("Domande senza risposta a chi sa"))
def ask_who_knows() -> None:
    route_unanswered(now=timezone.now())


# Documents ---------------------------------------------------------------------------------------


@job(label=_("Ricerca: contenuto di una cartella"), retries=3)
def index_branch(folder_id: int, *, now: datetime) -> None:
    indexing.index_branch(folder_id=folder_id, now=now)


@periodic(nightly(3, 20), label=_("Pulizia delle cartelle nel cestino"))
def purge_folders() -> None:
    now = timezone.now()
    folders.purge_folders(before=now - timedelta(days=TRASH_DAYS), now=now)


@periodic(daily(7), label=_("Documenti in scadenza"))
def tell_expiring() -> None:
    telling.tell_expiring(now=timezone.now())
