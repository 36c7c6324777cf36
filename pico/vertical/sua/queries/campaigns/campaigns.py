"""Campaigns: who sees which, who is asked, what the clock finds due."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Count, DecimalField, Exists, OuterRef, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.engines.questionnaires.queries.campaigns import chosen_enti

from ...models import Campaign, CampaignDocument, CatalogueItem, NeedAnswer
from ...permissions import CampaignPermission, works_for_the_sua
from ...terms.campaigns import (
    ANSWERED,
    ARCHIVE_AFTER,
    MISSING,
    RUNNING,
    SHOWN,
    AnswerState,
    CampaignState,
)

MONEY = DecimalField(max_digits=16, decimal_places=2)


def visible_campaigns(actor: Actor) -> QuerySet[Campaign]:
    """Those of one's ente, and those that ask the ente acted for, once they are open."""
    if not actor.is_member:
        return Campaign.objects.none()
    asked = NeedAnswer.objects.filter(campaign=OuterRef("pk"), ente=actor.ente_id)
    return Campaign.objects.filter(Q(owner=actor.ente_id) | (Q(state__in=SHOWN) & Q(Exists(asked))))


def campaigns_in(space, actor: Actor) -> QuerySet[Campaign]:
    """The campaigns of the SUA of a space, with the answer of the ente acted for as `my_answers`."""
    mine = NeedAnswer.objects.filter(ente=actor.ente_id).order_by("pk")
    return (
        visible_campaigns(actor)
        .filter(owner=space.ente_id)
        .select_related("owner")
        .prefetch_related(Prefetch("answers", mine, to_attr="my_answers"))
    )


def with_counts(rows: QuerySet[Campaign]) -> QuerySet[Campaign]:
    """The campaigns with `invited` and `answered`."""
    return rows.annotate(
        invited=Count("answers"),
        answered=Count("answers", filter=Q(answers__state__in=ANSWERED)),
    )


def campaign(pk: int, space, actor: Actor) -> Campaign:
    """Return a campaign that the actor may see here; 404 for any other."""
    rows = visible_campaigns(actor).filter(owner=space.ente_id)
    found = rows.select_related("owner", "referente", "previous").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def managed_campaign(pk: int, space, actor: Actor) -> Campaign:
    """Return a campaign that the actor runs; 404 for whom it asks."""
    found = campaign(pk, space, actor)
    if not actor.can(CampaignPermission.MANAGE, found):
        raise Http404
    return found


def my_answer(campaign: Campaign, actor: Actor) -> NeedAnswer | None:
    """The answer of the ente acted for."""
    return _named(campaign.answers.filter(ente=actor.ente_id)).first()


def answer(pk: int, space, actor: Actor) -> NeedAnswer:
    """Return an answer that the actor's ente gives or asked for; 404 for any other."""
    rows = _named(NeedAnswer.objects.filter(campaign__in=visible_campaigns(actor)))
    found = rows.filter(pk=pk, campaign__owner=space.ente_id).first()
    if found is None or not (
        found.ente_id == actor.ente_id or actor.can(CampaignPermission.CHECK, found)
    ):
        raise Http404
    return found


def _named(rows: QuerySet[NeedAnswer]) -> QuerySet[NeedAnswer]:
    return rows.select_related("ente", "campaign__owner", "campaign__referente", "sent_by")


def items_of(campaign: Campaign) -> QuerySet[CatalogueItem]:
    return campaign.items.all()


def item(campaign: Campaign, pk: int) -> CatalogueItem:
    found = campaign.items.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def documents_of(campaign: Campaign) -> QuerySet[CampaignDocument]:
    return campaign.documents.select_related("file__current")


def to_answer(actor: Actor, space) -> int:
    """How many running campaigns wait for the ente acted for."""
    rows = visible_campaigns(actor).filter(owner=space.ente_id, state__in=RUNNING)
    return rows.filter(answers__ente=actor.ente_id, answers__state__in=MISSING).distinct().count()


def to_check(actor: Actor) -> int:
    """How many answers wait for the SUA one works for."""
    if not works_for_the_sua(actor, None):
        return 0
    return NeedAnswer.objects.filter(campaign__owner=actor.ente_id, state=AnswerState.SENT).count()


# Who is asked ------------------------------------------------------------------------------------


def recipients_of(campaign: Campaign) -> QuerySet[Ente]:
    """The enti that the filter chooses, or that were chosen by hand; of any territory (art. 62, c. 9)."""
    wanted = dict(campaign.recipients or {})
    by_hand = wanted.pop("enti", None) or []
    chosen = chosen_enti(campaign.owner, wanted) if wanted else Ente.objects.none()
    living = Ente.objects.filter(valid_to__isnull=True)
    return living.filter(Q(pk__in=chosen.values("pk")) | Q(pk__in=by_hand)).order_by("name")


# Answers -----------------------------------------------------------------------------------------


def answers_of(campaign: Campaign) -> QuerySet[NeedAnswer]:
    """The answers with ente, number of lines and their value: one row an ente."""
    written = Q(lines__quantity__gt=0)
    return (
        campaign.answers.select_related("ente")
        .annotate(
            line_count=Count("lines", filter=written),
            amount=Coalesce(Sum("lines__annual_amount", filter=written), 0, output_field=MONEY),
        )
        .order_by("ente__name", "pk")
    )


def counts(campaign: Campaign) -> dict[str, int]:
    """Answers by state, all states there."""
    found = dict(campaign.answers.values_list("state").annotate(Count("pk")).order_by("state"))
    return {state: found.get(state, 0) for state in AnswerState.values}


def missing(campaign: Campaign, *, not_reminded_on: date | None = None) -> QuerySet[NeedAnswer]:
    """Who has not answered; without those who were reminded on a day."""
    rows = campaign.answers.filter(state__in=MISSING).select_related("ente")
    return rows.exclude(reminded_on=not_reminded_on) if not_reminded_on else rows


# The clock ---------------------------------------------------------------------------------------


def due_to_open(now: datetime) -> QuerySet[Campaign]:
    return Campaign.objects.filter(state=CampaignState.SCHEDULED, opens_at__lte=now)


def due_to_close(now: datetime) -> QuerySet[Campaign]:
    return Campaign.objects.filter(state__in=RUNNING, closes_at__lte=now)


def due_to_archive(now: datetime) -> QuerySet[Campaign]:
    since = now - timedelta(days=ARCHIVE_AFTER)
    return Campaign.objects.filter(state=CampaignState.SETTLED, settled_at__lte=since)


def late_and_over(now: datetime) -> QuerySet[NeedAnswer]:
    """Answers let in late whose time is over, of campaigns that take no others."""
    rows = NeedAnswer.objects.filter(state__in=MISSING, late_until__lt=now)
    return rows.exclude(campaign__state__in=RUNNING).select_related("campaign", "ente")


def to_remind(now: datetime) -> Iterable[Campaign]:
    """Running campaigns that remind so many days before they close."""
    today = timezone.localdate(now)
    rows = Campaign.objects.filter(state__in=RUNNING, closes_at__isnull=False)
    return [
        row
        for row in rows.select_related("owner")
        if (timezone.localdate(row.closes_at) - today).days in row.remind_days
    ]
