"""Campaigns, who is asked, how many have answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.core.enti.terms import PROVINCES, EnteKind
from pico.core.people.models import CircleMember, Membership, Person
from pico.core.people.queries import working_today

from ..models import Campaign, Invitation
from ..purposes import Purpose
from ..terms import MISSING, RUNNING, SHOWN, WRITABLE, AnswerState, Audience
from .definitions import designs_for

Recipients = dict


# Who sees what ----------------------------------------------------------------------------------


def _mine(actor: Actor) -> Q:
    """Invitations to the ente acted for, or to the person."""
    mine = Q(person=actor.person_id) if actor.is_known else Q(pk__in=[])
    return mine | Q(ente=actor.ente_id) if actor.is_member else mine


def visible_campaigns(actor: Actor, purpose: Purpose) -> QuerySet[Campaign]:
    """What is shown to the readers of its level, what asks the actor, what his ente prepares.

    «Solo io» stays its author's, also for who manages the campaigns of the ente.
    """
    invited = Invitation.objects.filter(_mine(actor), campaign=OuterRef("pk"))
    seen = Q(state__in=SHOWN) & (Q(scope__readable_by=actor.scopes) | Q(Exists(invited)))
    if actor.is_member:
        seen |= Q(author=actor.person_id, owner=actor.ente_id)
    if designs_for(actor, purpose):
        seen |= Q(owner=actor.ente_id) & ~Q(scope__startswith="usr:")
    return Campaign.objects.filter(seen, purpose=purpose.key).select_related("owner")


def campaign(pk: int, actor: Actor, purpose: Purpose) -> Campaign:
    """Return a campaign that the actor may see; 404 for the others."""
    found = visible_campaigns(actor, purpose).select_related("owner", "questionnaire").filter(pk=pk)
    if (row := found.first()) is None:
        raise Http404
    return row


def with_my_state(rows: QuerySet[Campaign], actor: Actor) -> QuerySet[Campaign]:
    """The campaigns with `my_invitations`, in one more statement."""
    mine = Invitation.objects.filter(_mine(actor)).order_by("pk")
    return rows.prefetch_related(Prefetch("invitations", mine, to_attr="my_invitations"))


def to_answer(actor: Actor, purpose: Purpose) -> QuerySet[Campaign]:
    """Running campaigns that still wait for the actor's person or ente, the nearest term first.

    Who only sees them, and may answer, finds them too until he has answered.
    """
    if not actor.is_known:
        return Campaign.objects.none()
    asked = Invitation.objects.filter(_mine(actor), campaign=OuterRef("pk"))
    waits = Q(Exists(asked.filter(state__in=MISSING)))
    open_to_me = Q(audience__in=(Audience.READERS, Audience.PUBLIC)) & ~Q(Exists(asked))
    return (
        visible_campaigns(actor, purpose)
        .filter(waits | open_to_me, state__in=RUNNING)
        .order_by("closes_at", "pk")
    )


def invitation_of(campaign: Campaign, actor: Actor) -> Invitation | None:
    """The invitation by which the actor answers: his own, or that of his ente."""
    mine = campaign.invitations.filter(_mine(actor)).select_related("ente", "person")
    found = mine.order_by(F("person").desc(nulls_last=True)).first()
    if found:
        found.campaign = campaign
    return found


# Who is asked -----------------------------------------------------------------------------------


def reachable_enti(owner: Ente) -> QuerySet[Ente]:
    """Whom an ente may ask: UPI everybody, a UPI regionale its region, a Province its territory."""
    living = Ente.objects.filter(valid_to__isnull=True)
    if owner.kind == EnteKind.UPI:
        return living
    if owner.kind == EnteKind.UPI_REGIONAL:
        return living.filter(region=owner.region_id)
    if owner.kind in PROVINCES and owner.territory_id:
        return living.filter(territory=owner.territory_id)
    return living.filter(pk=owner.pk)


def chosen_enti(owner: Ente, wanted: Recipients) -> QuerySet[Ente]:
    """The enti that a filter chooses among those the owner may ask; an empty filter chooses none."""
    enti = reachable_enti(owner)
    if not any(wanted.get(key) for key in ("kinds", "regions", "territories", "circle", "enti")):
        return enti.none()
    lookups = {
        "kinds": "kind__in",
        "regions": "region__in",
        "territories": "territory__in",
        "enti": "pk__in",
        "smallest": "population__gte",
        "largest": "population__lte",
    }
    chosen = {lookup: wanted[key] for key, lookup in lookups.items() if wanted.get(key)}
    enti = enti.filter(**chosen)
    if circle := wanted.get("circle"):
        members = CircleMember.objects.filter(circle=circle, circle__closed_at__isnull=True)
        enti = enti.filter(
            Q(pk__in=members.exclude(ente=None).values("ente"))
            | Q(pk__in=_enti_of_members(members))
        )
    return enti


def _enti_of_members(members) -> QuerySet:
    persons = members.exclude(person=None).values("person")
    return working_today().filter(person__in=persons).values("ente")


def chosen_persons(owner: Ente, wanted: Recipients) -> QuerySet[Person]:
    """The active persons of the enti chosen, with one of the roles when roles are chosen."""
    places = working_today().filter(ente__in=chosen_enti(owner, wanted).values("pk"))
    if roles := wanted.get("roles"):
        places = places.filter(roles__role__in=roles)
    return Person.objects.filter(pk__in=places.values("person"))


def count_recipients(campaign: Campaign) -> int:
    """How many would be asked with the filter as it is."""
    if campaign.audience == Audience.ENTI:
        return chosen_enti(campaign.owner, campaign.recipients).count()
    if campaign.audience == Audience.PERSONS:
        return chosen_persons(campaign.owner, campaign.recipients).count()
    return 0


def untold(campaign: Campaign) -> QuerySet[Invitation]:
    return campaign.invitations.filter(told_at=None).select_related("ente", "person")


def colleagues_of(invitation: Invitation) -> QuerySet[Membership]:
    """Who works in the invited ente, and so may be entrusted with a section."""
    places = working_today().filter(ente=invitation.ente_id).select_related("person")
    return places.order_by("person__last_name", "person__first_name")


# The clock --------------------------------------------------------------------------------------


def due_to_open(now: datetime) -> QuerySet[Campaign]:
    return Campaign.objects.filter(state="SCHEDULED", opens_at__lte=now)


def due_to_close(now: datetime) -> QuerySet[Campaign]:
    return Campaign.objects.filter(state__in=RUNNING, closes_at__lte=now)


def late_and_over(now: datetime) -> QuerySet[Invitation]:
    """Reopened answers of closed campaigns whose time is over."""
    return Invitation.objects.filter(
        state__in=(*WRITABLE, AnswerState.APPROVAL), late_until__lt=now
    ).exclude(campaign__state__in=RUNNING)


def to_remind(today: date) -> Iterable[Campaign]:
    """Running campaigns that remind so many days before they close."""
    latest = timezone.now() + timedelta(days=60)
    rows = Campaign.objects.filter(
        state__in=RUNNING, closes_at__lte=latest, audience__in=(Audience.ENTI, Audience.PERSONS)
    )
    return [
        row
        for row in rows.select_related("owner")
        if (timezone.localdate(row.closes_at) - today).days in (row.remind_days or ())
    ]


def missing_on(campaign: Campaign, today: date) -> QuerySet[Invitation]:
    """Who has not answered and was not reminded today."""
    rows = campaign.invitations.filter(state__in=MISSING).exclude(reminded_on=today)
    return rows.select_related("ente", "person")


# Participation ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of those asked have answered."""

    label: str
    invited: int
    sent: int

    @property
    def percent(self) -> int:
        return round(100 * self.sent / self.invited) if self.invited else 0


