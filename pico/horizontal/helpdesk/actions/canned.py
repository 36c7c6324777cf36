"""Canned replies are written, changed, thrown away by who works in their queues."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal

from ..models import CannedReply, Queue
from ..permissions import HelpdeskPermission
from .threads import prepared


@transaction.atomic
def save_canned(
    *,
    canned: CannedReply | None,
    title: str,
    text: str,
    queue: Queue | None,
    next_step: str,
    actor: Actor,
    now: datetime,
) -> CannedReply:
    """Write a reply for a queue, or for all of the ente acted for; refuses who works at no desk."""
    actor.require(HelpdeskPermission.SEE_DESK)
    canned = canned or CannedReply(owner_id=actor.ente_id)
    canned.title, canned.text = title.strip(), prepared(text)
    canned.queue, canned.next_step = queue, next_step
    if queue is not None:
        canned.owner_id = queue.owner_id
    canned.save()
    trail.record(
        "helpdesk.canned.saved", _("Risposta predefinita salvata."), subject=canned, actor=actor,
        now=now,
    )  # fmt: skip
    return canned


@transaction.atomic
def delete_canned(*, canned: CannedReply, actor: Actor, now: datetime) -> None:
    """Throw a reply away; refuses who does not manage its queue or wrote it for another ente."""
    actor.require(HelpdeskPermission.SEE_DESK)
    if canned.owner_id != actor.ente_id and canned.queue_id is None:
        raise Refusal(_("È di un altro ente: la può togliere chi ci lavora."), code="not_yours")
    trail.record(
        "helpdesk.canned.deleted", _("Risposta predefinita tolta."), subject=canned, actor=actor,
        now=now,
    )  # fmt: skip
    canned.delete()
