"""Every list of the newsletter, limited to what the actor may read."""

from dataclasses import dataclass

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from pico.core.access.actor import Actor
from pico.core.enti.models import Space
from pico.core.foundation.text import search_key

from .models import (
    Consent,
    Delivery,
    Issue,
    ListImport,
    MailingList,
    Subscriber,
    Subscription,
)
from .permissions import NewsletterPermission
from .terms import DeliveryState, IssueState, SubscriberState


def own_space(actor: Actor) -> Space | None:
    """The space of the ente acted for, if the actor writes for it."""
    if not actor.is_member or not actor.can(NewsletterPermission.SEE_DESK):
        return None
    return Space.objects.filter(ente=actor.ente_id).select_related("ente").first()


# The desk ----------------------------------------------------------------------------------------


def lists_of(space: Space, actor: Actor) -> QuerySet[MailingList]:
    """The lists of a space for who composes there, with how many read each."""
    if not actor.can(NewsletterPermission.COMPOSE, space):
        return MailingList.objects.none()
    active = Q(
        subscriptions__state=SubscriberState.ACTIVE,
        subscriptions__subscriber__state=SubscriberState.ACTIVE,
    )
    return (
        MailingList.objects.filter(space=space)
        .select_related("space__ente")
        .annotate(readers=Count("subscriptions", filter=active))
    )


def issues_of(space: Space, actor: Actor) -> QuerySet[Issue]:
    """Every issue of a space, for who composes there."""
    if not actor.can(NewsletterPermission.COMPOSE, space):
        return Issue.objects.none()
    return Issue.objects.filter(mailing_list__space=space).select_related(
        "mailing_list__space__ente", "author", "submitted_by", "approved_by"
    )


def subscribers_of(space: Space, actor: Actor) -> QuerySet[Subscriber]:
    """The addresses of a space, for who administers it; those erased are nobody any more."""
    if not actor.can(NewsletterPermission.SEE_SUBSCRIBERS, space):
        return Subscriber.objects.none()
    return (
        Subscriber.objects.filter(space=space)
        .exclude(state=SubscriberState.ERASED)
        .select_related("ente", "space__ente")
        .prefetch_related("subscriptions__mailing_list")
    )


def imports_of(space: Space, actor: Actor) -> QuerySet[ListImport]:
    if not actor.can(NewsletterPermission.SEE_SUBSCRIBERS, space):
        return ListImport.objects.none()
    return ListImport.objects.filter(mailing_list__space=space).select_related(
        "mailing_list__space__ente", "person"
    )


def deliveries_of(issue: Issue, actor: Actor) -> QuerySet[Delivery]:
    """The deliveries of an issue one by one: for who may see the addresses."""
    if not actor.can(NewsletterPermission.SEE_SUBSCRIBERS, issue):
        return Delivery.objects.none()
    return Delivery.objects.filter(issue=issue).select_related("subscriber")


# Public ------------------------------------------------------------------------------------------


def open_lists(space: Space) -> QuerySet[MailingList]:
    """The lists that anybody may subscribe to."""
    return MailingList.objects.filter(space=space, is_open=True, closed_at__isnull=True)


def readable(space: Space) -> QuerySet[Issue]:
    """What anybody may open by its address: the first mails arrive while others still leave."""
    return Issue.objects.filter(
        mailing_list__space=space, state__in=(IssueState.SENDING, IssueState.SENT)
    ).select_related("mailing_list__space__ente")


def published(space: Space) -> QuerySet[Issue]:
    """The archive of a space: what was sent to the end."""
    rows = readable(space).filter(sent_at__isnull=False)
    return rows.defer("frozen", "text").order_by("-sent_at", "-pk")


def narrowed(rows: QuerySet[Issue], text: str) -> QuerySet[Issue]:
    """Keep the issues in which every word stands, without accents."""
    for word in search_key(text).split():
        rows = rows.filter(text__contains=word)
    return rows


# Who gets an issue -------------------------------------------------------------------------------


def recipients(issue: Issue) -> QuerySet[Subscription]:
    """The active subscriptions of the list; with topics, of who chose one of them or none at all."""
    return Subscription.objects.filter(
        mailing_list=issue.mailing_list_id,
        state=SubscriberState.ACTIVE,
        subscriber__state=SubscriberState.ACTIVE,
    )


def wants(subscriber_topics: list[str], issue_topics: list[str]) -> bool:
    """Say whether who chose these topics gets an issue on those."""
    return (
        not issue_topics
        or not subscriber_topics
        or not set(issue_topics).isdisjoint(subscriber_topics)
    )


