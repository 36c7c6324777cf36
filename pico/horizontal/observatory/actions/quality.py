"""The state of the data is written down each time it changed, so that who improved can be thanked."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.audit.trail import record

from ..models import QualitySnapshot
from ..queries import quality as queries


@transaction.atomic
def take_snapshot(*, actor: Actor, now: datetime) -> QualitySnapshot | None:
    """Write how complete each Province's data are; nothing where it is as it was, or nothing is loaded."""
    found = {
        str(ente): {fault: list(pair) for fault, pair in one.items()}
        for ente, one in queries.counts(timezone.localdate(now)).items()
    }
    if not any(looked_at for one in found.values() for _to_fix, looked_at in one.values()):
        return None
    before = queries.latest_snapshot()
    if before is not None and before.counts == found:
        return None
    snapshot = QualitySnapshot.objects.create(taken_at=now, counts=found)
    sentence = _("Contato quanto sono completi i dati delle Province.")
    record("observatory.quality.counted", sentence, subject=snapshot, actor=actor, now=now)
    return snapshot
