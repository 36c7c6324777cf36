"""A table that contradicts itself does not start; what it says is what happens."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico.core.access.actor import SYSTEM, Actor
from pico.core.foundation.errors import Refusal
from pico.engines.workflow import flows
from pico.engines.workflow.cases import try_case, workflow_cases
from pico.engines.workflow.flows import Workflow
from pico.engines.workflow.tables import MissingFields, Step, Table
from tests.sample_module.models import Dossier
from tests.sample_module.permissions import DECIDE, WRITE
from tests.sample_module.terms import DossierState as S
from tests.sample_module.workflow import DOSSIER, STEPS, TRACK

from .conftest import NOW

MAY = {
    "send": {"writer", "decider"},
    "gather": {"decider"},
    "conclude": {"decider"},
    "refuse": {"decider"},
    "urge": {"writer", "decider"},
    "pause": {"decider"},
    "resume": {"decider"},
}


@pytest.mark.parametrize("case", workflow_cases(DOSSIER, MAY), ids=str)
def test_state_step_role(case, writer, decider):
    try_case(case, actor={"writer": writer, "decider": decider}[case.role])


@pytest.mark.parametrize("case", workflow_cases(TRACK), ids=str)
def test_state_step_permission(case):
    try_case(case)


def test_the_cells_are_all_there():
    present, before = 6 * 6 * 2, 6 * 3 * 2
    assert len(workflow_cases(DOSSIER, MAY)) == present + before


def test_a_cell_that_lies_is_caught(writer):
    (case,) = (
        c
        for c in workflow_cases(DOSSIER, {"gather": {"writer"}})
        if (c.version, c.state, c.step) == (2, S.SENT, "gather")
    )
    with pytest.raises(AssertionError, match="refused"):
        try_case(case, actor=writer)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"meanings": {**DOSSIER.meanings, S.DONE: None}, "initial": "CHISSÀ"}, "unknown state"),
        ({"meanings": {S.DRAFT: "draft"}}, "no meaning for CONCLUSA"),
        ({"steps": STEPS[1:]}, "INVIATA is never reached"),
        ({"steps": (*STEPS, STEPS[0])}, "step send twice"),
        ({"steps": (*STEPS, Step("x", "X", (), S.DONE, WRITE))}, "step x starts nowhere"),
        ({"older": ()}, "no version uses SOSPESA"),
        ({"older": (Table(2, STEPS),)}, "versions must be different"),
        ({"upgrades": {(1, 7): {}}}, "upgrade of unknown versions"),
        ({"upgrades": {(1, 2): {"CHISSÀ": S.DRAFT}}}, "upgrade of unknown state"),
    ],
)
def test_a_table_that_contradicts_itself_does_not_start(changed, fault):
    with pytest.raises(ValueError, match=fault):
        replace(DOSSIER, **changed)


def test_two_processes_with_one_key_do_not_start():
    with pytest.raises(ValueError, match="Two workflows"):
        flows.register(replace(DOSSIER, steps=STEPS))


def test_every_sentence_of_the_diagram_is_in_the_table():
    drawn, told = DOSSIER.diagram(), DOSSIER.table()
    assert drawn.startswith("stateDiagram-v2")
    assert "    INVIATA --> CONCLUSA: Concludi" in drawn
    assert "    INVIATA --> INVIATA: Sollecita" in drawn
    assert "SOSPESA" not in drawn
    for step in STEPS:
        assert f"| {step.label} (`{step.name}`) |" in told


@given(
    walk=st.lists(
        st.tuples(st.sampled_from([s.name for s in STEPS]), st.booleans(), st.booleans()),
        max_size=25,
    )
)
def test_no_walk_leaves_the_states_and_a_refusal_changes_nothing(walk):
    """Any steps, by anybody, with or without what they ask: a permitted row, or nothing at all."""
    flow = replace(DOSSIER, steps=tuple(replace(s, conditions=(), effects=()) for s in STEPS))
    dossier = Dossier(title="Palestra", flow_version=2)
    for name, holds, gives in walk:
        before = (dossier.state, dossier.revision, dossier.outcome)
        step = flow.step(name)
        fields = dict.fromkeys(step.needs, "Va bene.") if gives else {}
        try:
            moved = flow.apply(
                dossier, name, actor=SYSTEM, now=NOW, can=lambda _name, holds=holds: holds, **fields
            )
        except Refusal:
            assert (dossier.state, dossier.revision, dossier.outcome) == before
        else:
            assert before[0] in step.sources
            assert dossier.state == step.target_from(before[0]) in S.values
            assert dossier.revision == before[1] + 1
            assert {"state", "revision"} <= set(moved.fields)


@given(st.sampled_from(["", "   ", None]))
def test_what_is_blank_is_missing(value):
    dossier = Dossier(state=S.SENT, flow_version=2)
    with pytest.raises(MissingFields) as refused:
        DOSSIER.apply(dossier, "conclude", actor=SYSTEM, now=NOW, outcome=value)
    assert refused.value.code == "missing_outcome"
    assert refused.value.errors == {"outcome": "Compila «Esito»."}
    assert (dossier.state, dossier.outcome) == (S.SENT, "")


def test_a_field_that_nobody_knows_is_an_error_of_who_programs():
    with pytest.raises(TypeError, match="knows no field colour"):
        DOSSIER.apply(
            Dossier(state=S.SENT, flow_version=2), "urge", actor=SYSTEM, now=NOW, colour="red"
        )


def test_who_did_not_sign_in_is_sent_to_sign_in():
    with pytest.raises(Refusal) as refused:
        DOSSIER.apply(Dossier(title="x", flow_version=2), "send", actor=Actor(), now=NOW)
    assert refused.value.code == "sign_in"


def test_a_step_of_the_clock_is_nobodys_button(decider):
    dossier = Dossier(state=S.GATHERING, flow_version=2)
    names = [one.step.name for one in DOSSIER.open_steps(dossier, decider)]
    assert names == ["refuse", "urge"]
    with pytest.raises(Refusal) as refused:
        DOSSIER.apply(dossier, "close", actor=decider, now=NOW, can=lambda _name: True)
    assert refused.value.code == "not_permitted"


def test_the_permission_of_a_step_is_one_of_the_house():
    assert {step.permission for step in STEPS} == {WRITE, DECIDE}
    with pytest.raises(ValueError, match="No workflow is called"):
        flows.find("nobody.nothing")


def test_a_workflow_of_one_row():
    flow = Workflow(
        "sample.row",
        TRACK.states,
        TRACK.initial,
        TRACK.steps,
        meanings=TRACK.meanings,
    )
    assert flow.steps_of() == flow.steps_of(1) == TRACK.steps
