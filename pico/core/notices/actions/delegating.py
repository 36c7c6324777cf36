"""Somebody goes on holiday: a colleague sees his tasks."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.audit import trail
from pico.core.foundation.errors import Refusal
from pico.core.people.models import Person
from pico.core.people.queries import working_today
from pico.core.ui.formats import date_it

from ..models import Delegation
from ..permissions import NoticesPermission
from ..terms import NoticeLevel
from .telling import notify


@transaction.atomic
def delegate_tasks(
    *, colleague: Person, starts_on: date, ends_on: date, url: str, actor, now: datetime
) -> Delegation:
    """Show a colleague of the same ente one's tasks in a period; what he may do stays his own.

    Refuses oneself, who does not work in the ente, and a period that is past or turned round.
    """
    actor.require(NoticesPermission.DELEGATE)
    if colleague.pk == actor.person_id:
        raise Refusal(_("Scegli un collega diverso da te."), code="oneself")
    if not working_today().filter(person=colleague, ente=actor.ente_id).exists():
        raise Refusal(
            _("%(name)s non lavora nel tuo ente: scegli un collega.") % {"name": colleague},
            code="not_a_colleague",
        )
    if ends_on < starts_on or ends_on < timezone.localdate(now):
        raise Refusal(
            _("Controlla le date: la delega finirebbe prima di cominciare."), code="dates"
        )
    delegation = Delegation.objects.create(
        person_id=actor.person_id,
        colleague=colleague,
        ente_id=actor.ente_id,
        starts_on=starts_on,
        ends_on=ends_on,
        created_at=now,
    )
    period = {"name": colleague, "start": date_it(starts_on), "end": date_it(ends_on)}
    trail.record(
        "notices.delegation.created",
        _("Attività affidate a %(name)s dal %(start)s al %(end)s.") % period,
        subject=delegation,
        actor=actor,
        now=now,
    )
    notify(
        people=[colleague],
        kind="notices.delegation.created",
        level=NoticeLevel.CONCERNS,
        title=_("%(name)s ti affida le sue attività dal %(start)s al %(end)s")
        % {**period, "name": actor.person_name},
        url=url,
        subject=delegation,
        ente=delegation.ente,
        now=now,
    )
    return delegation


@transaction.atomic
def end_delegation(*, delegation: Delegation, actor, now: datetime) -> None:
    """End one's own delegation at once; refuses others'."""
    actor.require(NoticesPermission.END_DELEGATION, delegation)
    delegation.ended_at = now
    delegation.save(update_fields=["ended_at"])
    trail.record(
        "notices.delegation.ended",
        _("Delega a %(name)s revocata.") % {"name": delegation.colleague},
        subject=delegation,
        actor=actor,
        now=now,
    )
