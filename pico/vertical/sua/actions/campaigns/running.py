"""A campaign runs: it opens, is extended, closes, is consolidated, comes to an outcome."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from pico.core.access.actor import SYSTEM, Actor
from pico.core.foundation.errors import Refusal
from pico.core.jobs.actions import enqueue
from pico.engines.workflow.tables import Moved

from ...models import Campaign, NeedAnswer
from ...permissions import CampaignPermission
from ...queries.campaigns import campaigns as queries
from ...terms.campaigns import MISSING, AnswerState, CampaignState, Outcome
from ...workflow.campaigns import ANSWER, CAMPAIGN
from . import telling
from .planning import freeze_plan
from .prefilling import propose_lines
from .recording import lock_campaign, record

TASKS = "pico.vertical.sua.tasks"
BATCH = 500


@transaction.atomic
def make_step(
    *,
    record: Campaign,
    name: str,
    actor: Actor,
    now: datetime,
    seen: int | None = None,
    **fields: Any,
) -> Campaign:
    """Make any step of a campaign, with what follows from it."""
    campaign = lock_campaign(record)
    if name == "tender":
        raise Refusal(
            _("La gara si apre dal simulatore, con i lotti dello scenario scelto."),
            code="choose_a_scenario",
        )
    before = campaign.closes_at
    if name == "extend":
        _refuse_earlier(fields.get("closes_at"), before, now)
        fields["extended_from"] = campaign.extended_from or before
    moved = CAMPAIGN.move(campaign, name, actor=actor, now=now, seen=seen, **fields)
    also = FOLLOWS[name](campaign, moved, now) if name in FOLLOWS else ()
    campaign.save(update_fields=[*moved.fields, *also])
    return campaign


def _refuse_earlier(wanted: datetime | None, before: datetime | None, now: datetime) -> None:
    if wanted and (wanted <= now or (before and wanted <= before)):
        raise Refusal(
            _("La nuova chiusura deve venire dopo quella di ora: scegli un altro giorno."),
            code="not_later",
        )


def _opened(campaign: Campaign, moved: Moved, now: datetime) -> tuple[str, ...]:
    """Ask every ente chosen, and propose what is already known of its needs."""
    chosen = queries.recipients_of(campaign).values_list("pk", flat=True)
    zones = (
        dict(campaign.previous.answers.values_list("ente", "zone")) if campaign.previous_id else {}
    )
    NeedAnswer.objects.bulk_create(
        [
            NeedAnswer(
                campaign=campaign,
                ente_id=ente,
                flow_version=ANSWER.version,
                zone=zones.get(ente, ""),
            )
            for ente in chosen
        ],
        batch_size=BATCH,
    )
    if campaign.opens_at is None or campaign.opens_at > now:
        campaign.opens_at = now
    propose_lines(campaign=campaign, now=now)
    enqueue(import_string(f"{TASKS}.tell_invited"), campaign_id=campaign.pk)
    return ("opens_at",)


def _extended(campaign: Campaign, moved: Moved, now: datetime) -> tuple[str, ...]:
    enqueue(
        import_string(f"{TASKS}.tell_extended"),
        campaign_id=campaign.pk,
        reason=str(moved.given.get("reason", "")),
    )
    return ("closes_at", "extended_from")


def _closed(campaign: Campaign, moved: Moved, now: datetime) -> tuple[str, ...]:
    campaign.closes_at = min(campaign.closes_at or now, now)
    _let_lapse(campaign, now)
    return ("closes_at",)


def _let_lapse(campaign: Campaign, now: datetime) -> None:
    """Who has not answered has missed it: one line of the trail for all, nobody waits any more."""
    rows = campaign.answers.filter(state__in=MISSING)
    keys = list(rows.values_list("pk", flat=True))
    telling.nobody_waits(answers=keys, now=now)
    rows.update(state=AnswerState.EXPIRED, late_until=None)
    record(
        "campaign.lapsed", _("Enti senza risposta alla chiusura: %(n)d.") % {"n": len(keys)},
        campaign, SYSTEM, now,
    )  # fmt: skip


def _cancelled(campaign: Campaign, moved: Moved, now: datetime) -> tuple[str, ...]:
    keys = campaign.answers.filter(state__in=MISSING).values_list("pk", flat=True)
    telling.nobody_waits(answers=list(keys), now=now)
    return ()


def _consolidated(campaign: Campaign, moved: Moved, now: datetime) -> tuple[str, ...]:
    freeze_plan(campaign=campaign, actor=moved.actor, now=now)
    return ()


def _nothing_follows(campaign: Campaign, moved: Moved, now: datetime) -> tuple[str, ...]:
    return settle(campaign, Outcome.NO_PROCEDURE, str(moved.given["reason"]), now)


def settle(campaign: Campaign, outcome: str, note: str, now: datetime) -> tuple[str, ...]:
    """Write the outcome on the record and have it told; returns the fields that were set."""
    campaign.outcome, campaign.outcome_note, campaign.settled_at = outcome, note, now
    enqueue(import_string(f"{TASKS}.tell_result"), campaign_id=campaign.pk)
    return ("outcome", "outcome_note", "settled_at")


FOLLOWS = {
    "open": _opened,
    "extend": _extended,
    "close": _closed,
    "cancel": _cancelled,
    "consolidate": _consolidated,
    "no_procedure": _nothing_follows,
}


# What the jobs do --------------------------------------------------------------------------------


def tell_invited(*, campaign_id: int, now: datetime) -> int:
    """Put the answer on the list of each ente; who was told is not told again."""
    rows = NeedAnswer.objects.filter(campaign=campaign_id, told_at=None, state__in=MISSING)
    told = 0
    for answer in rows.select_related("campaign__owner__space", "ente"):
        with transaction.atomic():
            if NeedAnswer.objects.filter(pk=answer.pk, told_at=None).update(told_at=now):
                telling.ask(answer=answer, now=now)
                told += 1
    return told


def tell_extended(*, campaign_id: int, reason: str, now: datetime) -> None:
    rows = NeedAnswer.objects.filter(campaign=campaign_id)
    for answer in rows.select_related("campaign__owner__space", "ente"):
        telling.extended(answer=answer, reason=reason, now=now)


def tell_result(*, campaign_id: int, now: datetime) -> None:
    """Send the outcome to those who answered."""
    rows = NeedAnswer.objects.filter(campaign=campaign_id, sent_at__isnull=False)
    for answer in rows.select_related("campaign__owner__space", "ente"):
        telling.result(answer=answer, now=now)


# Reminders ---------------------------------------------------------------------------------------


@transaction.atomic
def ask_reminders(*, campaign: Campaign, actor: Actor, now: datetime) -> int:
    """Have who is missing told again, once a day at most. Returns how many they are."""
    actor.require(CampaignPermission.MANAGE, campaign)
    if not campaign.is_running:
        raise Refusal(_("La campagna non è aperta: non c'è chi sollecitare."), code="wrong_state")
    many = queries.missing(campaign, not_reminded_on=timezone.localdate(now)).count()
    if many:
        enqueue(
            import_string(f"{TASKS}.remind_missing"), key=str(campaign.pk), campaign_id=campaign.pk
        )
        record(
            "campaign.reminded", _("Solleciti inviati: %(n)d.") % {"n": many}, campaign, actor, now
        )
    return many


def remind_missing(*, campaign: Campaign, now: datetime) -> int:
    """Tell again who has not answered and was not told today. Returns how many were told."""
    if not campaign.is_running:
        return 0
    today = timezone.localdate(now)
    rows = queries.missing(campaign, not_reminded_on=today)
    return sum(
        _remind(answer, now) for answer in rows.select_related("campaign__owner__space", "ente")
    )


@transaction.atomic
def _remind(answer: NeedAnswer, now: datetime) -> bool:
    today = timezone.localdate(now)
    fresh = NeedAnswer.objects.filter(pk=answer.pk).exclude(reminded_on=today)
    if not fresh.update(reminded_on=today):
        return False
    telling.remind(answer=answer, now=now)
    return True


# The clock ---------------------------------------------------------------------------------------


def turn_the_clock(*, now: datetime) -> None:
    """Open, close and archive what is due, let late answers lapse; run twice, it changes nothing more."""
    for campaign in queries.due_to_open(now):
        _open_or_give_back(campaign, now)
    for campaign in queries.due_to_close(now):
        make_step(record=campaign, name="close", actor=SYSTEM, now=now)
    for answer in queries.late_and_over(now):
        _lapse(answer, now)
    for campaign in queries.due_to_archive(now):
        make_step(record=campaign, name="archive", actor=SYSTEM, now=now)


def _open_or_give_back(campaign: Campaign, now: datetime) -> None:
    """What cannot open goes back to a draft; its story says why."""
    try:
        make_step(record=campaign, name="open", actor=SYSTEM, now=now)
    except Refusal as refusal:
        with transaction.atomic():
            found = lock_campaign(campaign)
            if found.state != CampaignState.SCHEDULED:
                return
            moved = CAMPAIGN.move(
                found, "rework", actor=SYSTEM, now=now,
                sentence=_("Non aperta: %(why)s") % {"why": refusal.message},
            )  # fmt: skip
            found.save(update_fields=moved.fields)


@transaction.atomic
def _lapse(answer: NeedAnswer, now: datetime) -> None:
    moved = ANSWER.move(answer, "lapse", actor=SYSTEM, now=now)
    answer.late_until = None
    answer.save(update_fields=[*moved.fields, "late_until"])
    telling.answered(answer=answer, now=now)


def end_of_day(day, now: datetime) -> datetime:
    """The last minute of a day in Italy; of nothing, of the day seven days from now."""
    if day is None:
        return now + timedelta(days=7)
    return timezone.make_aware(datetime.combine(day, time(23, 59)))
