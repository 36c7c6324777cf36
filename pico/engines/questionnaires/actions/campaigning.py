"""A campaign is prepared, opened, prolonged, closed, given back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.access.actor import SYSTEM, Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal
from pico.core.jobs.actions import enqueue
from pico.core.ui.formats import datetime_it

from .. import notices
from ..models import Campaign, Figure, Invitation
from ..permissions import QuestionnairePermission
from ..queries import campaigns as queries
from ..queries.definitions import outline_of
from ..terms import MISSING, RUNNING, Anonymity, AnswerState, Audience, CampaignState, Kind
from ..workflow import ANSWER, CAMPAIGN, prepared

BATCH = 1000
WHILE_PREPARING = ("audience", "recipients", "anonymity", "needs_approval")
ALWAYS = ("title", "description", "privacy", "remind_days", "results_for")
INVITE = "pico.engines.questionnaires.tasks.tell_the_invited"
EXTENSION = "pico.engines.questionnaires.tasks.tell_the_extension"
REMINDERS = "pico.engines.questionnaires.tasks.remind_of"


def lock_campaign(campaign: Campaign) -> Campaign:
    """Return the campaign as it is now, held until the end of the transaction."""
    return (
        Campaign.objects.select_for_update(of=("self",))
        .select_related("owner", "questionnaire")
        .get(pk=campaign.pk)
    )


def _record(what: str, sentence: str, campaign: Campaign, actor: Actor, now: datetime, **data):
    trail.record(
        f"questionnaires.campaign.{what}", sentence, subject=campaign, actor=actor, now=now, **data
    )


@transaction.atomic
def edit_campaign(
    *, campaign: Campaign, values: Mapping[str, Any], actor: Actor, now: datetime
) -> Campaign:
    """Change what is said of a campaign; who is asked, and how, only before it opens."""
    campaign = lock_campaign(campaign)
    actor.require(QuestionnairePermission.DESIGN, campaign)
    fixed = [name for name in (*WHILE_PREPARING, "opens_at", "closes_at") if name in values]
    changed = [name for name in fixed if values[name] != getattr(campaign, name)]
    if changed and not campaign.is_preparing:
        raise Refusal(
            _("È già aperto: destinatari, anonimato e date non si cambiano. Si può prorogare."),
            code="already_open",
        )
    if values.get("audience") == Audience.PUBLIC:
        # Who has no name cannot answer by name.
        values = {**values, "anonymity": Anonymity.ANONYMOUS}
    names = [name for name in (*ALWAYS, *WHILE_PREPARING, "opens_at", "closes_at", "scope")
             if name in values]  # fmt: skip
    for name in names:
        setattr(campaign, name, values[name])
    campaign.save(update_fields=names)
    _record("edited", _("Dati del sondaggio modificati."), campaign, actor, now)
    announce("questionnaires.campaign.edited", subject=campaign, actor=actor)
    return campaign


def _move(campaign: Campaign, step: str, actor: Actor) -> Campaign:
    campaign = lock_campaign(campaign)
    outline = outline_of(campaign.questionnaire)
    CAMPAIGN.move(prepared(campaign, outline), step, actor=actor)
    return campaign


def _told(campaign: Campaign, step: str, sentence: str, actor: Actor, now: datetime, **data):
    _record(step, sentence, campaign, actor, now, **data)
    announce(f"questionnaires.campaign.{step}", subject=campaign, actor=actor)


SENTENCES = {
    "try_out": gettext_lazy("Messo in prova."),
    "schedule": gettext_lazy("Apertura programmata."),
    "rework": gettext_lazy("Tornato in bozza."),
    "analyse": gettext_lazy("Analisi cominciata."),
    "retract": gettext_lazy("Risultati ritirati."),
    "archive": gettext_lazy("Archiviato."),
}


@transaction.atomic
def move_campaign(*, campaign: Campaign, step: str, actor: Actor, now: datetime) -> Campaign:
    """Take one of the plain steps of the table. Refuses the wrong state, person or condition."""
    campaign = _move(campaign, step, actor)
    campaign.save(update_fields=["state"])
    _told(campaign, step, SENTENCES[step], actor, now)
    return campaign


@transaction.atomic
def open_campaign(*, campaign: Campaign, actor: Actor, now: datetime) -> Campaign:
    """Invite who is to be asked, and take answers from now on. Refuses a filter that finds nobody."""
    campaign = _move(campaign, "open", actor)
    if campaign.closes_at and campaign.closes_at <= now:
        raise Refusal(_("La data di chiusura è passata: spostala."), code="closes_in_the_past")
    campaign.opens_at = now
    campaign.save(update_fields=["state", "opens_at"])
    if campaign.invites and not _invite(campaign):
        raise Refusal(
            _("I filtri non trovano nessun destinatario: allargali."), code="nobody_to_ask"
        )
    _told(campaign, "opened", _("Aperto."), actor, now)
    if campaign.invites:
        enqueue(import_string(INVITE), key=str(campaign.pk), again=True, campaign_id=campaign.pk)
    return campaign


def _invite(campaign: Campaign) -> int:
    """Write an invitation for each ente or person that the filter finds."""
    if campaign.audience == Audience.ENTI:
        found = queries.chosen_enti(campaign.owner, campaign.recipients).order_by("pk")
        made = [
            Invitation(campaign=campaign, ente_id=pk) for pk in found.values_list("pk", flat=True)
        ]
    else:
        found = queries.chosen_persons(campaign.owner, campaign.recipients).order_by("pk")
        made = [
            Invitation(campaign=campaign, person_id=pk) for pk in found.values_list("pk", flat=True)
        ]
    Invitation.objects.bulk_create(made, batch_size=BATCH, ignore_conflicts=True)
    return len(made)


def tell_invited(*, campaign_id: int, now: datetime, at_most: int = 500) -> int:
    """Tell the next of those who do not know yet; each is told once, also when a worker is killed."""
    campaign = Campaign.objects.select_related("owner").get(pk=campaign_id)
    if campaign.state not in RUNNING:
        return 0
    waiting = list(queries.untold(campaign)[:at_most])
    for invitation in waiting:
        _tell(invitation, campaign, now)
    return len(waiting)


@transaction.atomic
def _tell(invitation: Invitation, campaign: Campaign, now: datetime) -> None:
    if Invitation.objects.filter(pk=invitation.pk, told_at=None).update(told_at=now):
        invitation.campaign = campaign
        notices.ask(invitation, now=now)


@transaction.atomic
def extend_campaign(
    *, campaign: Campaign, closes_at: datetime, reason: str, actor: Actor, now: datetime
) -> Campaign:
    """Give more time, for a reason that who still has to answer reads."""
    before = campaign.closes_at
    campaign = _move(campaign, "extend", actor)
    if closes_at <= max(campaign.closes_at or now, now):
        raise Refusal(_("La nuova chiusura viene prima di quella di ora."), code="not_later")
    campaign.extended_from = campaign.extended_from or before
    campaign.closes_at = closes_at
    campaign.save(update_fields=["state", "closes_at", "extended_from"])
    _told(
        campaign, "extended",
        _("Prorogato al %(day)s: %(reason)s") % {"day": datetime_it(closes_at), "reason": reason},
        actor, now,
    )  # fmt: skip
    if campaign.invites:
        enqueue(import_string(EXTENSION), campaign_id=campaign.pk, reason=reason)
    return campaign


def tell_extension(*, campaign_id: int, reason: str, now: datetime) -> None:
    """Tell who still has to answer; told twice, the open task stays one."""
    campaign = Campaign.objects.select_related("owner").get(pk=campaign_id)
    missing = campaign.invitations.filter(state__in=MISSING).select_related("ente", "person")
    notices.tell_extension(campaign, missing.iterator(BATCH), reason, now=now)


@transaction.atomic
def close_campaign(*, campaign: Campaign, actor: Actor, now: datetime) -> Campaign:
    """Take no more answers: what is missing has expired."""
    campaign = _move(campaign, "close", actor)
    campaign.closes_at = min(campaign.closes_at or now, now)
    campaign.save(update_fields=["state", "closes_at"])
    _nobody_waits(campaign, now)
    expired = campaign.invitations.filter(state__in=MISSING).update(
        state=AnswerState.EXPIRED, late_until=None
    )
    _told(campaign, "closed", _("Chiuso."), actor, now, expired=expired)
    return campaign


def _nobody_waits(campaign: Campaign, now: datetime) -> None:
    missing = campaign.invitations.filter(state__in=MISSING)
    notices.nobody_waits(missing.values_list("pk", flat=True), now=now)


@transaction.atomic
def cancel_campaign(*, campaign: Campaign, reason: str, actor: Actor, now: datetime) -> Campaign:
    """Call it off; what was answered is kept, nobody is asked any more."""
    campaign = _move(campaign, "cancel", actor)
    campaign.save(update_fields=["state"])
    _nobody_waits(campaign, now)
    _told(campaign, "cancelled", _("Annullato: %(r)s") % {"r": reason}, actor, now)
    return campaign


@transaction.atomic
def choose_published(
    *, campaign: Campaign, codes: list[str], actor: Actor, now: datetime
) -> Campaign:
    """Choose the questions whose results are given back. Refuses texts, which may name people."""
    campaign = lock_campaign(campaign)
    actor.require(QuestionnairePermission.DESIGN, campaign)
    known = {one.code: one for one in outline_of(campaign.questionnaire).asked}
    chosen = [code for code in known if code in set(codes)]
    if any(known[code].kind == Kind.FILE for code in chosen):
        raise Refusal(_("I file ricevuti non si pubblicano."), code="never_published")
    campaign.published = chosen
    campaign.save(update_fields=["published"])
    _record(
        "published_questions", _("Domande da pubblicare: %(n)s.") % {"n": len(chosen)},
        campaign, actor, now, codes=chosen,
    )  # fmt: skip
    return campaign


@transaction.atomic
def publish_results(*, campaign: Campaign, actor: Actor, now: datetime) -> Campaign:
    """Give the chosen questions back; who answered hears of it."""
    campaign = _move(campaign, "publish", actor)
    campaign.save(update_fields=["state"])
    _told(campaign, "published", _("Risultati pubblicati."), actor, now)
    senders = campaign.responses.filter(is_official=True, sent_by__isnull=False)
    people = set(senders.values_list("sent_by", flat=True))
    if people:
        notices.tell_results(campaign, people, now=now)
    return campaign


@transaction.atomic
def reopen_answer(
    *, invitation: Invitation, reason: str, until: datetime, actor: Actor, now: datetime
) -> Invitation:
    """Let one who has sent, or missed the term, write again. Refuses without a reason, and anonymous ones."""
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("campaign__owner", "ente", "person")
        .get(pk=invitation.pk)
    )
    if invitation.campaign.in_one_go:
        raise Refusal(
            _("Questa risposta non si può riaprire: non è legata a chi l'ha data."),
            code="not_linked",
        )
    if not reason.strip():
        raise Refusal(_("Scrivi perché si riapre: chi risponde lo legge."), code="reason_missing")
    if until <= now:
        raise Refusal(_("Il nuovo termine è passato."), code="not_later")
    ANSWER.move(invitation, "reopen", actor=actor, subject=invitation.campaign)
    invitation.note, invitation.late_until = reason, until
    invitation.save(update_fields=["state", "note", "late_until"])
    take_off(invitation)
    _record(
        "reopened", _("Risposta di %(who)s riaperta: %(reason)s") % {"who": invitation, "reason": reason},
        invitation.campaign, actor, now,
    )  # fmt: skip
    notices.tell_reopening(invitation, reason, now=now)
    return invitation


def take_off(invitation: Invitation) -> None:
    """Take a sent answer out of the results until it is sent again."""
    response = getattr(invitation, "response", None)
    if response is None:
        return
    Figure.objects.filter(response=response).delete()
    response.is_official = False
    response.save(update_fields=["is_official"])


@transaction.atomic
def ask_reminders(*, campaign: Campaign, actor: Actor, now: datetime) -> int:
    """Have who is missing told again, by a job. Returns how many they are; refuses when it is not open."""
    actor.require(QuestionnairePermission.DESIGN, campaign)
    if campaign.state not in RUNNING:
        raise Refusal(_("Non è aperto: non c'è chi sollecitare."), code="wrong_state")
    many = queries.missing_on(campaign, timezone.localdate(now)).count()
    if many:
        enqueue(import_string(REMINDERS), key=str(campaign.pk), campaign_id=campaign.pk)
        _record("reminded", _("Solleciti chiesti: %(n)s.") % {"n": many}, campaign, actor, now)
    return many


def remind_missing(*, campaign: Campaign, now: datetime) -> int:
    """Tell again who has not answered, each once a day at most. Returns how many were told."""
    if campaign.state not in RUNNING:
        return 0
    today = timezone.localdate(now)
    waiting = list(queries.missing_on(campaign, today))
    return sum(_remind(invitation, campaign, now) for invitation in waiting)


@transaction.atomic
def _remind(invitation: Invitation, campaign: Campaign, now: datetime) -> bool:
    today = timezone.localdate(now)
    fresh = Invitation.objects.filter(pk=invitation.pk).exclude(reminded_on=today)
    if not fresh.update(reminded_on=today):
        return False
    invitation.campaign = campaign
    notices.remind(invitation, now=now)
    return True


def turn_the_clock(*, now: datetime) -> None:
    """Open and close what is due, let late answers lapse; run twice, it changes nothing more."""
    for campaign in queries.due_to_open(now):
        try:
            open_campaign(campaign=campaign, actor=SYSTEM, now=now)
        except Refusal as refusal:
            _give_back(campaign, refusal, now)
    for campaign in queries.due_to_close(now):
        close_campaign(campaign=campaign, actor=SYSTEM, now=now)
    for invitation in queries.late_and_over(now):
        _let_lapse(invitation, now)


@transaction.atomic
def _give_back(campaign: Campaign, refusal: Refusal, now: datetime) -> None:
    """What cannot open goes back to its author, who reads why."""
    Campaign.objects.filter(pk=campaign.pk, state=CampaignState.SCHEDULED).update(
        state=CampaignState.DRAFT
    )
    _record("not_opened", _("Non aperto: %(r)s") % {"r": refusal.message}, campaign, SYSTEM, now)


@transaction.atomic
def _let_lapse(invitation: Invitation, now: datetime) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(state=AnswerState.EXPIRED, late_until=None)
    notices.answered(invitation, now=now)
