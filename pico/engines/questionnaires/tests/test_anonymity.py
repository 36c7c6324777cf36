"""An anonymous answer leads to nobody: by what is kept, by its moment, by its order, by small numbers."""

import pytest
from django.apps import apps
from django.db import models

from pico.core.access.actor import ANONYMOUS
from pico.core.audit.models import AuditLine
from pico.core.foundation.errors import Refusal
from pico.core.people.models import Person
from pico.engines.questionnaires.actions import answering, campaigning
from pico.engines.questionnaires.models import Answer, Figure, Invitation, Response
from pico.engines.questionnaires.queries.definitions import outline_of
from pico.engines.questionnaires.queries.results import results
from pico.engines.questionnaires.terms import Anonymity, Audience, CampaignState

from .conftest import NOW, every_kind, invitation_to

VOTERS = (
    "treviso.admin",
    "treviso.sua",
    "treviso.sit",
    "brescia.admin",
    "upi.redattore",
    "docente",
)


@pytest.fixture
def poll(opened):
    return opened(
        audience=Audience.READERS, anonymity=Anonymity.ANONYMOUS, recipients={}, scope="provinces"
    )


def vote(poll, actor, value="SI", nonce=""):
    return answering.answer_in_one_go(
        campaign=poll, values={"attiva": value, "comuni": "3"}, nonce=nonce, actor=actor, now=NOW
    )


def test_nothing_that_is_kept_of_the_answer_leads_to_the_person(poll, actors):
    response, errors = vote(poll, actors["treviso.sua"])
    assert errors == {}
    for row in (response, *response.answers.all(), *response.figures.all()):
        kept = {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}
        told = {name for name, value in kept.items() if value not in (None, "", False)}
        assert not told & {
            "invitation", "sent_at", "sent_by", "changed_by", "changed_at", "region", "territory",
            "ente_kind", "size", "nonce", "receipt",
        }  # fmt: skip


def test_no_other_table_leads_from_a_person_to_an_answer():
    """By construction: of the tables of the engine only drafts and invitations know persons or moments."""
    knows_persons = {
        model.__name__
        for model in apps.get_app_config("questionnaires").get_models()
        for field in model._meta.concrete_fields
        if field.related_model is Person
        or isinstance(field, models.DateTimeField | models.DateField)
    }
    assert "Figure" not in knows_persons
    assert "Coding" not in knows_persons


def test_that_the_person_took_part_is_known_but_not_when(poll, actors, people):
    vote(poll, actors["treviso.sua"])
    mark = Invitation.objects.get(campaign=poll, person=people["treviso.sua"])
    assert (mark.state, mark.told_at, mark.reminded_on) == ("SENT", None, None)
    assert not AuditLine.objects.filter(event__startswith="questionnaires.answer").exists()


def test_keys_do_not_tell_who_came_first(poll, actors):
    made = [vote(poll, actors[name])[0].pk for name in VOTERS]
    assert made != sorted(made) or made != sorted(made, reverse=True)
    for model in (Response, Answer, Figure):
        keys = list(model.objects.values_list("pk", flat=True))
        assert min(keys) > 2**40, "a key drawn by lot is not a small number"


def test_nobody_answers_twice(poll, actors):
    vote(poll, actors["treviso.sua"])
    with pytest.raises(Refusal) as refusal:
        vote(poll, actors["treviso.sua"], "NO")
    assert refusal.value.code == "already_sent"
    assert Response.objects.count() == 1


def test_who_does_not_see_it_does_not_answer(poll, actors):
    with pytest.raises(Refusal) as refusal:
        vote(poll, actors["comune1.referente"])
    assert refusal.value.code == "not_permitted"
    assert not Response.objects.exists()


def test_anybody_answers_a_public_one_and_a_form_sent_twice_counts_once(opened):
    poll = opened(audience=Audience.PUBLIC, anonymity=Anonymity.ANONYMOUS, scope="public")
    vote(poll, ANONYMOUS, nonce="uno")
    with pytest.raises(Refusal) as refusal:
        vote(poll, ANONYMOUS, nonce="uno")
    assert refusal.value.code == "already_sent"
    vote(poll, ANONYMOUS, nonce="due")
    assert Response.objects.count() == 2


def test_errors_keep_nothing(poll, actors):
    response, errors = answering.answer_in_one_go(
        campaign=poll, values={"comuni": "molti"}, nonce="", actor=actors["treviso.sua"], now=NOW
    )
    assert response is None
    assert set(errors) == {"attiva"}, "what is not shown is not wrong"
    assert not Response.objects.exists()


def test_four_answers_show_nothing_and_six_hide_the_small_ones(poll, actors):
    for name in VOTERS[:4]:
        vote(poll, actors[name])
    assert shown(poll)[0].is_hidden
    for name in VOTERS[4:]:
        vote(poll, actors[name], "NO")
    first = shown(poll)[0]
    assert not first.is_hidden
    assert [bar.count for bar in first.bars] == [None, None]


def shown(poll):
    return results(poll, outline_of(poll.questionnaire), is_guarded=True)


def test_files_are_not_asked_anonymously(make, upi):
    campaign = make(every_kind(), anonymity=Anonymity.ANONYMOUS)
    with pytest.raises(Refusal) as refusal:
        campaigning.open_campaign(campaign=campaign, actor=upi, now=NOW)
    assert refusal.value.code == "asks_nothing_that_names"
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.DRAFT


def test_an_anonymous_answer_cannot_be_reopened(opened, treviso, actors, upi):
    campaign = opened(anonymity=Anonymity.ANONYMOUS)
    vote(campaign, actors["treviso.admin"])
    mine = invitation_to(campaign, treviso)
    with pytest.raises(Refusal) as refusal:
        campaigning.reopen_answer(
            invitation=mine, reason="Errore.", until=campaign.closes_at, actor=upi, now=NOW
        )
    assert refusal.value.code == "not_linked"
    mine.refresh_from_db()
    assert mine.state == "SENT"


def test_anonymity_is_not_taken_back_once_open(poll, upi):
    with pytest.raises(Refusal) as refusal:
        campaigning.edit_campaign(
            campaign=poll, values={"anonymity": Anonymity.NAMED}, actor=upi, now=NOW
        )
    assert refusal.value.code == "already_open"
    poll.refresh_from_db()
    assert poll.anonymity == Anonymity.ANONYMOUS
