"""Second operators, turns, who is on holiday; two rules of the supervisor's own."""

from datetime import datetime, timedelta

from django.utils import timezone

from pico.core.access.actor import Actor
from pico.core.enti.queries import ente_by_key
from pico.core.people.actors import actor_for, working_memberships
from pico.core.people.models import Membership, Person
from pico.core.testing import cast

from ..actions import duty, rules
from ..models import Absence, Queue, Rule
from ..terms import Distribution, Impact, Priority, QueueRole, Target, Topic

# Queue (its key, with the key of the ente that it belongs to), operator, who places him.
SECOND_OPERATORS = (
    ("platform", "upi.redattore", "upi.helpdesk"),
    ("province:p_TV:SUA", "treviso.personale", "treviso.admin"),
    ("province:p_TV:GENERAL", "treviso.redattore", "treviso.admin"),
)
TURNS = (
    ("province:p_TV:SUA", Distribution.ROUND_ROBIN, "treviso.admin"),
    ("platform", Distribution.LEAST_LOADED, "upi.helpdesk"),
)
OWN_RULES = (
    {"name": "Gara con un termine vicino", "topics": [Topic.SUA], "impacts": [Impact.BLOCKED],
     "words": "scadenza, scade, termine, proroga", "target": Target.PROVINCE,
     "priority": Priority.CRITICAL, "tags": ["termine di gara"],
     "why": "Un termine di gara perso non si recupera."},
    {"name": "Campagna di raccolta fabbisogni 2025", "topics": [Topic.SUA], "words": "fabbisogni 2025",
     "target": Target.QUEUE, "queue": "experts:SUA", "is_off": True,
     "why": "Serviva durante la campagna: ora è chiusa."},
)  # fmt: skip
BLANK = {
    "why": "", "asker": "", "family": "", "topics": [], "special": "", "region": None,
    "ente_kinds": [], "impacts": [], "words": "", "queue": None, "priority": "", "tags": [],
    "categories": [], "provinces": [], "cc": [],
}  # fmt: skip


def furnish_routing(now: datetime) -> None:
    """Furnish second operators, turns, a holiday and two rules; run again, it adds nothing."""
    people = _working(now)
    if "upi.helpdesk" not in people or Absence.objects.exists():
        return
    for key, who, by in SECOND_OPERATORS:
        queue = _queue(key)
        if queue and who in people and by in people:
            place = {"queue": queue, "membership": people[who][1], "role": QueueRole.OPERATOR}
            duty.place_operator(**place, actor=people[by][0], now=now)
    for key, distribution, by in TURNS:
        if (queue := _queue(key)) and by in people:
            duty.change_distribution(
                queue=queue, distribution=distribution, actor=people[by][0], now=now
            )
    _holiday(people, now)
    _own_rules(people["upi.helpdesk"][0], now)


def _working(now: datetime) -> dict[str, tuple[Actor, Membership]]:
    """The cast by user name: the actor of each, and the place for which he acts."""
    found = {}
    for person in Person.objects.filter(username__in=[part.username for part in cast.CAST]):
        place = working_memberships(person, today=timezone.localdate(now)).first()
        if place:
            found[person.username] = (actor_for(person, place), place)
    return found


def _queue(key: str) -> Queue | None:
    """A queue by its key, in which an ente stands with its own key instead of its number."""
    kind, _colon, rest = key.partition(":")
    if kind == "province":
        ente_key, _colon, topic = rest.partition(":")
        ente = ente_by_key(ente_key)
        key = f"province:{ente.pk}:{topic}" if ente else ""
    return Queue.objects.filter(key=key).first()


def _holiday(people: dict, now: datetime) -> None:
    """One operator is away for a week; the other of the same queue stands in."""
    if {"treviso.personale", "treviso.sua"} - set(people):
        return
    today = timezone.localdate(now)
    duty.note_absence(
        membership=people["treviso.personale"][1],
        substitute=people["treviso.sua"][1],
        starts_on=today,
        ends_on=today + timedelta(days=7),
        note="Ferie",
        actor=people["treviso.personale"][0],
        now=now,
    )


def _own_rules(actor: Actor, now: datetime) -> None:
    for facts in OWN_RULES:
        values = {**BLANK, **facts}
        off = values.pop("is_off", False)
        values["queue"] = _queue(values["queue"]) if values["queue"] else None
        rule = rules.write_rule(values=values, actor=actor, now=now)
        if off:
            rules.switch_rule(rule=rule, on=False, actor=actor, now=now)
        else:
            for _turn in range(Rule.objects.filter(position__lt=rule.position).count() - 1):
                rules.move_rule(rule=rule, up=True, actor=actor, now=now)
