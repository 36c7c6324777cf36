"""A campaign begins: empty, quick, or from another one."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal

from ..language import outline as outlines
from ..language.outline import Outline
from ..models import Campaign, Question, Questionnaire, Section
from ..permissions import QuestionnairePermission
from ..purposes import Purpose
from ..queries.definitions import outline_of
from ..terms import Anonymity, Audience, Kind, ResultsFor


def _new(purpose: Purpose, title: str, actor: Actor, now: datetime, **fields: Any) -> Campaign:
    """A campaign of the ente acted for, not saved yet; refuses who may not design."""
    campaign = Campaign(
        owner_id=actor.ente_id,
        author_id=actor.person_id,
        scope=fields.pop("scope", scopes.ente(actor.ente_id or 0)),
        created_at=now,
        purpose=purpose.key,
        title=title,
        **fields,
    )
    actor.require(QuestionnairePermission.DESIGN, campaign)
    return campaign


def _with_questionnaire(
    campaign: Campaign, outline: Outline, now: datetime, root: Questionnaire | None = None
) -> Campaign:
    """Save the campaign with a version of its own: it is changed without changing the others'."""
    version = root.versions.count() + 2 if root else 1
    campaign.questionnaire = Questionnaire.objects.create(
        owner_id=campaign.owner_id,
        author_id=campaign.author_id,
        root=root,
        version=version,
        title=campaign.title,
        description=outline.description,
        purpose=campaign.purpose,
        created_at=now,
    )
    write_outline(campaign.questionnaire, outline)
    campaign.save()
    return campaign


def write_outline(questionnaire: Questionnaire, outline: Outline) -> None:
    """Write sections and questions into an empty questionnaire."""
    for place, section in enumerate(outline.sections, 1):
        page = Section.objects.create(
            questionnaire=questionnaire,
            position=place,
            code=section.code,
            title=section.title,
            help=section.help,
            shown_if=section.shown_if,
        )
        Question.objects.bulk_create(
            Question(
                questionnaire=questionnaire,
                section=page,
                position=position,
                code=one.code,
                kind=one.kind,
                label=one.label,
                help=one.help,
                is_required=one.is_required,
                options=one.options,
                rows=one.rows,
                settings=one.settings,
                shown_if=one.shown_if,
            )
            for position, one in enumerate(section.questions, 1)
        )


def _record(what: str, sentence: str, campaign: Campaign, actor: Actor, now: datetime) -> None:
    trail.record(
        f"questionnaires.campaign.{what}", sentence, subject=campaign, actor=actor, now=now
    )


@transaction.atomic
def create_campaign(
    *, purpose: Purpose, title: str, actor: Actor, now: datetime, description: str = ""
) -> Campaign:
    """Begin an empty campaign with one section."""
    outline = Outline(title, "", [outlines.Section("s1", _("Prima sezione"))])
    campaign = _new(purpose, title, actor, now, description=description)
    _with_questionnaire(campaign, outline, now)
    _record("created", _("«%(t)s» creato.") % {"t": title}, campaign, actor, now)
    return campaign


@transaction.atomic
def create_quick_poll(
    *, purpose: Purpose, title: str, options: list[str], is_multiple: bool, scope: str,
    closes_at: datetime, is_anonymous: bool, actor: Actor, now: datetime,
) -> Campaign:  # fmt: skip
    """Begin a poll of one question for whoever sees it. Refuses fewer than two answers."""
    if len(options) < 2:
        raise Refusal(
            _("Scrivi almeno due risposte fra cui scegliere, una per riga."), code="options_missing"
        )
    question = outlines.Question(
        "d1",
        Kind.MULTIPLE if is_multiple else Kind.SINGLE,
        title,
        is_required=True,
        options=[{"code": f"r{n}", "label": label} for n, label in enumerate(options, 1)],
    )
    campaign = _new(
        purpose, title, actor, now,
        scope=scope,
        is_quick=True,
        audience=Audience.PUBLIC if scope == scopes.PUBLIC else Audience.READERS,
        anonymity=Anonymity.ANONYMOUS
        if is_anonymous or scope == scopes.PUBLIC
        else Anonymity.NAMED,
        results_for=ResultsFor.AFTER_ANSWER,
        closes_at=closes_at,
        published=["d1"],
    )  # fmt: skip
    _with_questionnaire(
        campaign, Outline(title, "", [outlines.Section("s1", title, questions=[question])]), now
    )
    _record("created", _("Sondaggio rapido «%(t)s» creato.") % {"t": title}, campaign, actor, now)
    return campaign


COPIED = (
    "description", "privacy", "audience", "recipients", "anonymity", "needs_approval",
    "remind_days", "results_for", "scope", "is_quick",
)  # fmt: skip


@transaction.atomic
def duplicate_campaign(
    *, campaign: Campaign, title: str, is_next_wave: bool, actor: Actor, now: datetime
) -> Campaign:
    """Begin a new campaign with the same questions, in a new version; dates stay to be chosen.

    The next wave remembers this one: answers are proposed again and differences shown.
    """
    actor.require(QuestionnairePermission.DESIGN, campaign)
    made = _new(
        campaign.used_by, title, actor, now,
        **{name: getattr(campaign, name) for name in COPIED},
        previous=campaign if is_next_wave else None,
    )  # fmt: skip
    source = campaign.questionnaire
    _with_questionnaire(made, outline_of(source), now, root=source.root or source)
    what = _("nuova rilevazione") if is_next_wave else _("copia")
    _record(
        "duplicated",
        _("«%(t)s»: %(what)s di «%(from)s».") % {"t": title, "what": what, "from": campaign.title},
        made, actor, now,
    )  # fmt: skip
    return made


@transaction.atomic
def start_from_questionnaire(
    *, questionnaire: Questionnaire, purpose: Purpose, title: str, actor: Actor, now: datetime
) -> Campaign:
    """Begin a campaign with the questions of a model, or of an older questionnaire of one's ente."""
    campaign = _new(purpose, title, actor, now)
    is_own = questionnaire.owner_id == campaign.owner_id
    if not (is_own or questionnaire.is_model):
        raise Refusal(_("Questo questionario non è un modello."), code="not_a_model")
    root = (questionnaire.root or questionnaire) if is_own else None
    _with_questionnaire(campaign, outline_of(questionnaire), now, root=root)
    _record(
        "created", _("«%(t)s» creato da «%(q)s».") % {"t": title, "q": questionnaire.title},
        campaign, actor, now,
    )  # fmt: skip
    return campaign


@transaction.atomic
def start_from_outline(
    *, outline: Outline, purpose: Purpose, title: str, actor: Actor, now: datetime
) -> Campaign:
    """Begin a campaign with the questions of an XLSForm, already read and found right."""
    campaign = _new(purpose, title, actor, now)
    _with_questionnaire(campaign, outline, now)
    _record("imported", _("«%(t)s» importato da XLSForm.") % {"t": title}, campaign, actor, now)
    return campaign


@transaction.atomic
def keep_as_model(*, campaign: Campaign, is_model: bool, actor: Actor, now: datetime) -> None:
    """Offer the questionnaire to the other Provinces and UPI, or take it back."""
    actor.require(QuestionnairePermission.PUBLISH, campaign)
    questionnaire = campaign.questionnaire
    questionnaire.is_model = is_model
    questionnaire.save(update_fields=["is_model"])
    said = _("Questionario offerto come modello.") if is_model else _("Non è più un modello.")
    _record("offered" if is_model else "kept", said, campaign, actor, now)
