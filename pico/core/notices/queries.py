"""What a person finds: notices, tasks, counts, delegations, calendar addresses."""

from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat
from django.http import Http404
from django.utils import timezone

from pico.core.access.actor import Actor
from pico.core.foundation.prepared import Prepared
from pico.core.people.models import Membership, MembershipRole, Person
from pico.core.people.queries import working_today
from pico.core.people.terms import MembershipState, PersonState

from . import kinds
from .models import Delegation, FeedToken, Notice, Task
from .terms import RESERVED_TASK


@dataclass(frozen=True, slots=True)
class Counts:
    """What waits for the person: unread objects, open tasks."""

    unread: int = 0
    tasks: int = 0


# Notices ----------------------------------------------------------------------------------------


def notices(actor: Actor, *, today: date | None = None) -> QuerySet[Notice]:
    """The person's own; those told as somebody of an ente only as long as he works there."""
    if not actor.is_known:
        return Notice.objects.none()
    places = working_today(today).filter(person=actor.person_id).values("ente_id")
    return Notice.objects.filter(Q(ente=None) | Q(ente__in=places), person=actor.person_id)


def notice(pk: int, actor: Actor) -> Notice:
    """Return one of the person's notices; 404 for others'."""
    found = notices(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def latest(actor: Actor) -> QuerySet[Notice]:
    """What the person has not read, newest first, for the desk."""
    return notices(actor).filter(read_at=None).order_by("-created_at", "-pk")


def threads(rows: QuerySet[Notice]) -> QuerySet:
    """Notices on one object as one row: the newest one's key, how many, how many unread."""
    return (
        rows.order_by()
        .values("subject_type", "subject_id")
        .annotate(last=Max("pk"), count=Count("pk"), unread=Count("pk", filter=Q(read_at=None)))
        .order_by("-last")
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """An object of the inbox: its newest notice, and what stands behind."""

    notice: Notice
    count: int
    unread: int

    @property
    def others(self) -> int:
        return self.count - 1


def entries(rows, actor: Actor) -> list[Entry]:
    """The newest notice of each thread, in the order of the threads."""
    rows = list(rows)
    newest = notices(actor).select_related("ente").in_bulk([row["last"] for row in rows])
    return [Entry(newest[row["last"]], row["count"], row["unread"]) for row in rows]


def kinds_of(actor: Actor) -> list[str]:
    """The rooms and named kinds that the person was ever told of, for the page of preferences."""
    rows = notices(actor).order_by("kind").values_list("kind", flat=True)
    return kinds.choices_for(list(rows.distinct()))


# Tasks ------------------------------------------------------------------------------------------


def tasks(actor: Actor, *, today: date | None = None) -> QuerySet[Task]:
    """Open tasks of the person and of his roles in the ente acted for, then those entrusted to him."""
    if not actor.is_known:
        return Task.objects.none()
    today = today or timezone.localdate()
    mine, entrusted = _mine(actor), _entrusted(actor, today)
    return (
        Task.objects.filter(mine | entrusted, closed_at=None)
        .annotate(
            is_entrusted=Case(
                When(mine, then=Value(0)), default=Value(1), output_field=IntegerField()
            )
        )
        .select_related("ente", "person")
    )


def _mine(actor: Actor) -> Q:
    mine = Q(person=actor.person_id, ente=None)
    if actor.is_member:
        mine |= Q(person=actor.person_id, ente=actor.ente_id)
        mine |= Q(person=None, ente=actor.ente_id, role__in=["", *actor.roles])
    return mine


def _entrusted(actor: Actor, today: date) -> Q:
    """Tasks of colleagues on holiday: their own, and those of the roles they hold in the ente."""
    if not actor.is_member:
        return Q(pk__in=[])
    given = delegations_running(today).filter(colleague=actor.person_id, ente=actor.ente_id)
    # Who left the ente has no tasks there to entrust.
    at_work = working_today(today).filter(ente=actor.ente_id, person__in=given.values("person"))
    roles = MembershipRole.objects.filter(membership__in=at_work).values("role")
    return Q(person__in=at_work.values("person")) & (Q(ente=None) | Q(ente=actor.ente_id)) | Q(
        person=None, ente=actor.ente_id, role__in=roles
    )


def tasks_everywhere(person: Person, *, today: date) -> QuerySet[Task]:
    """Open tasks of a person in every ente he works in: what his calendar shows."""
    places = working_today(today).filter(person=person)
    held = places.filter(ente=OuterRef("ente"), roles__role=OuterRef("role"))
    return Task.objects.filter(
        Q(person=person) & (Q(ente=None) | Q(ente__in=places.values("ente")))
        | Q(person=None, role="", ente__in=places.values("ente"))
        | Q(Exists(held), person=None),
        closed_at=None,
    )


def with_modules(rows) -> list[tuple[Task, str]]:
    """Each task with the name of the room that opened it."""
    return [(task, kinds.room_of(task.kind)) for task in rows]


def title_outside(task: Task) -> str:
    """What a mail or a calendar may say of a task: nothing of a reserved object."""
    return str(RESERVED_TASK) if task.is_reserved else task.title


def counts(actor: Actor) -> Counts:
    """Unread objects and open tasks, for the header: one query."""
    if not actor.is_known:
        return Counts()
    found = _counts.tuples(
        person_id=actor.person_id,
        ente_id=actor.ente_id,
        roles=tuple(sorted(actor.roles)),
        today=timezone.localdate(),
    )
    return Counts(*found[0]) if found else Counts()


def _count(*, person_id: int, ente_id: int | None, roles: tuple[str, ...], today: date):
    actor = Actor(person_id=person_id, ente_id=ente_id, roles=frozenset(roles))
    thread = Concat("subject_type", Value(":"), "subject_id", output_field=CharField())
    unread = notices(actor, today=today).filter(read_at=None).order_by().values("person")
    mine = tasks(actor, today=today).order_by().annotate(one=Value(1)).values("one")
    return (
        Person.objects.filter(pk=person_id)
        .annotate(
            unread=_number(unread.annotate(n=Count(thread, distinct=True)).values("n")),
            open_tasks=_number(mine.annotate(n=Count("pk")).values("n")),
        )
        .values_list("unread", "open_tasks")
    )


_counts = Prepared(_count)


def _number(rows: QuerySet):
    return Coalesce(Subquery(rows, output_field=IntegerField()), 0)


# Delegations ------------------------------------------------------------------------------------


def delegations_running(today: date) -> QuerySet[Delegation]:
    return Delegation.objects.filter(ended_at=None, starts_on__lte=today, ends_on__gte=today)


def delegations(actor: Actor) -> QuerySet[Delegation]:
    """Given and received, that are not over."""
    return (
        Delegation.objects.filter(
            Q(person=actor.person_id) | Q(colleague=actor.person_id),
            ended_at=None,
            ends_on__gte=timezone.localdate(),
        )
        .select_related("person", "colleague", "ente")
        .order_by("starts_on", "pk")
    )


def delegation_given(pk: int, actor: Actor) -> Delegation:
    found = delegations(actor).filter(pk=pk, person=actor.person_id).first()
    if found is None:
        raise Http404
    return found


def colleagues(actor: Actor) -> QuerySet[Person]:
    """Who works in the ente acted for, without oneself."""
    here = working_today().filter(ente=actor.ente_id)
    return Person.objects.filter(pk__in=here.values("person")).exclude(pk=actor.person_id)


# Calendar addresses -----------------------------------------------------------------------------


def feeds(actor: Actor) -> QuerySet[FeedToken]:
    return FeedToken.objects.filter(person=actor.person_id, revoked_at=None)


def feed_to_revoke(pk: int, actor: Actor) -> FeedToken:
    found = feeds(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def feed_by_fingerprint(fingerprint: str) -> FeedToken:
    """Return the address if it is open and its person may still act; 404 otherwise."""
    at_work = working_today().filter(person=OuterRef("person"))
    found = (
        FeedToken.objects.filter(Exists(at_work), fingerprint=fingerprint, revoked_at=None)
        .select_related("person")
        .first()
    )
    if found is None:
        raise Http404
    return found


# Mail -------------------------------------------------------------------------------------------


def to_mail(cadence: str) -> QuerySet[Notice]:
    """Notices that wait to be mailed at this pace."""
    return Notice.objects.filter(cadence=cadence, mailed_at=None, mail_dropped="")


def may_still_act(person: Person, today: date) -> bool:
    """An active account that works somewhere, or that never worked anywhere yet."""
    if person.state != PersonState.ACTIVE:
        return False
    if working_today(today).filter(person=person).exists():
        return True
    ended = Membership.objects.filter(person=person).exclude(
        state__in=(MembershipState.PENDING, MembershipState.REJECTED)
    )
    return not ended.exists()


def enti_of(person: Person, today: date) -> set[int]:
    return set(working_today(today).filter(person=person).values_list("ente_id", flat=True))
