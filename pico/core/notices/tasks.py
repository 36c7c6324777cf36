"""Mail, sent outside the requests."""

from datetime import timedelta

from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from pico.core.jobs.registry import Backoff, job, periodic
from pico.core.jobs.schedule import daily, every, nightly, weekly

from .terms import Cadence

# A mail server that is down is asked again for two days before the job counts as failed.
PATIENT = Backoff(first=timedelta(seconds=30), longest=timedelta(minutes=30))
RETRIES = 100

MONDAY = 0


def _do(action: str, **arguments) -> None:
    # By name: actions enqueue these jobs, so they cannot be imported from here.
    import_string(f"pico.core.notices.actions.{action}")(**arguments, now=timezone.now())


@job(
    label=_("Invio degli avvisi immediati"),
    retries=RETRIES,
    backoff=Backoff(first=timedelta(seconds=30), longest=timedelta(minutes=5)),
)
def mail_at_once() -> None:
    _do("mail_at_once")


@periodic(every(minutes=5), label=_("Avvisi trattenuti nelle ore di silenzio"))
def mail_held_back() -> None:
    _do("start_at_once")


@job(label=_("Invio di una lettera"), retries=RETRIES, backoff=PATIENT)
def send_letter(letter_id: int) -> None:
    _do("send_letter", letter_id=letter_id)


@job(label=_("Riepilogo per e-mail"), retries=RETRIES, backoff=PATIENT)
def mail_digest(recipient_id: int, cadence: str) -> None:
    _do("mail_digest", recipient_id=recipient_id, cadence=cadence)


@periodic(daily(7, 0), label=_("Riepiloghi del giorno"))
def start_daily_digests() -> None:
    _do("start_digests", cadence=Cadence.DAILY)


@periodic(weekly(MONDAY, 7, 15), label=_("Riepiloghi della settimana"))
def start_weekly_digests() -> None:
    _do("start_digests", cadence=Cadence.WEEKLY)


@periodic(daily(6, 30), label=_("Promemoria delle scadenze vicine"))
def remind_of_terms() -> None:
    _do("remind_of_terms")


@periodic(nightly(2, 50), label=_("Pulizia di lettere spedite e vecchi avvisi"))
def forget_old() -> None:
    _do("forget_letters")
    _do("forget_notices")
