"""An ente joins, step by step: acts, contacts, services, list of start."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import SYSTEM, Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.models import Ente, Space
from pico.core.foundation.errors import Refusal
from pico.core.modules import registry
from pico.core.modules.actions import switch_module

from .. import notices
from ..models import Act, Adhesion, Contact, StartCheck
from ..permissions import AdhesionPermission
from ..queries.adhesions import counterpart_of, whose_turn
from ..queries.offices import administrators
from ..terms import (
    ACT_WARNINGS,
    MEMBERS,
    STATE_SENTENCES,
    AdhesionState,
    ContactKind,
    Service,
    StartItem,
)
from ..workflow import ADHESION, prepared


@transaction.atomic
def open_adhesion(*, ente: Ente, actor: Actor, now: datetime) -> Adhesion:
    """Open the adhesion of an ente to its counterpart, or return the one there is."""
    actor.require(AdhesionPermission.OPEN_ADHESION, ente)
    counterpart = counterpart_of(ente)
    if counterpart is None:
        raise Refusal(
            _("%(ente)s non ha un ente a cui aderire: chiedi a UPI.") % {"ente": ente},
            code="no_counterpart",
        )
    adhesion, is_new = Adhesion.objects.get_or_create(
        ente=ente,
        counterpart=counterpart,
        defaults={"state_since": now, "created_at": now},
    )
    if is_new:
        _record(adhesion, "opened", _("Adesione aperta."), actor, now)
    return adhesion


def _lock(adhesion: Adhesion) -> Adhesion:
    return (
        Adhesion.objects.select_for_update(of=("self",))
        .select_related("ente", "counterpart")
        .get(pk=adhesion.pk)
    )


@transaction.atomic
def take_step(
    *, adhesion: Adhesion, step: str, actor: Actor, now: datetime, reason: str = ""
) -> Adhesion:
    """Move an adhesion by a row of the table; refuses with the reason of the unmet condition."""
    adhesion = prepared(_lock(adhesion), today=timezone.localdate(now))
    before = adhesion.get_state_display()
    taken = ADHESION.move(adhesion, step, actor=actor)
    if taken.needs_reason and not reason.strip():
        raise Refusal(_("Scrivi il motivo: l'altro ente lo leggerà."), code="reason_missing")
    adhesion.state_since, adhesion.reason = now, reason.strip()
    adhesion.save(update_fields=["state", "state_since", "reason"])
    if step == "start":
        _switch_on(adhesion, now)
    sentence = _("%(label)s: da «%(before)s» a «%(after)s».") % {
        "label": taken.label,
        "before": before,
        "after": adhesion.get_state_display(),
    }
    if adhesion.reason:
        sentence += " " + _("Motivo: %(reason)s") % {"reason": adhesion.reason}
    _record(adhesion, step, sentence, actor, now, state=adhesion.state)
    _tell_the_other_side(adhesion, actor, now)
    return adhesion


def _switch_on(adhesion: Adhesion, now: datetime) -> None:
    """Switch on the chosen modules in the space of the ente, where they are installed."""
    space = Space.objects.filter(ente=adhesion.ente).select_related("ente").first()
    for key in adhesion.services if space else ():
        if module := registry.installed().get(key):
            switch_module(space=space, module=module, is_on=True, actor=SYSTEM, now=now)


def _tell_the_other_side(adhesion: Adhesion, actor: Actor, now: datetime) -> None:
    """Put it on the list of the ente that must act now; the other side hears of it if it need not act."""
    sentence = adhesion.reason or str(STATE_SENTENCES[AdhesionState(adhesion.state)])
    turn = whose_turn(adhesion)
    notices.pass_the_turn(adhesion, office=turn, sentence=sentence, now=now)
    other = adhesion.ente if actor.ente_id == adhesion.counterpart_id else adhesion.counterpart
    if other != turn:
        people = administrators(other, today=timezone.localdate(now))
        notices.tell_adhesion(adhesion, people=people, sentence=sentence, now=now)


def _record(
    adhesion: Adhesion, verb: str, sentence: str, actor: Actor, now: datetime, **data
) -> None:
    name = f"adhesion.adhesion.{verb}"
    trail.record(name, sentence, subject=adhesion, actor=actor, now=now, **data)
    announce(name, subject=adhesion, actor=actor, services=adhesion.services, state=adhesion.state)


@transaction.atomic
def choose_services(
    *,
    adhesion: Adhesion,
    services: list[str],
    wants_site: bool,
    data_roles: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Write which services the ente wants, whether it wants a site, who treats the data."""
    adhesion = _lock(adhesion)
    actor.require(AdhesionPermission.PREPARE_ADHESION, adhesion)
    _refuse_if_over(adhesion)
    if strange := set(services) - set(Service.values):
        raise Refusal(
            _("Moduli sconosciuti: %(names)s.") % {"names": ", ".join(sorted(strange))},
            code="unknown_service",
        )
    before = ", ".join(adhesion.service_labels) or "–"
    adhesion.services = [key for key in Service.values if key in services]
    adhesion.wants_site, adhesion.data_roles = wants_site, data_roles
    adhesion.save(update_fields=["services", "wants_site", "data_roles"])
    after = ", ".join(adhesion.service_labels) or "–"
    changes = {_("Moduli scelti"): [before, after]} if before != after else {}
    _record(adhesion, "prepared", _("Moduli e sito aggiornati."), actor, now, changes=changes)
    if adhesion.state == AdhesionState.RUNNING:
        _switch_on(adhesion, now)


