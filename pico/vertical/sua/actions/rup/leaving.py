"""What a member holds in the SUA passes to his successor when he leaves the ente («Persone»)."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import Actor
from pico.core.adhesion.holdings import Held, HoldingSource
from pico.core.people.models import Membership

from ...queries.loans import Holding, held_by
from .successions import Fate, pass_on


def _of(membership: Membership) -> list[Holding]:
    return held_by(membership.person, membership.ente, timezone.localdate())


def _held(membership: Membership) -> Iterable[Held]:
    url = reverse("sua:successions")
    return [Held(f"{one.kind_label}: {one.label}", url) for one in _of(membership)]


def _hand_over(leaver: Membership, successor: Membership, actor: Actor, now: datetime) -> int:
    found = _of(leaver)
    for holding in found:
        pass_on(holding=holding, fate=Fate(heir=successor.person), actor=actor, now=now)
    return len(found)


HELD = HoldingSource("sua", _("contratti, gare e termini della SUA"), _held, _hand_over)
