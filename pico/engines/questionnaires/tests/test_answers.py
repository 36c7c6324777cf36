"""One official answer per ente, written by several colleagues."""

from datetime import timedelta

import pytest

from pico.core.audit.models import AuditLine
from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Task
from pico.engines.questionnaires.actions import (
    campaigning,
    designing,
    drafting,
    sending,
    starting,
)
from pico.engines.questionnaires.models import AnswerChange, Campaign, Figure, Question, Response
from pico.engines.questionnaires.queries import answers as queries
from pico.engines.questionnaires.queries.waves import changed_answers
from pico.engines.questionnaires.terms import AnswerState, CampaignState

from .conftest import CLOSES, NOW, invitation_to

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def campaign(opened):
    return opened()


@pytest.fixture
def mine(campaign, treviso):
    return invitation_to(campaign, treviso)


@pytest.fixture
def admin(actors):
    return actors["treviso.admin"]


def write(invitation, actor, values, bases=None, now=NOW):
    return drafting.save_answers(
        invitation=invitation, values=values, bases=bases or {}, actor=actor, now=now
    )


def state_of(invitation):
    invitation.refresh_from_db()
    return invitation.state


def refused(code, call, **words):
    with pytest.raises(Refusal) as refusal:
        call(**words)
    assert refusal.value.code == code


def test_provinces_are_invited_and_find_it_among_their_tasks(campaign, mine):
    assert campaign.invitations.count() == 3
    while campaigning.tell_invited(campaign_id=campaign.pk, now=NOW):
        pass
    assert Task.objects.filter(kind="questionnaires.answer.asked").count() == 3
    campaigning.tell_invited(campaign_id=campaign.pk, now=NOW)
    assert Task.objects.filter(kind="questionnaires.answer.asked").count() == 3


def test_the_first_answer_fixes_the_questions(campaign, mine, admin, upi):
    question = Question.objects.get(questionnaire=campaign.questionnaire, code="note")
    designing.edit_question(
        campaign=campaign, question=question, values={"label": "Note?"}, actor=upi, now=NOW
    )
    write(mine, admin, {"attiva": "SI"})
    refused(
        "locked", designing.edit_question,
        campaign=campaign, question=question, values={"label": "Altro"}, actor=upi, now=NOW,
    )  # fmt: skip
    question.refresh_from_db()
    assert question.label == "Note?"
    designing.correct_wording(
        campaign=campaign, question=question, label="Altre note?", help="", actor=upi, now=NOW
    )
    assert AuditLine.objects.get(event="questionnaires.question.corrected").data["changes"]


def test_a_number_that_the_registry_knows_is_proposed(opened, treviso, admin):
    treviso.population = 880_000
    treviso.save()
    mine = invitation_to(opened(), treviso)
    response = drafting.begin_answer(invitation=mine, actor=admin, now=NOW)
    answer = response.answers.get()
    assert (answer.value, answer.is_proposed) == ("880000", True)


def test_two_colleagues_do_not_lose_each_others_changes(mine, admin, actors):
    write(mine, admin, {"note": "Prima stesura"})
    saved = write(mine, admin, {"note": "Seconda"}, {"note": 1}, LATER)
    assert saved.versions == {"note": 2}
    late = write(mine, admin, {"note": "Terza, da una pagina vecchia"}, {"note": 1}, LATER)
    conflict = late.conflicts["note"]
    assert (conflict.theirs, conflict.who, conflict.at) == (
        "Seconda",
        str(admin.person_name),
        LATER,
    )
    answer = Response.objects.get().answers.get()
    assert (answer.value, answer.version) == ("Seconda", 2)
    kept = write(mine, admin, {"note": "Terza"}, {"note": conflict.version}, LATER)
    assert kept.versions == {"note": 3}
    assert set(AnswerChange.objects.values_list("value", flat=True)) == {"Prima stesura", "Seconda"}


def test_who_finds_an_answer_where_he_saw_none_is_told(mine, admin):
    write(mine, admin, {"attiva": "SI"})
    saved = write(mine, admin, {"attiva": "NO"}, {"attiva": 0})
    assert saved.conflicts["attiva"].theirs == "Sì"


def test_the_same_value_twice_is_no_conflict(mine, admin):
    write(mine, admin, {"attiva": "SI"})
    assert write(mine, admin, {"attiva": "SI"}, {"attiva": 0}).is_whole


def test_what_is_wrong_is_told_and_the_rest_is_kept(mine, admin):
    saved = write(mine, admin, {"attiva": "SI", "comuni": "tanti"})
    assert (saved.versions, list(saved.errors)) == ({"attiva": 1}, ["comuni"])


def test_a_colleague_writes_only_the_section_entrusted_to_him(
    mine, admin, actors, people, campaign
):
    sit = actors["treviso.sit"]
    refused("not_permitted", write, invitation=mine, actor=sit, values={"note": "x"})
    second = campaign.questionnaire.sections.get(code="seconda")
    drafting.entrust_section(
        invitation=mine, section=second, person=people["treviso.sit"], actor=admin, now=NOW
    )
    assert Task.objects.filter(kind="questionnaires.section.entrusted", closed_at=None).exists()
    write(mine, sit, {"note": "Scritto da Sisto"})
    refused("not_permitted", write, invitation=mine, actor=sit, values={"attiva": "SI"})
    assert [row.value for row in Response.objects.get().answers.all()] == ["Scritto da Sisto"]


