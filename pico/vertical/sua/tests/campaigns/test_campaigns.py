"""A campaign from its draft to its outcome, and what is refused on the way."""

from datetime import timedelta

import pytest

from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Notice, Task
from pico.core.testing import cast

from ...actions.campaigns import preparing, running
from ...models import Campaign, NeedLine
from ...queries.campaigns import plans
from ...terms.campaigns import AnswerState, CampaignState

pytestmark = pytest.mark.django_db
S, A = CampaignState, AnswerState


def refused(code, act, *args, **kwargs):
    with pytest.raises(Refusal) as raised:
        act(*args, **kwargs)
    assert raised.value.code == code
    return raised.value


# Preparing ---------------------------------------------------------------------------------------


def test_without_items_recipients_or_term_it_does_not_open(stage):
    refused("has_recipients", stage.step, "open", "treviso.sua")
    stage.invite()
    stage.campaign.items.all().delete()
    refused("has_items", stage.step, "open", "treviso.sua")
    assert Campaign.objects.get().state == S.DRAFT
    assert stage.campaign.answers.count() == 0


def test_a_filter_that_chooses_nobody_is_refused(stage, actors):
    refused(
        "nobody", preparing.choose_recipients, campaign=stage.campaign,
        recipients={"kinds": ["UC"]}, actor=actors["treviso.sua"], now=stage.now,
    )  # fmt: skip
    assert Campaign.objects.get().recipients == {}


def test_a_filter_chooses_the_comuni_of_the_territory_and_hands_add_others(stage, actors, enti):
    brescia = enti[cast.BRESCIA]
    many = preparing.choose_recipients(
        campaign=stage.campaign, recipients={"kinds": ["COM"], "enti": [brescia.pk]},
        actor=actors["treviso.sua"], now=stage.now,
    )  # fmt: skip
    assert many == 4


def test_once_open_the_catalogue_is_fixed(stage, actors):
    stage.open()
    refused(
        "already_open", preparing.save_item, campaign=stage.campaign, values={"code": "X"},
        actor=actors["treviso.sua"], now=stage.now,
    )  # fmt: skip
    assert stage.campaign.items.count() == 3


def test_two_items_cannot_have_the_same_code(stage, actors):
    values = {"code": "A4", "cpv": "30197643", "description": "Altra carta", "unit": "PZ"}
    refused(
        "code_taken", preparing.save_item, campaign=stage.campaign, values=values,
        actor=actors["treviso.sua"], now=stage.now,
    )  # fmt: skip
    assert stage.campaign.items.count() == 3


@pytest.mark.parametrize(
    "username", ["comune1.referente", "brescia.sua", "upi.admin", "treviso.sit"]
)
def test_others_do_not_run_it(stage, actors, username):
    stage.invite()
    refused("not_permitted", stage.step, "open", username)
    refused(
        "not_permitted", preparing.change_campaign, campaign=stage.campaign,
        actor=actors[username], now=stage.now, title="Altro",
    )  # fmt: skip
    assert Campaign.objects.get().title == "Cancelleria ed energia 2027"


def test_extension_is_the_heads(stage):
    stage.open()
    later = stage.now + timedelta(days=40)
    refused("not_permitted", stage.step, "extend", "treviso.sua", closes_at=later, reason="Ferie")
    refused("missing_reason", stage.step, "extend", closes_at=later, reason=" ")
    assert Campaign.objects.get().state == S.OPEN


# Running -----------------------------------------------------------------------------------------


def test_the_clock_opens_tells_and_closes(stage, people, django_capture_on_commit_callbacks):
    stage.invite()
    stage.step("schedule", "treviso.sua")
    with django_capture_on_commit_callbacks(execute=True):
        running.turn_the_clock(now=stage.now)
        assert Campaign.objects.get().state == S.SCHEDULED
        stage.now += timedelta(days=1)
        running.turn_the_clock(now=stage.now)
    assert Campaign.objects.get().state == S.OPEN
    running.tell_invited(campaign_id=stage.campaign.pk, now=stage.now)
    assert Task.objects.filter(kind="sua.need.asked", closed_at=None).count() == 3
    assert running.tell_invited(campaign_id=stage.campaign.pk, now=stage.now) == 0
    stage.campaign.refresh_from_db()
    stage.send(10)
    stage.now += timedelta(days=40)
    running.turn_the_clock(now=stage.now)
    states = dict(stage.campaign.answers.values_list("ente__ipa_code", "state"))
    assert Campaign.objects.get().state == S.CLOSED
    assert states == {cast.COMUNE_1: A.SENT, cast.COMUNE_2: A.EXPIRED, cast.COMUNE_3: A.EXPIRED}
    assert not Task.objects.filter(kind="sua.need.asked", closed_at=None).exists()


