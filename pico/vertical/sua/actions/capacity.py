"""How many tenders a SUA begins in a month."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal

from ..models import Capacity
from ..permissions import SuaPermission as May

MOST = 200


@transaction.atomic
def plan_month(
    *, sua: Ente, month: date, places: int, actor: Actor, now: datetime, note: str = ""
) -> Capacity:
    """Set the places of a month apart from the usual number; what was promised stays promised."""
    actor.require(May.PLAN_CAPACITY)
    if not actor.is_system and actor.ente_id != sua.pk:
        raise Refusal(
            _("Il calendario è della SUA per cui operi: cambia ente."), code="not_your_sua"
        )
    if not 0 <= places <= MOST:
        raise Refusal(
            _("I posti di un mese vanno da 0 a %(most)d.") % {"most": MOST}, code="wrong_value"
        )
    before = Capacity.objects.filter(sua=sua, month=month).values_list("places", flat=True).first()
    made, _is_new = Capacity.objects.update_or_create(
        sua=sua, month=month.replace(day=1), defaults={"places": places, "note": note[:160]}
    )
    trail.record(
        "sua.capacity.planned",
        _("Posti di %(month)s: %(n)d.") % {"month": f"{month:%m/%Y}", "n": places},
        subject=made, actor=actor, now=now,
        changes={_("Posti"): [str(before if before is not None else "–"), str(places)]},
    )  # fmt: skip
    announce("sua.capacity.planned", subject=made, actor=actor)
    return made
