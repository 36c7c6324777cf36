"""What tests of the Community make."""

from datetime import timedelta

from django.utils import timezone

from pico.engines.questionnaires.models import Campaign, Question, Questionnaire, Section
from pico.engines.questionnaires.terms import Audience, CampaignState, Kind

from ..terms import SURVEY


def make_survey(owner, author, scope, title="Sondaggio", **fields) -> Campaign:
    """A survey whose results are published, with one question."""
    questionnaire = Questionnaire.objects.create(
        owner=owner, author=author, title=title, purpose=SURVEY
    )
    section = Section.objects.create(
        questionnaire=questionnaire, position=1, code="s1", title="Prima sezione"
    )
    Question.objects.create(
        questionnaire=questionnaire,
        section=section,
        position=1,
        code="d1",
        kind=Kind.YES_NO,
        label="C'è un ufficio unico?",
    )
    values = {
        "state": CampaignState.PUBLISHED,
        "audience": Audience.READERS,
        "published": ["d1"],
        "opens_at": timezone.now() - timedelta(days=30),
        "closes_at": timezone.now() - timedelta(days=1),
        **fields,
    }
    return Campaign.objects.create(
        owner=owner,
        author=author,
        scope=scope,
        title=title,
        purpose=SURVEY,
        questionnaire=questionnaire,
        **values,
    )
