"""The rules of routing: written, ordered, switched off by the supervisor; those one begins with."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.audit import trail
from pico.core.enti.terms import EnteKind
from pico.core.foundation.errors import Refusal

from ..models import Queue, Rule
from ..permissions import HelpdeskPermission
from ..terms import ACCESS, PLATFORM, AskerKind, Family, Impact, Priority, Special, Target, Topic

PLAIN = (
    *("name", "why", "asker", "family", "topics", "special", "region", "ente_kinds", "impacts"),
    *("words", "target", "queue", "priority", "tags"),
)
MANY = ("categories", "provinces", "cc")


@transaction.atomic
def write_rule(
    *,
    values: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    rule: Rule | None = None,
    seen: int | None = None,
) -> Rule:
    """Write a rule, a new one after all the others; `values` are those of the form, by field name.

    Refuses who does not supervise, a precise queue that is not named, and who saw an older version.
    """
    actor.require(HelpdeskPermission.ROUTE)
    if values["target"] == Target.QUEUE and values.get("queue") is None:
        raise Refusal(_("Scegli la coda in cui la regola porta la richiesta."), code="no_queue")
    is_new = rule is None
    rule = Rule(position=_next_position()) if rule is None else _locked(rule, seen)
    before = None if is_new else said(rule)
    for name in PLAIN:
        setattr(rule, name, values[name])
    rule.revision += 1
    rule.save()
    for name in MANY:
        getattr(rule, name).set(values[name])
    _tell(rule, before, actor, now)
    return rule


def _tell(rule: Rule, before: dict[str, str] | None, actor: Actor, now: datetime) -> None:
    """Keep in the story what changed; of a new rule its page says everything."""
    if before is None:
        trail.record("helpdesk.rule.made", _("Regola scritta."), subject=rule, actor=actor, now=now)
        return
    changes = {
        label: [before[label], text] for label, text in said(rule).items() if before[label] != text
    }
    trail.record(
        "helpdesk.rule.changed",
        _("Regola modificata."),
        subject=rule,
        actor=actor,
        now=now,
        changes=changes,
    )


def _locked(rule: Rule, seen: int | None) -> Rule:
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    if seen is not None and seen != rule.revision:
        raise Refusal(
            _("Nel frattempo qualcuno ha cambiato questa regola: ricarica la pagina e riprova."),
            code="changed_meanwhile",
        )
    return rule


def _next_position() -> int:
    last = Rule.objects.aggregate(last=models.Max("position"))["last"]
    return (last or 0) + 1


def said(rule: Rule) -> dict[str, str]:
    """What a rule says, field by field, in words: for its story."""
    return {_label(name): _in_words(rule, name) for name in (*PLAIN, *MANY)}


def _label(name: str) -> str:
    return capfirst(str(Rule._meta.get_field(name).verbose_name))


LISTED = {"topics": Topic, "impacts": Impact, "ente_kinds": EnteKind}


def _in_words(rule: Rule, name: str) -> str:
    if name in MANY:
        return ", ".join(str(one) for one in getattr(rule, name).all())
    value = getattr(rule, name)
    if isinstance(value, list):
        labels = LISTED.get(name)
        return ", ".join(str(labels(one).label) if labels else one for one in value)
    display = getattr(rule, f"get_{name}_display", None)
    return str(display() if display and value else value or "")


@transaction.atomic
def move_rule(*, rule: Rule, up: bool, actor: Actor, now: datetime) -> None:
    """Change places with the rule before or after; at the end of the table nothing happens."""
    actor.require(HelpdeskPermission.ROUTE)
    order = list(Rule.objects.select_for_update().order_by("position", "pk"))
    at = next(index for index, one in enumerate(order) if one.pk == rule.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(order):
        return
    order[at], order[to] = order[to], order[at]
    for position, one in enumerate(order, 1):
        one.position = position
    Rule.objects.bulk_update(order, ["position"])
    trail.record(
        "helpdesk.rule.moved",
        _("Ora è la regola numero %(position)d.") % {"position": to + 1},
        subject=rule,
        actor=actor,
        now=now,
        changes={_("Ordine"): [at + 1, to + 1]},
    )


@transaction.atomic
def switch_rule(*, rule: Rule, on: bool, actor: Actor, now: datetime) -> None:
    """Switch a rule on or off; a rule is never thrown away, its story stays."""
    actor.require(HelpdeskPermission.ROUTE)
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    if rule.is_active == on:
        return
    rule.is_active = on
    rule.revision += 1
    rule.save(update_fields=["is_active", "revision"])
    trail.record(
        "helpdesk.rule.opened" if on else "helpdesk.rule.closed",
        _("Regola accesa.") if on else _("Regola spenta: non viene più letta."),
        subject=rule,
        actor=actor,
        now=now,
    )


# What every installation begins with. Source: domain facts of the Help Desk, section 4.2, which
# numbers them (1) to (6); the narrower ones come first, because the first that matches wins.
DEFAULTS: tuple[dict[str, Any], ...] = (
    {"key": "security", "name": "Sospetta violazione di sicurezza", "special": Special.SECURITY,
     "target": Target.QUEUE, "queue": PLATFORM, "priority": Priority.CRITICAL,
     "why": "UPI deve saperlo subito: 72 ore per la notifica (art. 33 GDPR)."},
    {"key": "outside", "name": "Chi non ha un accesso", "asker": AskerKind.OUTSIDE,
     "target": Target.QUEUE, "queue": ACCESS,
     "why": "Il modulo senza accesso serve solo a entrare."},
    {"key": "access", "name": "Accesso e profilo", "topics": [Topic.ACCESS],
     "target": Target.QUEUE, "queue": ACCESS,
     "why": "Registrazione, SPID, CIE e profilo li segue il gruppo dell'accesso."},
    {"key": "platform", "name": "Assistenza sulla Piattaforma", "family": Family.PLATFORM,
     "target": Target.QUEUE, "queue": PLATFORM,
     "why": "I problemi tecnici di ogni modulo li vede UPI per prima."},
    {"key": "regional", "name": "Chi lavora in una UPI regionale", "ente_kinds": ["UPIR"],
     "target": Target.QUEUE, "queue": PLATFORM,
     "why": "Le UPI regionali si rivolgono a UPI nazionale."},
    {"key": "opinion", "name": "Quesito di una Provincia", "family": Family.SERVICES,
     "asker": AskerKind.OF_THE_PROVINCE, "special": Special.OPINION, "target": Target.POOL,
     "why": "Chi lavora nella Provincia chiede agli esperti, non a se stesso."},
    {"key": "province", "name": "Servizi della Provincia", "family": Family.SERVICES,
     "target": Target.PROVINCE,
     "why": "Ogni Provincia risponde dei suoi servizi; senza referente passa oltre, con un avviso."},
)  # fmt: skip


@transaction.atomic
def furnish_rules(*, actor: Actor, now: datetime) -> int:
    """Make the rules of every installation that are missing; those that were changed stay as they are."""
    made = 0
    for facts in DEFAULTS:
        if Rule.objects.filter(key=facts["key"]).exists():
            continue
        queue = Queue.objects.filter(key=facts.get("queue", "")).first()
        if facts["target"] == Target.QUEUE and queue is None:
            continue
        rule = Rule.objects.create(**{**facts, "queue": queue, "position": _next_position()})
        trail.record(
            "helpdesk.rule.made", _("Regola di partenza."), subject=rule, actor=actor, now=now
        )
        made += 1
    return made