SENT = Count("pk", filter=Q(state=AnswerState.SENT))


def participation(campaign: Campaign) -> Rate:
    """Of the whole; what nobody was invited to counts the answers only."""
    found = campaign.invitations.aggregate(invited=Count("pk"), sent=SENT)
    if campaign.audience == Audience.PUBLIC:
        found["sent"] = campaign.responses.filter(is_official=True).count()
    if not campaign.invites:
        found["invited"] = found["sent"]
    return Rate("", found["invited"], found["sent"])


def participation_by_region(campaign: Campaign) -> list[Rate]:
    rows = (
        campaign.invitations.filter(ente__isnull=False)
        .values("ente__region__name")
        .annotate(invited=Count("pk"), sent=SENT)
        .order_by("ente__region__name")
    )
    return [Rate(row["ente__region__name"] or "–", row["invited"], row["sent"]) for row in rows]


def participation_by_plate(campaign: Campaign) -> dict[str, Rate]:
    """How many enti of each territory have answered, by the plate of the territory."""
    rows = (
        campaign.invitations.filter(ente__territory__isnull=False)
        .values("ente__territory__plate", "ente__territory__name")
        .annotate(invited=Count("pk"), sent=SENT)
        .order_by("ente__territory__name")
    )
    return {
        row["ente__territory__plate"]: Rate(
            row["ente__territory__name"], row["invited"], row["sent"]
        )
        for row in rows
    }


def invited(campaign: Campaign) -> QuerySet[Invitation]:
    """Who was asked, with what a list shows; of an anonymous campaign nobody is listed."""
    if campaign.is_anonymous:
        return campaign.invitations.none()
    return campaign.invitations.select_related(
        "ente__region", "ente__territory", "person", "response__sent_by"
    )
