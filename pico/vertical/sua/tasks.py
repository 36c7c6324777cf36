"""What the SUA does by itself."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.jobs.registry import job, periodic
from pico.core.jobs.schedule import daily, every, nightly

from .actions.checks import files
from .actions.requests import steps as request_steps
from .actions.rup import loans
from .actions.tenders import steps as tender_steps

# Requests ----------------------------------------------------------------------------------------


@periodic(daily(0, 40), label=_("Richieste di gara accolte per silenzio-assenso"))
def accept_in_silence() -> None:
    request_steps.accept_in_silence(now=timezone.now())


# Tenders -----------------------------------------------------------------------------------------


@periodic(every(minutes=15), label=_("Gare con il termine delle offerte scaduto"))
def close_bids() -> None:
    tender_steps.close_bids(now=timezone.now())


# RUP ---------------------------------------------------------------------------------------------


@job(label=_("Controllo di un file di CIG"), retries=3)
def check_file(check_id: int, *, now: datetime) -> None:
    files.run_check(check_id=check_id, now=now)


@periodic(nightly(2, 50), label=_("Prestiti di RUP scaduti"))
def end_loans() -> None:
    loans.end_loans(now=timezone.now())
