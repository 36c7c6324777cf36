"""Every cell of a process table, as tests: state × step × role."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import SimpleNamespace

from pico.core.access.actor import Actor
from pico.core.foundation.errors import Refusal

from .flows import Workflow
from .tables import Table

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
HOLDS, HOLDS_NOT = "permitted", "not_permitted"


@dataclass(frozen=True, slots=True)
class Case:
    """A cell: in `state`, of `version`, who has `role` tries `step`; `target` is "" where it is refused."""

    flow: Workflow
    version: int
    state: str
    step: str
    role: str
    target: str

    def __str__(self) -> str:
        return f"v{self.version}-{self.state}-{self.step}-{self.role}"


def workflow_cases(flow: Workflow, may: Mapping[str, Collection[str]] | None = None) -> list[Case]:
    """Return every cell of every version.

    `may` says, step by step and apart from the policy, which roles may make it: a step it does not name
    nobody may. Without it the roles are who holds the permission of the step, and who does not.

        @pytest.mark.parametrize("case", workflow_cases(TICKET, MAY), ids=str)
        def test_table(case, actors):
            try_case(case, actor=actors[case.role])
    """
    roles = sorted({role for ones in may.values() for role in ones}) if may else [HOLDS, HOLDS_NOT]
    found = []
    for table in flow.tables:
        for state in flow.states.values:
            for step in table.steps:
                allowed = {HOLDS} if may is None else may.get(step.name, ())
                for role in roles:
                    moves = state in step.sources and role in allowed
                    target = step.target_from(state) if moves else ""
                    found.append(Case(flow, table.version, state, step.name, role, str(target)))
    return found


def try_case(case: Case, *, actor: Actor | None = None, record: object = None) -> None:
    """Try a cell and assert what becomes of it: the target, or a refusal that changes nothing.

    Conditions, needs and effects are taken away: they have tests of their own. `record` is what the
    facts of the permissions read; with `actor` the house's policy decides, without it the role alone.
    """
    flow = bare(case.flow)
    step = flow.step(case.step, case.version)
    subject = record or SimpleNamespace()
    subject.state, subject.flow_version, subject.revision = case.state, case.version, 0
    doer = actor or Actor(person_id=1, is_system=step.by_system)
    can = None if actor else (lambda name: case.role == HOLDS and name == step.permission)
    offered = {one.step.name for one in flow.open_steps(subject, doer, can)}
    try:
        flow.apply(subject, case.step, actor=doer, now=NOW, can=can)
    except Refusal:
        assert not case.target, f"{case}: refused"  # noqa: S101
        assert (subject.state, subject.revision) == (case.state, 0)  # noqa: S101
        assert case.step not in offered, f"{case}: offered, then refused"  # noqa: S101
    else:
        assert subject.state == case.target, f"{case}: went to {subject.state}"  # noqa: S101
        assert step.by_system or case.step in offered, f"{case}: made without a button"  # noqa: S101


def bare(flow: Workflow) -> Workflow:
    """The same table without conditions, needs and effects."""
    older = tuple(Table(one.version, _bare(one.steps)) for one in flow.older)
    return replace(flow, steps=_bare(flow.steps), older=older)


def _bare(steps):
    return tuple(replace(step, conditions=(), requires=(), effects=()) for step in steps)