def test_what_cannot_open_by_itself_goes_back_to_a_draft(stage):
    stage.invite()
    stage.step("schedule", "treviso.sua")
    stage.campaign.items.all().delete()
    running.turn_the_clock(now=stage.now + timedelta(days=2))
    assert Campaign.objects.get().state == S.DRAFT


def test_an_extension_gives_time_and_is_told_to_all(stage, people):
    stage.open()
    stage.send(10)
    refused(
        "not_later", stage.step, "extend", closes_at=stage.now + timedelta(days=3), reason="Ferie"
    )
    stage.step("extend", closes_at=stage.now + timedelta(days=45), reason="Bilanci in ritardo")
    assert stage.campaign.extended_from == stage.now + timedelta(days=30)
    running.tell_extended(campaign_id=stage.campaign.pk, reason="Bilanci in ritardo", now=stage.now)
    told = Notice.objects.filter(kind="sua.campaign.extended")
    assert {one.person.username for one in told} == {f"comune{n}.referente" for n in (1, 2, 3)}


def test_who_is_missing_is_reminded_once_a_day(stage, actors):
    stage.open()
    stage.send(10)
    assert running.ask_reminders(
        campaign=stage.campaign, actor=actors["treviso.sua"], now=stage.now
    ) == 2  # fmt: skip
    assert running.remind_missing(campaign=stage.campaign, now=stage.now) == 2
    assert running.remind_missing(campaign=stage.campaign, now=stage.now) == 0
    assert Notice.objects.filter(kind="sua.need.reminded").count() == 2


# Consolidation -----------------------------------------------------------------------------------


def test_the_plan_adds_up_what_is_validated(stage):
    plan = stage.consolidated()
    line = plans.lines_of(plan).get()
    assert (line.quantity, line.value, line.enti) == (150, 480, 2)
    assert (plan.invited, plan.answered, plan.nothing) == (3, 3, 1)


def test_consolidated_nothing_touches_it(stage, actors):
    plan = stage.consolidated()
    stage.step("consolidate")
    NeedLine.objects.update(quantity=9999)
    assert plans.lines_of(plan).get().quantity == 150
    refused("wrong_state", stage.plan)
    refused("is_still_judged", stage.move, "reopen", cast.COMUNE_3, "treviso.sua", reason="x")
    assert stage.campaign.plans.count() == 1


def test_answers_that_wait_hold_the_consolidation_up(stage):
    stage.open()
    stage.send(10)
    stage.step("close")
    stage.step("check", "treviso.sua")
    said = refused("nothing_waits_for_a_check", stage.step, "consolidate")
    assert "1" in said.message
    assert Campaign.objects.get().state == S.CHECKING


def test_no_procedure_needs_a_reason_and_who_answered_hears_it(stage):
    stage.consolidated()
    stage.step("consolidate")
    refused("missing_reason", stage.step, "no_procedure")
    stage.step("no_procedure", reason="Convenzione Consip attiva")
    running.tell_result(campaign_id=stage.campaign.pk, now=stage.now)
    assert Campaign.objects.get().outcome == "NO_PROCEDURE"
    assert Notice.objects.filter(kind="sua.campaign.result").count() == 3
    running.turn_the_clock(now=stage.now + timedelta(days=31))
    assert Campaign.objects.get().state == S.ARCHIVED


def test_next_year_begins_from_this_one_and_is_prefilled(stage, actors):
    stage.open()
    stage.send(100)
    made = preparing.duplicate_campaign(
        campaign=stage.campaign,
        title="Cancelleria 2028",
        actor=actors["treviso.sua"],
        now=stage.now,
    )
    assert made.items.count() == 3
    preparing.change_campaign(
        campaign=made, actor=actors["treviso.sua"], now=stage.now,
        closes_at=stage.now + timedelta(days=400),
    )  # fmt: skip
    stage.campaign = made
    stage.step("open", "treviso.sua")
    line = NeedLine.objects.get(answer__campaign=made)
    assert (line.proposed, line.quantity, line.past_quantity) == ("LAST_ANSWER", 100, 100)
    assert line.answer.ente == stage.enti[cast.COMUNE_1]
