"""«Avvisami se…»: thresholds are kept, dropped, and looked at each time the data change."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.audit.trail import record
from pico.core.foundation.errors import Refusal
from pico.core.notices.actions import notify
from pico.core.notices.terms import NoticeLevel

from ..models import Threshold
from ..permissions import DataPermission, SelfServePermission
from ..queries import saved_views as queries
from ..queries.crossing import needs_one_province
from ..queries.filters import Filters
from ..rules.indicators.declaring import Indicator
from ..rules.indicators.every import INDICATORS, PUBLIC_KEYS
from ..rules.thresholds import is_beyond, is_told
from ..terms.crossing import Side

MOST = 50
NOTICE = "observatory.threshold.crossed"


@transaction.atomic
def keep_threshold(
    *, indicator: str, filters: Filters, side: str, value: Decimal, actor: Actor, now: datetime
) -> Threshold:
    """Watch an indicator under filters. What is beyond already is told when it comes back there.

    Refuses an unknown indicator, one that has a value of a single Province only where more are
    chosen, the same threshold twice, the fifty-first of a person.
    """
    actor.require(SelfServePermission.WATCH)
    one = INDICATORS.get(indicator)
    if one is None or side not in Side.values:
        raise Refusal(_("Scegli l'indicatore e quando avvisarti."), code="no_indicator")
    if indicator not in PUBLIC_KEYS:
        actor.require(DataPermission.READ)
    if needs_one_province(one) and len(filters.enti) != 1:
        raise Refusal(
            _("«%(label)s» ha un valore per ogni Provincia: scegline una.") % {"label": one.label},
            code="one_province",
        )
    mine = queries.thresholds_of(actor)
    if mine.count() >= MOST:
        raise Refusal(
            _("Hai già %(most)d soglie: elimina quelle che non servono.") % {"most": MOST},
            code="too_many",
        )
    chosen = {"indicator": indicator, "query": filters.query(), "side": side, "value": value}
    if mine.filter(**chosen).exists():
        raise Refusal(_("Questa soglia c'è già: la trovi fra «Le mie soglie»."), code="already")
    found = _value_of(one, filters)
    kept = Threshold.objects.create(
        **chosen, person_id=actor.person_id, ente_id=actor.ente_id, created_at=now,
        checked_at=now, last_value=found,
        is_beyond=found is not None and is_beyond(side, found, value),
    )  # fmt: skip
    sentence = _("Soglia su «%(label)s»") % {"label": one.label}
    record("observatory.threshold.kept", sentence, subject=kept, actor=actor, now=now)
    return kept


@transaction.atomic
def drop_threshold(*, threshold: Threshold, actor: Actor, now: datetime) -> None:
    """Watch it no more."""
    actor.require(SelfServePermission.WATCH, threshold)
    sentence = _("Tolta la soglia su «%(label)s»") % {"label": threshold}
    record("observatory.threshold.dropped", sentence, subject=threshold, actor=actor, now=now)
    Threshold.objects.filter(pk=threshold.pk).delete()


def check_thresholds(*, now: datetime) -> int:
    """Look at every threshold; return how many crossings were told. Run again, it tells none twice.

    One that cannot be looked at holds up no other: all are tried, then what failed is raised together.
    """
    told, failed = 0, []
    for pk in list(Threshold.objects.order_by("pk").values_list("pk", flat=True)):
        try:
            told += check_threshold(pk=pk, now=now)
        except Exception as error:  # noqa: BLE001 (raised below, after the others had their turn)
            error.add_note(f"threshold {pk}")
            failed.append(error)
    if failed:
        raise ExceptionGroup("thresholds that could not be looked at", failed)
    return told


@transaction.atomic
def check_threshold(*, pk: int, now: datetime) -> bool:
    """Look at one; tell its person if it was just crossed. A value that is not told changes nothing."""
    threshold = Threshold.objects.select_for_update().filter(pk=pk).first()
    watched = queries.watched(threshold) if threshold else None
    if threshold is None or watched is None:
        return False
    found = _value_of(watched.indicator, watched.filters)
    if found is None:
        return False
    beyond = is_beyond(threshold.side, found, threshold.value)
    tells = is_told(was_beyond=threshold.is_beyond, is_now_beyond=beyond)
    threshold.is_beyond, threshold.last_value, threshold.checked_at = beyond, found, now
    if tells:
        threshold.told_at = now
        _tell(watched, now)
    threshold.save(update_fields=["is_beyond", "last_value", "checked_at", "told_at"])
    return tells


def _value_of(one: Indicator, filters: Filters) -> Decimal | None:
    number = queries.figure_of(one, filters).number
    return None if number is None else Decimal(str(number)).quantize(Decimal("0.01"))


def _tell(watched: queries.Watched, now: datetime) -> None:
    threshold = watched.threshold
    title = _("%(label)s: %(now)s") % {"label": watched.indicator.label, "now": watched.now}
    body = _("Hai chiesto di saperlo quando %(side)s %(limit)s. Di che cosa: %(words)s.") % {
        "side": threshold.get_side_display(), "limit": watched.limit, "words": watched.words,
    }  # fmt: skip
    notify(
        people=[threshold.person_id], kind=NOTICE, level=NoticeLevel.CONCERNS, title=title,
        body=body, url=f"{reverse('observatory:analysis')}?{watched.crossing.query}",
        subject=threshold, ente=threshold.ente, now=now,
    )  # fmt: skip
