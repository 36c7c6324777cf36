"""A process is a table: who may move a record, from which state to which, on what condition."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.audit.queries import lines_of
from pico.core.foundation.errors import Refusal
from pico.core.ui.formats import datetime_it

from .tables import MissingFields, Moved, Need, OpenStep, Step, Table, is_empty
from .terms import CHANGED_MEANWHILE, NOT_PERMITTED, WRONG_STATE

Can = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Workflow:
    """The process of one kind of record: `key` is `module.object`, and begins its announcements.

    `meanings` gives each state the meaning of its colour (`ui`: draft, running, waiting, done,
    refused, suspended). `steps` is the table of `version`; records that began under an `older` one keep
    it. `upgrades` maps (from version, to version) to {old state: new state}: only these are possible.
    Raises ValueError where the table contradicts itself.
    """

    key: str
    states: type[models.TextChoices]
    initial: str
    steps: tuple[Step, ...]
    meanings: Mapping[str, str]
    version: int = 1
    older: tuple[Table, ...] = ()
    upgrades: Mapping[tuple[int, int], Mapping[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if faults := faults_of(self):
            raise ValueError(f"Workflow {self.key}: {'; '.join(faults)}")

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every version, the present one first."""
        return (Table(self.version, self.steps), *self.older)

    def steps_of(self, version: int = 0) -> tuple[Step, ...]:
        """Return the steps of a version; 0 is the present one."""
        if not version:
            return self.steps
        return next(table.steps for table in self.tables if table.version == version)

    def find(self, name: str, version: int = 0) -> Step | None:
        return next((step for step in self.steps_of(version) if step.name == name), None)

    def step(self, name: str, version: int = 0) -> Step:
        """Return a step by its name; an unknown one is a ValueError."""
        found = self.find(name, version)
        if found is None:
            raise ValueError(f"Workflow {self.key} has no step {name} in version {version}.")
        return found

    def label(self, state: str) -> str:
        return str(self.states(state).label)

    def meaning(self, state: str) -> str:
        return self.meanings[state]

    # Moving ------------------------------------------------------------------------------------

    def move(
        self,
        record,
        name: str,
        *,
        actor: Actor,
        now: datetime,
        can: Can | None = None,
        seen: int | None = None,
        sentence: str = "",
        reserved: bool = False,
        space_id: int | None = None,
        told: Mapping[str, Any] | None = None,
        **fields: Any,
    ) -> Moved:
        """Make a step on a locked row, inside the action's transaction; the action saves `moved.fields`.

        Writes the audit line `<key>.<step>` (with `sentence` in place of the usual one) and announces
        it with `told`. `seen` is the revision the person had in front of him. Refuses with code
        changed_meanwhile, not_permitted, wrong_state, the name of a condition, or missing_<field>
        (`MissingFields`); a refused step changes nothing.
        """
        moved = self.apply(record, name, actor=actor, now=now, can=can, seen=seen, **fields)
        trail.record(
            f"{self.key}.{name}",
            sentence or self.sentence(moved),
            subject=record,
            actor=actor,
            now=now,
            reserved=reserved,
            **self._traces(moved),
        )
        announce(
            f"{self.key}.{name}",
            subject=record,
            actor=actor,
            space_id=space_id,
            source=moved.source,
            target=moved.target,
            **(told or {}),
        )
        return moved

    def apply(
        self,
        record,
        name: str,
        *,
        actor: Actor,
        now: datetime,
        can: Can | None = None,
        seen: int | None = None,
        **fields: Any,
    ) -> Moved:
        """Make a step in memory, with its effects; writes no trail and announces nothing."""
        step = self.step(name, version_of(record))
        if seen is not None and seen != record.revision:
            raise self._changed_meanwhile(record)
        self._ask_permission(step, record, actor, can)
        if record.state not in step.sources:
            raise self._wrong_state(step, record)
        for code, reason in step.obstacles(record):
            raise Refusal(reason, code=code)
        ask_for_fields(step, record, fields)
        return self._change(step, record, actor, now, fields)

    def open_steps(self, record, actor: Actor, can: Can | None = None) -> list[OpenStep]:
        """Return the steps this person may make from here, each with the reason that holds it up."""
        return [
            OpenStep(step, reasons[0] if reasons else "", reasons)
            for step in self.steps_of(version_of(record))
            if record.state in step.sources and not step.by_system
            if self._is_permitted(step, record, actor, can)
            for reasons in (tuple(reason for _code, reason in step.obstacles(record)),)
        ]

    def sentence(self, moved: Moved) -> str:
        """Say what happened, for the story of the record."""
        if moved.has_changed:
            said = _("%(step)s: da «%(source)s» a «%(target)s».") % {
                "step": moved.step.label,
                "source": self.label(moved.source),
                "target": self.label(moved.target),
            }
        else:
            said = f"{moved.step.label}."
        notes = (
            f"{one.label}: {moved.given[one.name]}"
            for one in moved.step.requires
            if isinstance(one, Need) and one.is_told and isinstance(moved.given.get(one.name), str)
        )
        return " ".join((said, *notes))

    def _is_permitted(self, step: Step, record, actor: Actor, can: Can | None) -> bool:
        if step.by_system and not actor.is_system:
            return False
        return can(step.permission) if can else actor.can(step.permission, record)

    def _ask_permission(self, step: Step, record, actor: Actor, can: Can | None) -> None:
        if self._is_permitted(step, record, actor, can):
            return
        if can is None and not step.by_system:
            actor.require(step.permission, record)
        raise Refusal(
            _("Non hai il permesso per «%(step)s»: chiedi a chi segue la pratica.")
            % {"step": step.label},
            code=NOT_PERMITTED,
        )

    def _wrong_state(self, step: Step, record) -> Refusal:
        said = _("«%(step)s» non è possibile ora: lo stato è «%(state)s».") % {
            "step": step.label,
            "state": self.label(record.state),
        }
        advice = _("Ricarica la pagina per vedere i passi possibili.")
        return Refusal(
            " ".join(filter(None, (said, last_change(record), advice))), code=WRONG_STATE
        )

    def _changed_meanwhile(self, record) -> Refusal:
        said = _("Nel frattempo la scheda è cambiata: ora lo stato è «%(state)s».") % {
            "state": self.label(record.state)
        }
        advice = _("Ricarica la pagina e, se serve ancora, ripeti il passo.")
        return Refusal(
            " ".join(filter(None, (said, last_change(record), advice))), code=CHANGED_MEANWHILE
        )

    def _change(self, step: Step, record, actor: Actor, now: datetime, fields: dict) -> Moved:
        source = record.state
        moved = Moved(record, step, source, step.target_from(source), actor, now, given=fields)
        record.state = moved.target
        record.revision += 1
        own = [name for name in fields if is_field(record, name)]
        for name in own:
            setattr(record, name, fields[name])
        set_by_effects = [name for effect in step.effects for name in effect(record, moved) or ()]
        moved.fields = list(dict.fromkeys(("state", "revision", *own, *set_by_effects)))
        return moved

    def _traces(self, moved: Moved) -> dict[str, Any]:
        """What the audit line keeps beside its sentence; never the content of the record's fields."""
        flow = {
            "step": moved.step.name,
            "source": moved.source,
            "target": moved.target,
            "version": version_of(moved.record),
            "revision": moved.record.revision,
        }
        if not moved.has_changed:
            return {"flow": flow}
        changes = {_("Stato"): [self.label(moved.source), self.label(moved.target)]}
        return {"flow": flow, "changes": changes}

    # Drawing -----------------------------------------------------------------------------------

    def diagram(self, version: int = 0) -> str:
        """Return a version as a Mermaid state diagram; steps with the same ends share an arrow."""
        steps = self.steps_of(version)
        used = states_of(steps, self.initial)
        names = (f'    state "{self.label(s)}" as {s}' for s in self.states.values if s in used)
        arrows: dict[tuple[str, str], list[str]] = {}
        for step in steps:
            for source in step.sources:
                arrows.setdefault((source, step.target_from(source)), []).append(str(step.label))
        drawn = (f"    {a} --> {b}: {' · '.join(labels)}" for (a, b), labels in arrows.items())
        return "\n".join(["stateDiagram-v2", *names, f"    [*] --> {self.initial}", *drawn])

    def table(self, version: int = 0) -> str:
        """Return a version as a Markdown table: what the diagram says, for who does not see it."""
        head = ["| Passo | Da | A | Permesso | Condizioni | Chiede |", "|---|---|---|---|---|---|"]
        return "\n".join([*head, *(self._row(step) for step in self.steps_of(version))])

    def _row(self, step: Step) -> str:
        who = "Pi.Co." if step.by_system else f"`{step.permission}`"
        conditions = ", ".join(f"`{one.__name__}`" for one in step.conditions)
        asked = ", ".join(f"`{name}`" for name in step.needs)
        sources = ", ".join(self.label(source) for source in step.sources)
        target = self.label(step.target) if step.target else "–"
        cells = (f"{step.label} (`{step.name}`)", sources, target, who, conditions, asked)
        return f"| {' | '.join(cell or '–' for cell in cells)} |"