def test_a_section_is_entrusted_to_colleagues_only(mine, admin, people, campaign):
    section = campaign.questionnaire.sections.first()
    refused(
        "not_a_colleague", drafting.entrust_section,
        invitation=mine, section=section, person=people["brescia.admin"], actor=admin, now=NOW,
    )  # fmt: skip
    assert mine.delegations.count() == 0


def test_who_lost_the_section_writes_no_more(mine, admin, actors, people, campaign):
    delegation = drafting.entrust_section(
        invitation=mine, section=campaign.questionnaire.sections.first(),
        person=people["treviso.sit"], actor=admin, now=NOW,
    )  # fmt: skip
    drafting.take_section_back(delegation=delegation, actor=admin, now=NOW)
    refused(
        "not_permitted",
        write,
        invitation=mine,
        actor=actors["treviso.sit"],
        values={"attiva": "SI"},
    )
    assert not Task.objects.filter(kind="questionnaires.section.entrusted", closed_at=None).exists()


@pytest.mark.parametrize("name", ["brescia.admin", "treviso.sua", "comune1.referente"])
def test_others_do_not_write(mine, actors, name):
    refused("not_permitted", write, invitation=mine, actor=actors[name], values={"attiva": "SI"})
    assert not Response.objects.exists()


def complete(mine, admin):
    write(mine, admin, {"attiva": "SI", "comuni": "12"})


def test_the_answer_is_approved_and_sent_once(mine, admin, actors, people, campaign):
    drafting.entrust_section(
        invitation=mine, section=campaign.questionnaire.sections.first(),
        person=people["treviso.sit"], actor=admin, now=NOW,
    )  # fmt: skip
    sit = actors["treviso.sit"]
    complete(mine, sit)
    sending.ask_approval(invitation=mine, actor=sit, now=NOW)
    assert state_of(mine) == AnswerState.APPROVAL
    refused("in_approval", write, invitation=mine, actor=sit, values={"comuni": "13"})
    refused("not_permitted", sending.send_answer, invitation=mine, actor=sit, now=NOW)
    response = sending.send_answer(invitation=mine, actor=admin, now=LATER)
    assert state_of(mine) == AnswerState.SENT
    assert (response.sent_by, response.sent_at, len(response.receipt)) == (
        people["treviso.admin"], LATER, 64,
    )  # fmt: skip
    assert Figure.objects.filter(response=response).count() == 2
    assert not Task.objects.filter(closed_at=None, kind__startswith="questionnaires.").exists()
    refused("already_sent", sending.send_answer, invitation=mine, actor=admin, now=LATER)
    assert Figure.objects.count() == 2


def test_an_incomplete_answer_is_not_sent(mine, admin):
    write(mine, admin, {"attiva": "SI"})
    refused("incomplete", sending.send_answer, invitation=mine, actor=admin, now=NOW)
    assert state_of(mine) == AnswerState.FILLING
    assert not Figure.objects.exists()


def test_it_is_sent_back_with_what_to_mend(mine, admin):
    complete(mine, admin)
    sending.ask_approval(invitation=mine, actor=admin, now=NOW)
    refused("reason_missing", sending.send_back, invitation=mine, reason=" ", actor=admin, now=NOW)
    assert state_of(mine) == AnswerState.APPROVAL
    sending.send_back(invitation=mine, reason="Manca un Comune.", actor=admin, now=NOW)
    assert (state_of(mine), mine.note) == (AnswerState.FILLING, "Manca un Comune.")


def test_taken_back_it_leaves_the_results(mine, admin):
    complete(mine, admin)
    sending.send_answer(invitation=mine, actor=admin, now=NOW)
    sending.recall_answer(invitation=mine, actor=admin, now=LATER)
    assert state_of(mine) == AnswerState.REOPENED
    assert not Figure.objects.exists()
    sending.send_answer(invitation=mine, actor=admin, now=LATER)
    assert Figure.objects.count() == 2


def test_closed_it_takes_answers_only_from_who_is_let_in_late(mine, admin, upi, campaign):
    closed = campaigning.close_campaign(campaign=campaign, actor=upi, now=LATER)
    assert state_of(mine) == AnswerState.EXPIRED
    mine.campaign = closed
    refused("closed", write, invitation=mine, actor=admin, values={"attiva": "SI"})
    refused(
        "reason_missing", campaigning.reopen_answer,
        invitation=mine, reason="", until=CLOSES, actor=upi, now=LATER,
    )  # fmt: skip
    campaigning.reopen_answer(
        invitation=mine, reason="Chiesto per PEC.", until=CLOSES, actor=upi, now=LATER
    )
    complete(mine, admin)
    assert not write(mine, admin, {"attiva": "SI"}).conflicts
    campaigning.turn_the_clock(now=CLOSES + timedelta(days=1))
    assert state_of(mine) == AnswerState.EXPIRED


