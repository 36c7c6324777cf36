"""What the SUA does by itself."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.jobs.registry import job, periodic
from pico.core.jobs.schedule import daily, every, nightly

from .actions.campaigns import running
from .actions.checks import files
from .actions.requests import steps as request_steps
from .actions.rup import loans
from .actions.tenders import heads
from .actions.tenders import steps as tender_steps
from .models import Campaign
from .queries.campaigns.campaigns import to_remind

# Campaigns ---------------------------------------------------------------------------------------


@periodic(every(minutes=10), label=_("Campagne di fabbisogni che aprono, chiudono, si archiviano"))
def turn_campaigns() -> None:
    running.turn_the_clock(now=timezone.now())


@periodic(daily(8, 30), label=_("Solleciti delle campagne di fabbisogni"))
def remind_needs() -> None:
    now = timezone.now()
    for campaign in to_remind(now):
        running.remind_missing(campaign=campaign, now=now)


@job(label=_("Inviti a una campagna di fabbisogni"))
def tell_invited(campaign_id: int, *, now: datetime) -> None:
    running.tell_invited(campaign_id=campaign_id, now=now)


@job(label=_("Proroga di una campagna di fabbisogni"))
def tell_extended(campaign_id: int, reason: str, *, now: datetime) -> None:
    running.tell_extended(campaign_id=campaign_id, reason=reason, now=now)


@job(label=_("Esito di una campagna di fabbisogni"))
def tell_result(campaign_id: int, *, now: datetime) -> None:
    running.tell_result(campaign_id=campaign_id, now=now)


@job(label=_("Solleciti chiesti per una campagna di fabbisogni"))
def remind_missing(campaign_id: int, *, now: datetime) -> None:
    running.remind_missing(campaign=Campaign.objects.get(pk=campaign_id), now=now)


# Requests ----------------------------------------------------------------------------------------


@periodic(daily(0, 40), label=_("Richieste di gara accolte per silenzio-assenso"))
def accept_in_silence() -> None:
    request_steps.accept_in_silence(now=timezone.now())


# Tenders -----------------------------------------------------------------------------------------


@periodic(every(minutes=15), label=_("Gare con il termine delle offerte scaduto"))
def close_bids() -> None:
    tender_steps.close_bids(now=timezone.now())


@periodic(nightly(3, 20), label=_("Gare rimaste senza RUP"))
def watch_heads() -> None:
    heads.watch_heads(now=timezone.now())


# RUP ---------------------------------------------------------------------------------------------


@job(label=_("Controllo di un file di CIG"), retries=3)
def check_file(check_id: int, *, now: datetime) -> None:
    files.run_check(check_id=check_id, now=now)


@periodic(nightly(2, 50), label=_("Prestiti di RUP scaduti"))
def end_loans() -> None:
    loans.end_loans(now=timezone.now())
