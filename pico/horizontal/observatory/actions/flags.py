"""A figure is reported as wrong, and settled with an answer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit.trail import record
from pico.core.foundation.errors import Refusal

from ..models.flags import FigureFlag
from ..permissions import DataPermission as May
from ..rules.indicators.every import INDICATORS
from ..terms.flags import ENDS

LONGEST = 2000


@transaction.atomic
def report_error(
    *, indicator: str, text: str, address: str, actor: Actor, now: datetime
) -> FigureFlag:
    """Flag an indicator until somebody who keeps the data settles it.

    `address` is the page with its filters. The same words again from the same person are one report.
    Refuses an unknown indicator and an empty text.
    """
    actor.require(May.READ)
    if indicator not in INDICATORS:
        raise Refusal(_("Questo indicatore non c'è: torna all'elenco."), code="no_indicator")
    words = text.strip()[:LONGEST]
    if not words:
        raise Refusal(_("Scrivi che cosa non torna nella cifra."), code="no_text")
    known = FigureFlag.objects.filter(
        indicator=indicator, text=words, raised_by=actor.person_id, settled_at=None
    ).first()
    if known:
        return known
    flag = FigureFlag.objects.create(
        indicator=indicator, text=words, address=address[:500], raised_by_id=actor.person_id,
        ente_id=actor.ente_id, raised_at=now,
    )  # fmt: skip
    label = str(INDICATORS[indicator].label)
    sentence = _("Segnalato un errore in «%(label)s»") % {"label": label}
    record("observatory.flag.raised", sentence, subject=flag, actor=actor, now=now)
    announce(
        "observatory.flag.raised", subject=flag, actor=actor, label=label, text=words,
        url=flag.get_absolute_url(),
    )  # fmt: skip
    return flag


@transaction.atomic
def settle_flag(*, flag: FigureFlag, answer: str, actor: Actor, now: datetime) -> FigureFlag:
    """Take the flag away, with an answer that stays on the passport. Refuses an empty answer."""
    actor.require(May.SETTLE)
    flag = FigureFlag.objects.select_for_update().get(pk=flag.pk)
    if not flag.is_open:
        raise Refusal(_("Questa segnalazione è già chiusa."), code="already_settled")
    words = answer.strip()[:LONGEST]
    if not words:
        raise Refusal(_("Scrivi come è finita: chi ha segnalato lo leggerà."), code="no_answer")
    flag.answer, flag.settled_at = words, now
    flag.save(update_fields=["answer", "settled_at"])
    sentence = _("Chiusa la segnalazione su «%(label)s»") % {
        "label": INDICATORS[flag.indicator].label
    }
    record("observatory.flag.settled", sentence, subject=flag, actor=actor, now=now)
    announce("observatory.flag.settled", subject=flag, actor=actor, indicator=flag.indicator)
    return flag


def settle_by_request(
    *, about: tuple[str | None, str | None], step: str, actor: Actor, now: datetime
) -> FigureFlag | None:
    """Settle a report whose request came to its end; `about` is the type and the key of its object.

    What was written to who reported stays with the request: the passport tells how it ended, no more.
    Nothing happens where the request is of something else, or the report is settled already.
    """
    kind, key = about
    if kind != FigureFlag._meta.label_lower or not str(key).isdigit():
        return None
    flag = FigureFlag.objects.filter(pk=key, settled_at=None).first()
    if flag is None:
        return None
    return settle_flag(flag=flag, answer=str(ENDS[step]), actor=actor, now=now)
