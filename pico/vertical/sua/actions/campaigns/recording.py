"""What the actions on campaigns share: the locked row, the line of the trail."""

from datetime import datetime
from typing import Any

from pico.core.access.actor import Actor
from pico.core.audit import trail

from ...models import Campaign, NeedAnswer


def lock_campaign(campaign: Campaign) -> Campaign:
    rows = Campaign.objects.select_for_update(of=("self",)).select_related("owner")
    return rows.get(pk=campaign.pk)


def lock_answer(answer: NeedAnswer) -> NeedAnswer:
    rows = NeedAnswer.objects.select_for_update(of=("self",))
    return rows.select_related("campaign__owner", "ente").get(pk=answer.pk)


def record(event: str, sentence: str, subject, actor: Actor, now: datetime, **changes: Any) -> None:
    trail.record(f"sua.{event}", sentence, subject=subject, actor=actor, now=now, **changes)
