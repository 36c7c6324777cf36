"""What the Help Desk does by itself."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import SYSTEM
from pico.core.jobs.registry import job, periodic
from pico.core.jobs.schedule import daily, every

from .actions import access, drafts, faq, hours, problems, retention, usefulness, waiting

# Knowledge ---------------------------------------------------------------------------------------


@periodic(daily(0, 20), label=_("FAQ scadute o da rileggere"))
def ask_to_review_answers() -> None:
    faq.ask_to_review(actor=SYSTEM, now=timezone.now())


@periodic(every(minutes=10), label=_("Richieste evitate dalle FAQ"))
def count_avoided() -> None:
    usefulness.fold_sightings(now=timezone.now())


@periodic(every(minutes=60), label=_("Richieste di accesso mai confermate"))
def forget_unconfirmed() -> None:
    access.forget_unconfirmed(now=timezone.now())


@periodic(every(minutes=2), label=_("Avvisi sui problemi noti"))
def keep_banners() -> None:
    problems.refresh_banners(now=timezone.now())


@job(label=_("Controllo degli allegati di chi non riesce ad accedere"), retries=12)
def scan_access_files(request_id: int) -> None:
    access.scan_files(request_id=request_id)


# Tickets -----------------------------------------------------------------------------------------


@periodic(daily(3, 10), label=_("Richieste iniziate e mai inviate"))
def forget_drafts() -> None:
    drafts.forget_drafts(now=timezone.now())


# Service levels ----------------------------------------------------------------------------------


@job(label=_("Termini delle richieste dopo un cambio di orario della coda"))
def follow_queue(queue_id: int) -> None:
    hours.follow_queue(queue_id=queue_id, now=timezone.now())


@periodic(daily(8, 15), label=_("Solleciti e chiusure delle richieste senza risposta"))
def turn_the_silence() -> None:
    waiting.turn_the_silence(now=timezone.now())


@periodic(daily(2, 40), label=_("Nomi e allegati di vecchie richieste"))
def forget_old_tickets() -> None:
    retention.forget_old_tickets(now=timezone.now())
