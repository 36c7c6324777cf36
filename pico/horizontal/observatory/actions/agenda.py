"""The register of indices and the digital goals of the Provinces."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.audit.trail import record
from pico.core.foundation.errors import Refusal

from ..models import DigitalGoal, DigitalIndex
from ..permissions import AgendaPermission
from ..terms.agenda import BELOW_REGION, NEVER_BELOW_REGION, Call

FIELDS = (
    "name", "holder", "level", "dimensions", "last_year", "periodicity", "url", "licence", "note",
)  # fmt: skip


@transaction.atomic
def keep_index(
    *, index: DigitalIndex | None, values: dict, actor: Actor, now: datetime
) -> DigitalIndex:
    """Write an index in the register, or change one; `values` are its fields by name.

    Refuses a name that another has, and a DESI below the regions: none exists.
    """
    actor.require(AgendaPermission.KEEP_INDICES)
    said = {name: values[name] for name in FIELDS}
    if NEVER_BELOW_REGION in said["name"].upper() and said["level"] in BELOW_REGION:
        raise Refusal(
            _("Non esiste un DESI per Provincia o per Comune: scegli il livello Regione, Italia o Europa."),
            code="no_provincial_desi",
        )  # fmt: skip
    others = DigitalIndex.objects.exclude(pk=index.pk) if index else DigitalIndex.objects.all()
    if others.filter(name=said["name"]).exists():
        raise Refusal(_("C'è già un indice con questo nome: cambialo."), code="name_taken")
    if index is None:
        kept = DigitalIndex.objects.create(**said)
        sentence = _("Indice aggiunto: «%(name)s»") % {"name": kept.name}
    else:
        kept = DigitalIndex.objects.select_for_update().get(pk=index.pk)
        for name, value in said.items():
            setattr(kept, name, value)
        kept.withdrawn_at = None
        kept.save()
        sentence = _("Indice cambiato: «%(name)s»") % {"name": kept.name}
    record("observatory.index.kept", sentence, subject=kept, actor=actor, now=now)
    return kept


@transaction.atomic
def withdraw_index(*, index: DigitalIndex, actor: Actor, now: datetime) -> DigitalIndex:
    """Take an index out of the register: it stays in the trail."""
    actor.require(AgendaPermission.KEEP_INDICES)
    index.withdrawn_at = now
    index.save(update_fields=["withdrawn_at"])
    sentence = _("Indice tolto: «%(name)s»") % {"name": index.name}
    record("observatory.index.withdrawn", sentence, subject=index, actor=actor, now=now)
    return index


@transaction.atomic
def set_goal(
    *, call: str, target: int, due_on: date, note: str, actor: Actor, now: datetime
) -> DigitalGoal:
    """Fix what share of its Comuni (percent) one's own Province wants to see through a measure.

    A measure has one goal: set again, it changes. Refuses a share that is none and a day gone by.
    """
    actor.require(AgendaPermission.SET_GOAL)
    if call not in Call.values:
        raise Refusal(_("Scegli la misura dell'obiettivo."), code="no_call")
    if not 1 <= target <= 100:
        raise Refusal(_("Il traguardo va da 1 a 100 per cento dei Comuni."), code="no_share")
    if due_on <= timezone.localdate(now):
        raise Refusal(_("Scegli un giorno che deve ancora venire."), code="gone_by")
    goal, is_new = DigitalGoal.objects.update_or_create(
        ente_id=actor.ente_id,
        call=call,
        defaults={
            "target": target, "due_on": due_on, "note": note.strip()[:300],
            "set_by_id": actor.person_id, "set_at": now,
        },
    )  # fmt: skip
    said = {"call": goal.get_call_display(), "target": target}
    sentence = (
        _("Obiettivo fissato: %(call)s nel %(target)d %% dei Comuni") % said
        if is_new
        else _("Obiettivo cambiato: %(call)s nel %(target)d %% dei Comuni") % said
    )
    record("observatory.goal.set", sentence, subject=goal, actor=actor, now=now)
    return goal


@transaction.atomic
def drop_goal(*, goal: DigitalGoal, actor: Actor, now: datetime) -> None:
    """Give a goal of one's own Province up."""
    actor.require(AgendaPermission.SET_GOAL)
    if goal.ente_id != actor.ente_id:
        raise Refusal(_("Questo obiettivo è di un altro ente."), code="not_permitted")
    sentence = _("Obiettivo tolto: %(call)s") % {"call": goal.get_call_display()}
    record("observatory.goal.dropped", sentence, subject=goal, actor=actor, now=now)
    DigitalGoal.objects.filter(pk=goal.pk).delete()