def version_of(record) -> int:
    return getattr(record, "flow_version", 0) or 0


def is_field(record, name: str) -> bool:
    """Say whether a name is a column of the record; of a record without a model, an attribute."""
    if not isinstance(record, models.Model):
        return hasattr(record, name)
    return any(name in (one.name, one.attname) for one in record._meta.concrete_fields)


def label_of(record, name: str) -> str:
    """The name of a column, as forms show it."""
    if not isinstance(record, models.Model):
        return name
    return capfirst(str(record._meta.get_field(name).verbose_name))


def ask_for_fields(step: Step, record, fields: Mapping[str, Any]) -> None:
    """Refuse a step whose fields are empty; a name that nobody knows is a TypeError."""
    needs = {one if isinstance(one, str) else one.name: one for one in step.requires}
    for name in fields:
        if name not in needs and not is_field(record, name):
            raise TypeError(f"Step {step.name} knows no field {name}.")
    errors = {}
    for name, need in needs.items():
        if isinstance(need, Need) and not need.is_required:
            continue
        if not is_empty(fields.get(name, getattr(record, name, None))):
            continue
        label = need.label if isinstance(need, Need) else label_of(record, name)
        errors[name] = _("Compila «%(label)s».") % {"label": label}
    if errors:
        raise MissingFields(errors)


