"""What the Community does by itself."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import SYSTEM
from pico.core.jobs.registry import job, periodic
from pico.core.jobs.schedule import daily, every, nightly

from .actions import archiving, blog, folders, indexing, practices, telling
from .notices import route_unanswered
from .terms import TRASH_DAYS


@periodic(daily(8, 15), label=_("Domande senza risposta a chi sa"))
def ask_who_knows() -> None:
    route_unanswered(now=timezone.now())


@periodic(every(minutes=5), label=_("Articoli programmati e scaduti"))
def keep_calendar() -> None:
    blog.keep_calendar(actor=SYSTEM, now=timezone.now())


@periodic(daily(6, 10), label=_("Buone pratiche da confermare"))
def keep_practices_valid() -> None:
    practices.keep_valid(actor=SYSTEM, now=timezone.now())


# Documents ---------------------------------------------------------------------------------------


@job(label=_("Ricerca: contenuto di una cartella"), retries=3)
def index_branch(folder_id: int, *, now: datetime) -> None:
    indexing.index_branch(folder_id=folder_id, now=now)


@job(label=_("ZIP di una cartella"), retries=2)
def make_archive(folder_id: int, membership_id: int, token: str, *, now: datetime) -> None:
    archiving.make_archive(token=token, folder_id=folder_id, membership_id=membership_id, now=now)


@periodic(every(minutes=30), label=_("Pulizia degli ZIP scaduti"))
def forget_archives() -> None:
    archiving.forget_archives(now=timezone.now())


@periodic(nightly(3, 20), label=_("Pulizia delle cartelle nel cestino"))
def purge_folders() -> None:
    now = timezone.now()
    folders.purge_folders(before=now - timedelta(days=TRASH_DAYS), now=now)


@periodic(daily(7), label=_("Documenti in scadenza"))
def tell_expiring() -> None:
    telling.tell_expiring(now=timezone.now())
