"""What the actions on campaigns share: the locked row, the codes that exist, the line of the trail."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.audit import trail
from pico.core.codes import queries as codes
from pico.core.codes.terms import CodeList
from pico.core.foundation.errors import Refusal

from ...models import Campaign, NeedAnswer


def lock_campaign(campaign: Campaign) -> Campaign:
    rows = Campaign.objects.select_for_update(of=("self",)).select_related("owner")
    return rows.get(pk=campaign.pk)


def lock_answer(answer: NeedAnswer) -> NeedAnswer:
    rows = NeedAnswer.objects.select_for_update(of=("self",))
    return rows.select_related("campaign__owner", "ente").get(pk=answer.pk)


def refuse_unknown_cpv(code: str) -> None:
    """Look the code up: its check digit is not to be computed."""
    if codes.is_loaded(CodeList.CPV) and codes.named(CodeList.CPV, code) is None:
        raise Refusal(
            _("Il CPV %(code)s non è nell'elenco: cercalo con una parola della descrizione.")
            % {"code": code},
            code="unknown_cpv",
        )


def record(event: str, sentence: str, subject, actor: Actor, now: datetime, **changes: Any) -> None:
    trail.record(f"sua.{event}", sentence, subject=subject, actor=actor, now=now, **changes)
