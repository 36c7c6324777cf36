"""A request from its draft to the answer: completeness, steps, both clocks, silence, the tender."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from pico.core.enti.addresses import outside, standing_in
from pico.core.enti.models import Ente, Space
from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Notice, Task
from pico.engines.deadlines.queries.terms import open_term, terms_of
from pico.engines.deadlines.terms import TermState
from pico.engines.workflow.cases import try_case, workflow_cases

from ..actions.agreements import end_agreement
from ..actions.capacity import plan_month
from ..actions.requests.drafting import add_file, begin_request, remove_file, save_part
from ..actions.requests.steps import accept_in_silence
from ..models import TenderRequest
from ..terms.requests import Part, RequestState
from ..workflow.capacity import calendar_of, first_free
from ..workflow.completeness import completeness_of, framework_of
from ..workflow.requests import ADHESION, REQUEST
from .request_factories import (
    NOW,
    TODAY,
    a_file,
    fill,
    make_agreed,
    make_draft,
    make_received,
    save,
    step,
)

pytestmark = pytest.mark.django_db
RUP, HEAD = "comune1.rup", "comune1.referente"
OFFICER, MANAGER = "treviso.sua", "treviso.dirigente"
JAN = date(2027, 1, 1)


@pytest.fixture
def draft(enti, actors):
    return make_draft(enti, actors[RUP])


@pytest.fixture
def whole(enti, actors, people, draft):
    return fill(draft, actors[RUP], enti, people)


@pytest.fixture
def received(enti, actors, people):
    return make_received(enti, actors, people)


@pytest.fixture
def taken(received, actors):
    return step(received, "take", actors[OFFICER])


@pytest.mark.parametrize("place", ["", "treviso", "brescia"])
def test_the_task_of_the_desk_opens_in_the_space_of_the_sua_wherever_it_is_written(
    enti, actors, people, place
):
    space = Space.objects.get(ente=enti["p_TV"])
    here = Space.objects.filter(slug=place).first()
    with standing_in(here, f"/{place}") if place else outside():
        received = make_received(enti, actors, people)
    task = Task.objects.filter(url__contains="richieste").latest("pk")
    assert task.url == f"{space.prefix}/sua/richieste/{received.pk}/"


def test_on_its_own_host_a_request_is_found_without_asking_for_the_space(
    received, django_assert_num_queries
):
    space = Space.objects.get(ente=received.sua)
    with standing_in(space, ""), django_assert_num_queries(0):
        assert received.get_absolute_url() == f"/sua/richieste/{received.pk}/"


# Table of the steps -------------------------------------------------------------------------------

ENTE = (RUP, HEAD)
DESK = (OFFICER, MANAGER)
MAY = {
    "propose": ENTE, "send": (HEAD,), "receive": DESK, "take": DESK, "assign": (MANAGER,),
    "ask": DESK, "answer": ENTE, "accept": (MANAGER,), "refuse": (MANAGER,), "open": DESK,
    "plan": (MANAGER,), "withdraw": (HEAD,), "silence": (),
}  # fmt: skip


def test_every_cell_of_the_table(draft, actors):
    for case in workflow_cases(REQUEST, MAY):
        try_case(case, actor=actors[case.role], record=draft)


def test_others_are_offered_no_step_in_any_state(draft, actors):
    for state in REQUEST.states.values:
        draft.state = state
        for who in ("comune2.referente", "brescia.sua", "upi.admin", "treviso.sit"):
            assert REQUEST.open_steps(draft, actors[who]) == [], (state, who)


def test_every_cell_of_the_adhesion(enti, actors, draft):
    adhesion = type("Row", (), {"ente_id": draft.ente_id, "sua_id": draft.sua_id})()
    may = {"accept": (MANAGER,), "refuse": (MANAGER,), "withdraw": (HEAD,)}
    for case in workflow_cases(ADHESION, may):
        try_case(case, actor=actors[case.role], record=adhesion)


# The draft ----------------------------------------------------------------------------------------


def test_without_an_agreement_there_is_no_draft(enti, actors):
    with pytest.raises(Refusal) as refused:
        begin_request(sua=enti["p_TV"], title="X", kind="WORKS", actor=actors[RUP], now=NOW)
    assert refused.value.code == "no_agreement"
    assert not TenderRequest.objects.exists()


def test_a_whole_request_is_complete(whole):
    complete = completeness_of(whole, TODAY)
    assert [one.label for one in complete.missing] == []
    assert whole.completeness == complete.score == 100
    assert whole.estimated_value == Decimal("301500.00")


def test_what_is_missing_is_named_with_its_part(draft):
    missing = {(one.part, one.label) for one in completeness_of(draft, TODAY).missing}
    assert (Part.AMOUNTS, "Importo a base di gara") in missing
    assert (Part.FILES, "Capitolato speciale / prestazionale") in missing
    assert draft.completeness < 20


def test_works_ask_for_more_documents_and_soa_lines(enti, actors):
    works = make_draft(enti, actors[RUP], kind="WORKS", title="Ponte")
    save(works, Part.AMOUNTS, actors[RUP], base_amount=Decimal(600_000))
    works.refresh_from_db()
    labels = {one.label for one in completeness_of(works, TODAY).missing}
    assert {"Verbale di verifica e validazione", "Categorie SOA, con una prevalente"} <= labels


def test_exactly_one_category_prevails(enti, actors):
    works = make_draft(enti, actors[RUP], kind="WORKS", title="Ponte")
    lines = [{"category": "OG 3", "amount": 1}, {"category": "OS 21", "amount": 1}]
    for count in (0, 2):
        for place, line in enumerate(lines):
            line["is_main"] = place < count
        with pytest.raises(Refusal) as refused:
            save(works, Part.AMOUNTS, actors[RUP], rows={"works": lines})
        assert refused.value.code == "not_one_main_category"
    assert not works.works.exists()


def test_lots_add_up_to_the_base(enti, actors, draft):
    save(
        draft, Part.AMOUNTS, actors[RUP], base_amount=Decimal(100), lot_count=2,
        rows={"lots": [{"title": "A", "base_amount": Decimal(60)},
                       {"title": "B", "base_amount": Decimal("39.99")}]},
    )  # fmt: skip
    labels = [one.label for one in completeness_of(draft, TODAY).missing]
    draft.refresh_from_db()
    assert "La somma dei lotti è la base di gara" in {
        one.label for one in completeness_of(draft, TODAY).missing
    }
    assert [lot.number for lot in draft.lots.all()] == [1, 2]
    assert "Un rigo per ciascun lotto" not in labels


def test_a_colleague_who_wrote_meanwhile_is_told(draft, actors):
    save(draft, Part.PROCEDURE, actors[RUP], procedure="OPEN")
    with pytest.raises(Refusal, match="Ruggero") as refused:
        save_part(
            request=draft, part=Part.PROCEDURE, values={"procedure": "DIRECT"}, seen=0,
            actor=actors[HEAD], now=NOW,
        )  # fmt: skip
    assert refused.value.code == "changed_meanwhile"
    draft.refresh_from_db()
    assert draft.procedure == "OPEN"
    # Another part is nobody's way.
    save_part(
        request=draft, part=Part.CODES, values={"cui": "X"}, seen=0, actor=actors[HEAD], now=NOW
    )


def test_nobody_else_writes_the_draft(draft, actors):
    for who in ("comune2.referente", OFFICER, "upi.admin"):
        with pytest.raises(Refusal) as refused:
            save(draft, Part.PROCEDURE, actors[who], procedure="OPEN")
        assert refused.value.code == "not_permitted"
    draft.refresh_from_db()
    assert draft.procedure == ""


def test_the_framework_says_by_how_much_it_does_not_square(whole, actors):
    save(whole, Part.AMOUNTS, actors[RUP], base_amount=Decimal("300000.01"))
    faults = framework_of(TenderRequest.objects.get(pk=whole.pk), TODAY).faults
    assert len(faults) == 1
    assert "di 0,01" in faults[0]


def test_files_of_a_wrong_kind_are_refused(draft, actors):
    with pytest.raises(Refusal) as refused:
        add_file(request=draft, kind="PROJECT", content=a_file("x.exe"), actor=actors[RUP], now=NOW)
    assert refused.value.code == "wrong_kind"
    assert not draft.files.exists()


def test_signed_files_are_taken(draft, actors):
    add_file(request=draft, kind="PROJECT", content=a_file("x.pdf.p7m"), actor=actors[RUP], now=NOW)
    assert draft.files.count() == 1


# Sending ------------------------------------------------------------------------------------------


def test_an_incomplete_request_is_not_sent(draft, actors):
    with pytest.raises(Refusal, match="non è completa") as refused:
        step(draft, "send", actors[HEAD])
    assert refused.value.code == "is_complete"
    draft.refresh_from_db()
    assert (draft.state, draft.number) == (RequestState.DRAFT, "")


def test_the_rup_proposes_and_the_head_sends(whole, actors, people):
    step(whole, "propose", actors[RUP])
    assert whole.proposed_at
    waiting = Task.objects.filter(kind="sua.request.to_approve", closed_at=None)
    assert {task.role for task in waiting} == {"ENTE_ADMIN", "SIGNATORY"}
    step(whole, "send", actors[HEAD])
    assert whole.state == RequestState.SENT
    assert whole.number == "RICH-TV-2026-0001"
    assert whole.approved_by == people[HEAD]
    assert not waiting.all().exists()
    # 0,5 % of 300.000 and the contribution to ANAC.
    assert whole.fee == Decimal("1750.00")


def test_an_agreement_that_ends_tomorrow_still_holds_and_one_that_ended_does_not(whole, actors):
    agreement = whole.agreement
    end_agreement(
        agreement=agreement, ended_on=TODAY, reason="Recesso", actor=actors[MANAGER], now=NOW
    )
    with pytest.raises(Refusal) as refused:
        step(whole, "send", actors[HEAD], now=NOW + timedelta(days=1))
    assert refused.value.code == "has_agreement"
    step(whole, "send", actors[HEAD], now=NOW)
    assert whole.state == RequestState.SENT


def test_what_was_sent_is_not_changed_any_more(received, actors):
    with pytest.raises(Refusal) as refused:
        save(received, Part.PROCEDURE, actors[RUP], procedure="DIRECT")
    assert refused.value.code == "not_a_draft"
    with pytest.raises(Refusal):
        remove_file(file=received.files.first(), actor=actors[RUP], now=NOW)
    assert received.files.count() == len(received.files.all())


# The clocks ---------------------------------------------------------------------------------------


def test_both_clocks_run_from_the_protocol(received):
    legal, target = open_term(received, "sua.silenzio"), open_term(received, "sua.istruttoria")
    # Ten days from Monday 16 November.
    assert legal.due_on == date(2026, 11, 26)
    assert "art. 62" in legal.rule.source
    assert target.due_on > legal.due_on
    assert {one.scope for one in legal.parties.all()} == {
        f"ente:{received.sua_id}", f"ente:{received.ente_id}"
    }  # fmt: skip


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY + timedelta(days=1)])
def test_the_protocol_is_of_a_day_that_can_be(whole, actors, day):
    step(whole, "send", actors[HEAD])
    with pytest.raises(Refusal) as refused:
        step(whole, "receive", actors[OFFICER], protocol="1", received_on=day)
    assert refused.value.code == "wrong_day"
    whole.refresh_from_db()
    assert whole.state == RequestState.SENT
    assert not terms_of(whole).exists()


def test_integrations_stop_the_target_and_not_the_law(taken, actors):
    before = open_term(taken, "sua.silenzio").due_on
    step(taken, "ask", actors[OFFICER], items="Capitolato firmato\n- Quadro economico aggiornato\n")
    assert [one.text for one in taken.integrations.get().items.all()] == [
        "Capitolato firmato", "Quadro economico aggiornato"
    ]  # fmt: skip
    told = Notice.objects.filter(title__startswith="Integrazione richiesta").first()
    assert told.body == "Capitolato firmato; Quadro economico aggiornato"
    assert open_term(taken, "sua.istruttoria").state == TermState.SUSPENDED
    assert open_term(taken, "sua.silenzio").due_on == before
    add_file(request=taken, kind="SPECIFICATIONS", content=a_file(), actor=actors[RUP], now=NOW)
    first = taken.integrations.get().items.first()
    step(taken, "answer", actors[RUP], now=NOW + timedelta(days=3), done=[first], answer="Ecco.")
    assert taken.state == RequestState.INSTRUCTION
    assert open_term(taken, "sua.istruttoria").state == TermState.RUNNING
    assert [one.is_done for one in taken.integrations.get().items.all()] == [True, False]
    assert open_term(taken, "sua.silenzio").due_on == before


def test_silence_accepts_once_and_only_what_is_late(received, enti, actors, people):
    assert accept_in_silence(now=NOW + timedelta(days=10)) == 0
    assert accept_in_silence(now=NOW + timedelta(days=11)) == 1
    assert accept_in_silence(now=NOW + timedelta(days=12)) == 0
    received.refresh_from_db()
    assert received.state == RequestState.ACCEPTED_BY_SILENCE
    assert received.opened_tender is None
    step(received, "open", actors[OFFICER], now=NOW + timedelta(days=12))
    assert received.tender.request == received


def test_silence_runs_while_integrations_are_awaited(taken, actors):
    step(taken, "ask", actors[OFFICER], items="Capitolato")
    assert accept_in_silence(now=NOW + timedelta(days=11)) == 1
    assert {one.state for one in terms_of(taken)} == {TermState.CANCELLED}


def test_a_refusal_needs_a_reason_and_its_time(received, actors):
    with pytest.raises(Refusal) as refused:
        step(received, "refuse", actors[MANAGER], reason=" ")
    assert refused.value.code == "missing_reason"
    with pytest.raises(Refusal, match="già accolta") as late:
        step(received, "refuse", actors[MANAGER], reason="No", now=NOW + timedelta(days=11))
    assert late.value.code == "is_in_time"
    step(
        received,
        "refuse",
        actors[MANAGER],
        reason="Carico di lavoro.",
        now=NOW + timedelta(days=10),
    )
    assert received.state == RequestState.REFUSED
    assert terms_of(received).filter(key="sua.silenzio").get().state == TermState.MET


def test_two_officers_at_once_the_second_is_told(received, actors):
    seen = received.revision
    step(received, "take", actors[OFFICER], seen=seen)
    with pytest.raises(Refusal) as refused:
        step(received, "take", actors[MANAGER], seen=seen)
    assert refused.value.code == "changed_meanwhile"
    received.refresh_from_db()
    assert received.officer_id == actors[OFFICER].person_id


# Acceptance ---------------------------------------------------------------------------------------


def test_acceptance_opens_the_tender_with_the_same_data(taken, actors):
    step(taken, "accept", actors[MANAGER], slot=JAN)
    assert taken.state == RequestState.ACCEPTED
    tender = taken.tender
    assert tender.subject == "Refezione scolastica"
    lot = tender.lots.get()
    assert (lot.base_amount, lot.safety_amount) == (Decimal("300000.00"), Decimal("1500.00"))
    assert [body.pk for body in tender.bodies.all()] == [taken.ente_id]
    assert open_term(taken, "sua.silenzio") is None


def test_a_full_month_gives_no_place(taken, actors):
    plan_month(sua=taken.sua, month=JAN, places=0, actor=actors[MANAGER], now=NOW)
    with pytest.raises(Refusal) as refused:
        step(taken, "accept", actors[MANAGER], slot=JAN)
    assert refused.value.code == "month_is_full"
    taken.refresh_from_db()
    assert (taken.state, taken.opened_tender) == (RequestState.INSTRUCTION, None)
    plan_month(sua=taken.sua, month=JAN, places=1, actor=actors[MANAGER], now=NOW)
    step(taken, "accept", actors[MANAGER], slot=JAN)
    months = {one.month: one for one in calendar_of(taken.sua_id, TODAY)}
    assert (months[JAN].taken, months[JAN].free) == (1, 0)
    assert first_free([months[JAN]]) is None


def test_withdrawal_ends_the_clocks(taken, actors):
    step(taken, "withdraw", actors[HEAD], reason="Fondi revocati")
    assert {one.state for one in terms_of(taken)} == {TermState.CANCELLED}


def test_an_ente_outside_the_territory_is_flagged_not_refused(enti, actors, people):
    ente = Ente.objects.get(pk=actors["comune1.rup"].ente_id)
    agreement = make_agreed(ente, enti["p_bs"])
    assert agreement.is_outside
    request = begin_request(
        sua=enti["p_bs"], title="Fuori", kind="SUPPLIES", actor=actors[RUP], now=NOW
    )
    assert request.is_outside