def last_change(record) -> str:
    """Say who changed the record last, and when; nothing where nobody did."""
    line = lines_of(record).first() if isinstance(record, models.Model) and record.pk else None
    if line is None:
        return ""
    who = line.person_name
    if line.ente_name:
        who = f"{who} ({line.ente_name})"
    return _("L'ultimo cambiamento è di %(who)s, %(when)s.") % {
        "who": who,
        "when": datetime_it(line.at),
    }


# Checking a table ------------------------------------------------------------------------------


def states_of(steps: tuple[Step, ...], initial: str) -> set[str]:
    """The states that a version uses."""
    sources = {str(state) for step in steps for state in step.sources}
    return {str(initial), *sources, *(str(step.target) for step in steps if step.target)}


def reachable(steps: tuple[Step, ...], initial: str) -> set[str]:
    """The states that walks from the initial one come to."""
    found, edge = {str(initial)}, {str(initial)}
    while edge:
        edge = {
            str(step.target) for step in steps if step.target and edge & set(map(str, step.sources))
        } - found
        found |= edge
    return found


def faults_of(flow: Workflow) -> list[str]:
    """What a table says against itself, in English, for who writes it."""
    known = set(flow.states.values)
    faults = [f"no meaning for {state}" for state in sorted(known - set(flow.meanings))]
    versions = [table.version for table in flow.tables]
    if len(set(versions)) != len(versions) or min(versions) < 1:
        faults.append(f"versions must be different and positive: {versions}")
    used: set[str] = set()
    for table in flow.tables:
        faults += [f"version {table.version}: {fault}" for fault in _faults_in(table, flow, known)]
        used |= states_of(table.steps, flow.initial)
    faults += [f"no version uses {state}" for state in sorted(known - used)]
    for (before, after), states in flow.upgrades.items():
        if before not in versions or after not in versions:
            faults.append(f"upgrade of unknown versions {before} → {after}")
        unknown = ({*map(str, states), *map(str, states.values())}) - known
        faults += [f"upgrade of unknown state {state}" for state in sorted(unknown)]
    return faults


def _faults_in(table: Table, flow: Workflow, known: set[str]) -> list[str]:
    names = [step.name for step in table.steps]
    used = states_of(table.steps, flow.initial)
    return [
        *(f"step {name} twice" for name in sorted({n for n in names if names.count(n) > 1})),
        *(f"step {step.name} starts nowhere" for step in table.steps if not step.sources),
        *(f"unknown state {state}" for state in sorted(used - known)),
        *(
            f"{state} is never reached"
            for state in sorted(used & known - reachable(table.steps, flow.initial))
        ),
    ]


# The register ----------------------------------------------------------------------------------

_flows: dict[str, Workflow] = {}


def register(flow: Workflow) -> None:
    """Make a process known by its key; another one under the same key is a ValueError."""
    if _flows.setdefault(flow.key, flow) is not flow:
        raise ValueError(f"Two workflows are called {flow.key}.")


def find(key: str) -> Workflow:
    """Return a process by its key; an unknown one is a ValueError."""
    try:
        return _flows[key]
    except KeyError:
        raise ValueError(f"No workflow is called {key}: name it in the manifest.") from None


def everything() -> dict[str, Workflow]:
    return dict(sorted(_flows.items()))
