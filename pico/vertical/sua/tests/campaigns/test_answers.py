"""The answer of an ente: written by colleagues, sent by its head, judged by the SUA."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Task
from pico.core.testing import cast, factories
from pico.engines.workflow.cases import try_case, workflow_cases

from ...actions.campaigns import answering, running, sending
from ...actions.campaigns.answering import Written
from ...models import NeedAnswer, NeedLine, SectionDelegation
from ...queries.campaigns.answers import closed_sections, sections_of
from ...queries.campaigns.outliers import doubts
from ...terms.campaigns import AnswerState
from ...workflow.campaigns import ANSWER, CAMPAIGN

pytestmark = pytest.mark.django_db
A = AnswerState

SUA, HEAD, OUTSIDER = "treviso.sua", "treviso.dirigente", "brescia.sua"
REFERENTE, RUP, OTHER = "comune1.referente", "comune1.rup", "comune2.referente"
OFFICE, ENTE = (SUA, HEAD), (REFERENTE, RUP)
MAY_RUN = {
    **dict.fromkeys(("schedule", "rework", "open", "check"), OFFICE),
    **dict.fromkeys(
        ("extend", "close", "consolidate", "tender", "no_procedure", "archive", "cancel"), (HEAD,)
    ),
}
MAY_ANSWER = {
    **dict.fromkeys(("begin", "ask_approval"), ENTE),
    **dict.fromkeys(("rework", "send", "declare_nothing", "recall"), (REFERENTE,)),
    **dict.fromkeys(("send_back", "validate", "reopen"), OFFICE),
}


def refused(code, act, *args, **kwargs):
    with pytest.raises(Refusal) as raised:
        act(*args, **kwargs)
    assert raised.value.code == code
    return raised.value


def test_every_cell_of_both_tables(stage, actors):
    stage.open()
    for case in workflow_cases(CAMPAIGN, MAY_RUN):
        try_case(case, actor=actors[case.role], record=stage.campaign)
    answer = stage.answer()
    for case in workflow_cases(ANSWER, MAY_ANSWER):
        try_case(case, actor=actors[case.role], record=answer)
    for state in ANSWER.states.values:
        answer.state = state
        for username in (OTHER, OUTSIDER, "upi.admin", "treviso.sit"):
            assert ANSWER.open_steps(answer, actors[username]) == [], (state, username)


# Writing -----------------------------------------------------------------------------------------


def test_the_first_word_begins_it_and_saving_twice_makes_one_line(stage):
    stage.open()
    stage.write(10, username=RUP)
    stage.write(10, username=RUP)
    assert stage.answer().state == A.FILLING
    line = NeedLine.objects.get()
    assert (line.quantity, line.annual_amount, line.version) == (10, 32, 1)


def test_an_emptied_quantity_stays_with_its_details(stage):
    stage.open()
    stage.write(10)
    NeedLine.objects.update(supplier="Carta & C.")
    row = Written({"quantity": None}, stage.item("A4"), base=99)
    answering.save_lines(
        answer=stage.answer(), rows=[row], actor=stage.actors[REFERENTE], now=stage.now
    )
    assert NeedLine.objects.values_list("quantity", "supplier").get() == (0, "Carta & C.")


def test_what_a_colleague_wrote_meanwhile_is_not_written_over(stage, actors):
    stage.open()
    stage.write(10, username=RUP)
    stage.write(12, username=RUP)
    row = Written({"quantity": Decimal(5)}, stage.item("A4"), base=1)
    saved = answering.save_lines(
        answer=stage.answer(), rows=[row], actor=actors[REFERENTE], now=stage.now
    )
    assert "Ruggero" in saved.conflicts[0]
    assert NeedLine.objects.get().quantity == 12
    mine = answering.save_lines(answer=stage.answer(), rows=[row], actor=actors[RUP], now=stage.now)
    assert not mine.conflicts
    assert NeedLine.objects.get().quantity == 5


@pytest.mark.parametrize("username", [OTHER, OUTSIDER, SUA, "upi.admin"])
def test_others_do_not_write_it(stage, username):
    stage.open()
    refused("not_permitted", stage.write, 10, username=username)
    assert NeedLine.objects.count() == 0


def test_after_the_end_nothing_is_written(stage):
    stage.open()
    stage.write(10)
    stage.now += timedelta(days=31)
    refused("closed", stage.write, 20)
    refused("closed", stage.move, "send", commitment="NON_BINDING", signatory="X")
    assert NeedLine.objects.get().quantity == 10


def test_a_section_entrusted_is_closed_to_the_others(stage, actors, people, enti):
    stage.open()
    third = factories.make_person("comune1.terzo")
    factories.make_membership(third, enti[cast.COMUNE_1], "USER")
    answering.entrust_section(
        answer=stage.answer(), section="Carta", person=third, actor=actors[REFERENTE], now=stage.now
    )
    assert Task.objects.get(kind="sua.need.section").person == third
    refused("not_yours", stage.write, 10, username=RUP)
    assert closed_sections(stage.answer(), factories.actor_of(third)) == set()
    stage.write(10)
    assert not sections_of(stage.answer(), actors[RUP])[0].is_writable
    stage.write(900, code="EE", username=RUP, variant="verde")
    answering.take_section_back(
        delegation=SectionDelegation.objects.select_related("answer__campaign").get(),
        actor=actors[REFERENTE], now=stage.now,
    )  # fmt: skip
    stage.write(11, username=RUP)
    assert NeedLine.objects.get(item__code="A4").quantity == 11


def test_a_section_goes_to_colleagues_only(stage, actors, people):
    stage.open()
    refused(
        "not_a_colleague", answering.entrust_section, answer=stage.answer(), section="Carta",
        person=people[OTHER], actor=actors[REFERENTE], now=stage.now,
    )  # fmt: skip
    assert SectionDelegation.objects.count() == 0


# Sending -----------------------------------------------------------------------------------------


def test_an_empty_answer_is_not_sent_but_nothing_is_an_answer(stage):
    stage.open()
    stage.write(10)
    refused("nothing_is_needed", stage.move, "declare_nothing")
    stage.write(0)
    said = {"commitment": "NON_BINDING", "signatory": "Il Sindaco"}
    refused("has_lines", stage.move, "send", **said)
    stage.move("declare_nothing")
    assert stage.answer().state == A.NO_NEED
    assert len(stage.answer().receipt) == 64


def test_a_line_without_a_start_is_not_sent(stage):
    stage.open()
    stage.write(10, starts_on=None)
    said = refused(
        "lines_are_whole", stage.move, "send", commitment="NON_BINDING", signatory="Il Sindaco"
    )
    assert "Carta A4" in said.message
    assert stage.answer().state == A.FILLING


def test_colleagues_ask_their_head_who_sends(stage, people):
    stage.open()
    stage.write(10, username=RUP)
    stage.move("ask_approval", username=RUP)
    assert Task.objects.get(kind="sua.need.to_approve", closed_at=None).title.startswith(
        "Da approv"
    )
    refused("not_permitted", stage.move, "send", username=RUP, commitment="BINDING", signatory="X")
    refused("missing_signatory", stage.move, "send", commitment="BINDING", signatory=" ")
    stage.move("send", commitment="BINDING", signatory="Carla Referente-Uno")
    assert not Task.objects.filter(kind="sua.need.to_approve", closed_at=None).exists()
    assert Task.objects.get(kind="sua.need.to_check", closed_at=None).ente.ipa_code == cast.TREVISO


def test_proposed_lines_wait_to_be_confirmed(stage):
    stage.open()
    stage.write(10)
    NeedLine.objects.update(proposed="LAST_ANSWER")
    refused("proposals_left", stage.move, "send", commitment="BINDING", signatory="Il Sindaco")
    line = NeedLine.objects.get()
    row = Written({"quantity": line.quantity}, line.item, base=9)
    answering.save_lines(
        answer=stage.answer(), rows=[row], actor=stage.actors[RUP], now=stage.now, confirm=True
    )
    stage.move("send", commitment="BINDING", signatory="Il Sindaco")
    assert stage.answer().state == A.SENT


# Judging -----------------------------------------------------------------------------------------


def test_returned_after_the_end_it_has_some_days(stage):
    stage.open()
    stage.send(10)
    stage.step("close")
    stage.move("send_back", username=SUA, reason="Manca la copertura", until=None)
    answer = stage.answer()
    assert answer.late_until == stage.now + timedelta(days=7)
    assert answer.note == "Manca la copertura"
    stage.write(12)
    stage.move("send", commitment="NON_BINDING", signatory="Il Sindaco")
    assert stage.answer().state == A.SENT


def test_one_ente_is_reopened_and_lapses_again(stage):
    stage.open()
    stage.step("close")
    refused("closed", stage.move, "send", commitment="BINDING", signatory="X")
    stage.move("reopen", username=SUA, reason="Chiesto per PEC", until=date(2026, 11, 10))
    stage.write(3)
    refused("closed", stage.write, 3, cast.COMUNE_2, OTHER)
    running.turn_the_clock(now=stage.now + timedelta(days=20))
    assert stage.answer().state == A.EXPIRED
    assert stage.answer().late_until is None


def test_a_day_that_is_past_is_refused(stage):
    stage.open()
    stage.step("close")
    refused("not_later", stage.move, "reopen", username=SUA, reason="x", until=date(2026, 10, 1))
    assert stage.answer().state == A.EXPIRED


def others_need(stage, quantities, price="3.20"):
    for n, quantity in enumerate(quantities):
        ente = factories.make_ente(f"Comune di Confronto {n}", population=10_000)
        answer = NeedAnswer.objects.create(campaign=stage.campaign, ente=ente, state="VALID")
        item = stage.item("A4")
        NeedLine.objects.create(
            answer=answer, item=item, cpv=item.cpv, unit="PZ", description="Carta",
            quantity=quantity, unit_price=Decimal(price), starts_on=timezone.localdate(stage.now),
        )  # fmt: skip


def test_a_value_that_stands_apart_is_explained_before_it_counts(stage, actors):
    stage.open()
    others_need(stage, (90, 100, 110, 105, 95))
    stage.send(1000, unit_price=Decimal("9.90"))
    found = doubts(stage.answer())
    (doubt,) = found.values()
    assert len(doubt.reasons) == 2
    assert "3,20" in doubt.reasons[0]
    refused("outliers_unexplained", stage.move, "validate", username=SUA)
    assert stage.answer().state == A.SENT
    done = sending.validate_all(answers=[stage.answer()], actor=actors[SUA], now=stage.now)
    assert not done.moved
    line = NeedLine.objects.select_related("answer__campaign").get(answer=stage.answer())
    refused(
        "not_permitted", sending.explain_line, line=line, explanation="x", actor=actors[OTHER],
        now=stage.now,
    )  # fmt: skip
    sending.explain_line(
        line=line, explanation="Carta per il centro stampa", actor=actors[REFERENTE], now=stage.now
    )
    stage.move("validate", username=SUA)
    assert stage.answer().state == A.VALID


def test_against_ones_own_past(stage):
    stage.open()
    stage.send(100)
    NeedLine.objects.update(past_quantity=40)
    (doubt,) = doubts(stage.answer()).values()
    assert "l'ultima volta era 40" in doubt.reasons[0]


def test_a_consolidated_answer_is_not_touched(stage, actors):
    stage.consolidated()
    stage.step("consolidate")
    line = NeedLine.objects.select_related("answer__campaign").filter(quantity__gt=0).first()
    refused(
        "frozen", sending.comment_line, line=line, comment="x", actor=actors[SUA], now=stage.now
    )
    refused(
        "frozen", sending.change_zone, answers=[line.answer], zone="A", actor=actors[SUA],
        now=stage.now,
    )  # fmt: skip
    line.refresh_from_db()
    assert line.comment == ""