def test_the_clock_opens_and_closes(make, upi):
    campaign = make(opens_at=LATER)
    campaigning.move_campaign(campaign=campaign, step="schedule", actor=upi, now=NOW)
    campaigning.turn_the_clock(now=NOW)
    assert Campaign.objects.get(pk=campaign.pk).state == CampaignState.SCHEDULED
    campaigning.turn_the_clock(now=LATER)
    assert Campaign.objects.get(pk=campaign.pk).state == CampaignState.OPEN
    campaigning.turn_the_clock(now=CLOSES)
    assert Campaign.objects.get(pk=campaign.pk).state == CampaignState.CLOSED


def test_more_time_is_given_for_a_reason_that_the_others_read(campaign, upi, mine, admin):
    refused(
        "not_later", campaigning.extend_campaign,
        campaign=campaign, closes_at=CLOSES - timedelta(days=1), reason="x", actor=upi, now=NOW,
    )  # fmt: skip
    campaign.refresh_from_db()
    assert (campaign.state, campaign.closes_at) == (CampaignState.OPEN, CLOSES)
    until = CLOSES + timedelta(days=10)
    campaign = campaigning.extend_campaign(
        campaign=campaign, closes_at=until, reason="Elezioni provinciali.", actor=upi, now=NOW
    )
    assert (campaign.state, campaign.closes_at, campaign.extended_from) == (
        CampaignState.EXTENDED, until, CLOSES,
    )  # fmt: skip
    complete(mine, admin)


def test_who_is_missing_is_reminded_once_a_day(campaign, mine, admin, upi):
    complete(mine, admin)
    sending.send_answer(invitation=mine, actor=admin, now=NOW)
    assert campaigning.ask_reminders(campaign=campaign, actor=upi, now=LATER) == 2
    assert campaigning.remind_missing(campaign=campaign, now=LATER) == 2
    assert campaigning.remind_missing(campaign=campaign, now=LATER) == 0
    assert campaigning.ask_reminders(campaign=campaign, actor=upi, now=LATER) == 0


def test_the_next_wave_proposes_the_last_one_and_shows_what_changed(
    campaign, mine, admin, upi, treviso
):
    complete(mine, admin)
    sending.send_answer(invitation=mine, actor=admin, now=NOW)
    wave = starting.duplicate_campaign(
        campaign=campaign, title="Seconda rilevazione", is_next_wave=True, actor=upi, now=LATER
    )
    assert wave.questionnaire.version == 2
    wave = campaigning.edit_campaign(
        campaign=wave, values={"closes_at": CLOSES}, actor=upi, now=LATER
    )
    wave = campaigning.open_campaign(campaign=wave, actor=upi, now=LATER)
    again = invitation_to(wave, treviso)
    response = drafting.begin_answer(invitation=again, actor=admin, now=LATER)
    held = {row.question.code: row for row in queries.answers_of(response).values()}
    assert {code: (row.value, row.before) for code, row in held.items()} == {
        "attiva": ("SI", "SI"), "comuni": ("12", "12"),
    }  # fmt: skip
    saved = write(again, admin, {"comuni": "15"}, {"comuni": 1}, LATER)
    assert saved.is_whole
    answer = response.answers.get(question__code="comuni")
    assert (answer.value, answer.before, answer.is_proposed) == ("15", "12", False)
    sending.send_answer(invitation=again, actor=admin, now=LATER)
    assert [row.question.code for row in changed_answers(wave)] == ["comuni"]


def test_a_filter_that_finds_nobody_does_not_open(make, upi):
    campaign = make(recipients={"kinds": ["PROV"], "smallest": 99_000_000})
    refused("nobody_to_ask", campaigning.open_campaign, campaign=campaign, actor=upi, now=NOW)
    assert Campaign.objects.get(pk=campaign.pk).state == CampaignState.DRAFT


def test_a_province_asks_its_own_territory_only(make, actors):
    campaign = make(actor=actors["treviso.admin"], recipients={"kinds": ["COM", "PROV"]},
                    scope="ter:026")  # fmt: skip
    campaign = campaigning.open_campaign(campaign=campaign, actor=actors["treviso.admin"], now=NOW)
    territories = set(campaign.invitations.values_list("ente__territory", flat=True))
    assert territories == {"026"}


@pytest.mark.parametrize("name", ["treviso.sua", "comune1.referente", "esperto.sua"])
def test_who_does_not_run_a_space_designs_nothing(purpose, actors, name):
    refused(
        "not_permitted", starting.create_campaign,
        purpose=purpose, title="Sondaggio", actor=actors[name], now=NOW,
    )  # fmt: skip
    assert not Campaign.objects.exists()


def test_an_editor_prepares_and_an_administrator_opens(purpose, actors, make):
    editor = actors["upi.redattore"]
    campaign = make(actor=editor)
    refused("not_permitted", campaigning.open_campaign, campaign=campaign, actor=editor, now=NOW)
    assert Campaign.objects.get(pk=campaign.pk).state == CampaignState.DRAFT
    campaigning.open_campaign(campaign=campaign, actor=actors["upi.admin"], now=NOW)