def _refuse_if_over(adhesion: Adhesion) -> None:
    if adhesion.state == AdhesionState.WITHDRAWN:
        raise Refusal(
            _("L'adesione è cessata: per cambiarla va chiesta di nuovo."), code="adhesion_over"
        )


@transaction.atomic
def name_contact(
    *,
    adhesion: Adhesion,
    kind: str,
    name: str,
    email: str,
    actor: Actor,
    now: datetime,
    phone: str = "",
) -> Contact:
    """Name whom to call, one person per kind."""
    adhesion = _lock(adhesion)
    actor.require(AdhesionPermission.PREPARE_ADHESION, adhesion)
    _refuse_if_over(adhesion)
    contact, _is_new = Contact.objects.update_or_create(
        adhesion=adhesion, kind=kind, defaults={"name": name, "email": email, "phone": phone}
    )
    sentence = _("%(kind)s: %(name)s.") % {"kind": ContactKind(kind).label, "name": name}
    _record(adhesion, "contact_named", sentence, actor, now)
    return contact


@transaction.atomic
def add_act(*, adhesion: Adhesion, actor: Actor, now: datetime, **fields) -> Act:
    """File an act of the adhesion; refuses a term before its start, and a day to come."""
    adhesion = _lock(adhesion)
    actor.require(AdhesionPermission.PREPARE_ADHESION, adhesion)
    if fields.get("ends_on") and fields["ends_on"] < fields["starts_on"]:
        raise Refusal(
            _("L'atto scade prima della decorrenza: correggi le date."), code="bad_period"
        )
    if fields["act_on"] > timezone.localdate(now):
        raise Refusal(_("La data dell'atto non può essere futura."), code="act_in_future")
    act = Act.objects.create(adhesion=adhesion, created_at=now, **fields)
    sentence = _("Atto registrato: %(act)s del %(day)s.") % {
        "act": act,
        "day": notices.day(act.act_on),
    }
    _record(adhesion, "act_added", sentence, actor, now)
    return act


@transaction.atomic
def remove_act(*, act: Act, actor: Actor, now: datetime) -> None:
    """Take away an act filed by mistake; refuses it once the adhesion stands on it."""
    adhesion = _lock(act.adhesion)
    actor.require(AdhesionPermission.PREPARE_ADHESION, adhesion)
    if adhesion.state in (*MEMBERS, AdhesionState.SUSPENDED, AdhesionState.WITHDRAWN):
        raise Refusal(
            _("L'adesione si fonda su questo atto: registra l'atto che lo corregge."),
            code="act_in_use",
        )
    sentence = _("Atto tolto: %(act)s.") % {"act": act}
    act.delete()
    _record(adhesion, "act_removed", sentence, actor, now)


@transaction.atomic
def tick(*, adhesion: Adhesion, item: str, is_done: bool, actor: Actor, now: datetime) -> None:
    """Tick an item of the list of start, or take the tick away."""
    adhesion = _lock(adhesion)
    actor.require(AdhesionPermission.PREPARE_ADHESION, adhesion)
    if item not in adhesion.start_items:
        raise Refusal(_("Questa voce non fa parte dell'elenco di avvio."), code="unknown_item")
    if is_done:
        StartCheck.objects.get_or_create(
            adhesion=adhesion,
            item=item,
            defaults={"done_at": now, "done_by_id": actor.person_id},
        )
    else:
        StartCheck.objects.filter(adhesion=adhesion, item=item).delete()
    sentence = _("Fatto: %(item)s.") if is_done else _("Da rifare: %(item)s.")
    _record(adhesion, "ticked", sentence % {"item": StartItem(item).label}, actor, now)


def warn_of_acts(*, now: datetime) -> int:
    """Tell both sides of acts that end within 180, 90 and 30 days, once for each term."""
    today = timezone.localdate(now)
    ending = Act.objects.filter(
        ends_on__gte=today,
        ends_on__lte=today + timedelta(days=max(ACT_WARNINGS)),
        adhesion__state__in=MEMBERS,
    ).select_related("adhesion__ente", "adhesion__counterpart")
    return sum(_warn(act, today, now) for act in ending)


@transaction.atomic
def _warn(act: Act, today: date, now: datetime) -> bool:
    left = (act.ends_on - today).days
    term = min(days for days in ACT_WARNINGS if left <= days)
    act = Act.objects.select_for_update(of=("self",)).select_related("adhesion").get(pk=act.pk)
    if act.warned_days is not None and act.warned_days <= term:
        return False
    act.warned_days = term
    act.save(update_fields=["warned_days"])
    people = administrators(act.adhesion.ente, today=today) | administrators(
        act.adhesion.counterpart, today=today
    )
    notices.warn_of_act(act, days=left, people=people, now=now)
    return True
