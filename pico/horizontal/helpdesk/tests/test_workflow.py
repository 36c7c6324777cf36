"""Every cell of the process of a ticket: state × step × who tries it."""

from pico.engines.workflow.cases import try_case, workflow_cases

from ..workflow import TICKET
from .factories import make_ticket

ASKER, OPERATOR, HEAD = "comune1.rup", "treviso.sua", "treviso.admin"
OTHERS = ("comune1.referente", "brescia.admin", "upi.helpdesk", "esperto.sua")
DESK = (OPERATOR, HEAD)
# Apart from the policy: what the desk of the queue does, and what the asker does. Nobody else.
MAY = {
    **dict.fromkeys(
        ("take", "assign", "start", "wait_asker", "wait_third", "resume"), DESK
    ),
    **dict.fromkeys(("hand_over", "escalate", "solve", "reject", "merge"), DESK),
    **dict.fromkeys(("settle", "confirm", "cancel"), (ASKER,)),
    "reopen": (ASKER, *DESK),
    "route": OTHERS[:0],
}  # fmt: skip


def test_every_cell_of_the_table(desk, people, actors):
    ticket = make_ticket(desk["treviso:SUA"], people[ASKER])
    cases = workflow_cases(TICKET, MAY)
    assert len(cases) == 13 * len(TICKET.steps) * 3
    for case in cases:
        try_case(case, actor=actors[case.role], record=ticket)


def test_others_are_offered_no_step_in_any_state(desk, people, actors):
    ticket = make_ticket(desk["treviso:SUA"], people[ASKER])
    for state in TICKET.states.values:
        ticket.state = state
        for username in OTHERS:
            assert TICKET.open_steps(ticket, actors[username]) == [], (state, username)
