"""Work in the background: each task makes one call to an action, and bears being run twice."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.jobs.registry import job, periodic
from pico.core.jobs.schedule import daily, every, nightly

from .actions import campaigning, passing
from .models import Campaign
from .queries import campaigns as queries


@job(label=_("Avviso a chi deve rispondere a un questionario"))
def tell_the_invited(campaign_id: int, now: datetime) -> None:
    """Tell them a few hundred at a time until all know."""
    while campaigning.tell_invited(campaign_id=campaign_id, now=now):
        pass


@job(label=_("Avviso della proroga di un questionario"))
def tell_the_extension(campaign_id: int, reason: str, now: datetime) -> None:
    campaigning.tell_extension(campaign_id=campaign_id, reason=reason, now=now)


@job(label=_("Solleciti a chi non ha risposto a un questionario"))
def remind_of(campaign_id: int, now: datetime) -> None:
    campaigning.remind_missing(campaign=Campaign.objects.get(pk=campaign_id), now=now)


@periodic(every(minutes=5), label=_("Apertura e chiusura dei questionari"))
def turn_the_clock() -> None:
    campaigning.turn_the_clock(now=timezone.now())


@periodic(daily(8, 30), label=_("Solleciti ai questionari senza risposta"))
def remind_the_missing() -> None:
    """So many days before the term as each campaign says, only to who has not answered."""
    now = timezone.now()
    for campaign in queries.to_remind(timezone.localdate(now)):
        campaigning.remind_missing(campaign=campaign, now=now)


@periodic(nightly(0, 20), label=_("Pulizia dei segni dei sondaggi pubblici"))
def forget_passages() -> None:
    """What kept a visitor from answering twice yesterday serves nobody today."""
    passing.forget_passages(now=timezone.now())