def how_many(issue: Issue) -> int:
    """How many would get the issue now."""
    rows = recipients(issue)
    if not issue.topics:
        return rows.count()
    chosen = rows.values_list("subscriber__topics", flat=True)
    return sum(wants(topics, issue.topics) for topics in chosen.iterator(chunk_size=2000))


# Numbers -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the sending of an issue is."""

    waiting: int
    sent: int
    failed: int
    bounced: int
    doubtful: int

    @property
    def total(self) -> int:
        return self.waiting + self.sent + self.failed + self.bounced

    @property
    def done(self) -> int:
        return self.total - self.waiting

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total if self.total else 100


def progress(issue: Issue) -> Progress:
    """Count the deliveries of an issue, in one query."""
    rows = Delivery.objects.filter(issue=issue)
    found = rows.aggregate(
        waiting=Count("pk", Q(state__in=(DeliveryState.WAITING, DeliveryState.CLAIMED))),
        sent=Count("pk", Q(state=DeliveryState.SENT)),
        failed=Count("pk", Q(state=DeliveryState.FAILED)),
        bounced=Count("pk", Q(state=DeliveryState.BOUNCED)),
        doubtful=Count("pk", Q(is_doubtful=True)),
    )
    return Progress(**found)


def with_numbers(issues: QuerySet[Issue]) -> QuerySet[Issue]:
    """Add what the list of the desk shows: deliveries that left, clicks, how many left the list."""
    return issues.annotate(
        sent_count=_counted(Delivery, state__in=(DeliveryState.SENT, DeliveryState.BOUNCED)),
        click_count=Coalesce(
            Subquery(
                Issue.objects.filter(pk=OuterRef("pk"))
                .annotate(n=Sum("links__clicks"))
                .values("n")[:1]
            ),
            0,
            output_field=IntegerField(),
        ),
    )


def _counted(model, **wanted):
    rows = (
        model.objects.filter(issue=OuterRef("pk"), **wanted)
        .order_by()
        .values("issue")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return Coalesce(Subquery(rows, output_field=IntegerField()), 0)


def leavers(issue: Issue) -> int:
    """How many unsubscribed from the foot of this issue."""
    return Subscription.objects.filter(left_after=issue).count()


def state_counts(mailing_list: MailingList) -> dict[str, int]:
    """How many subscriptions of a list are in each state."""
    rows = (
        Subscription.objects.filter(mailing_list=mailing_list)
        .exclude(subscriber__state__in=(SubscriberState.ERASED, SubscriberState.BOUNCED))
        .values_list("state")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return dict(rows)


# One person --------------------------------------------------------------------------------------


def lists_for(person, space: Space) -> QuerySet[MailingList]:
    """The lists a registered user may choose among: of this space, of UPI, and those he is on."""
    mine = Q(subscriptions__subscriber__person=person) & Q(
        subscriptions__state=SubscriberState.ACTIVE
    )
    here = Q(space=space) | Q(space__parent__isnull=True)
    rows = MailingList.objects.filter(closed_at__isnull=True)
    return (
        rows.filter((here & Q(is_open=True)) | mine)
        .select_related("space__ente")
        .order_by(F("space__parent").asc(nulls_first=True), "space__name", "name")
        .distinct()
    )


def active_of(person) -> set[int]:
    """The lists that a registered user is on, in any space."""
    rows = Subscription.objects.filter(
        subscriber__person=person,
        state=SubscriberState.ACTIVE,
        subscriber__state=SubscriberState.ACTIVE,
    )
    return set(rows.values_list("mailing_list_id", flat=True))


def everything(subscriber: Subscriber) -> dict:
    """What is held on one subscriber, as plain values (GDPR art. 15)."""
    return {
        "email": subscriber.email,
        "nome": subscriber.first_name,
        "cognome": subscriber.last_name,
        "ente": str(subscriber.ente or ""),
        "ruolo": subscriber.role,
        "lingua": subscriber.language,
        "argomenti": subscriber.topic_labels,
        "stato": subscriber.get_state_display(),
        "rimbalzi": subscriber.hard_bounces,
        "dal": subscriber.created_at,
        "liste": [
            {
                "lista": one.mailing_list.name,
                "stato": one.get_state_display(),
                "chiesta_il": one.asked_at,
                "confermata_il": one.confirmed_at,
                "disiscritto_il": one.left_at,
            }
            for one in subscriber.subscriptions.select_related("mailing_list")
        ],
        "consensi": list(
            Consent.objects.filter(subscriber=subscriber).values(
                "at", "kind", "lists", "text_version", "text", "proof", "ip_hash"
            )
        ),
        "newsletter_ricevute": [
            {"newsletter": str(one.issue), "stato": one.get_state_display(), "quando": one.at}
            for one in subscriber.deliveries.select_related("issue").defer(
                "issue__frozen", "issue__text"
            )
        ],
    }
