"""Terms: of an actor, of an object, of a person's calendar."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.http import Http404

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.notices.models import Task
from pico.core.people.models import Person
from pico.core.people.queries import working_today

from ..models import Term, TermFact
from ..reckoning import Extension, Facts, Interruption, Suspension
from ..terms import OPEN, FactKind, TermState

WITH_ALL = ("rule_version", "calendar", "owner", "person")
KEPT_IN_FEED = timedelta(days=60)


def visible_terms(actor: Actor) -> QuerySet[Term]:
    """The terms to which the actor is a party, soonest first."""
    return Term.objects.visible_to(actor).select_related(*WITH_ALL)


def term_for(pk: int, actor: Actor) -> Term:
    """Return one; 404 for what belongs to others."""
    found = visible_terms(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def of_responsible(rows: QuerySet[Term], actor: Actor) -> QuerySet[Term]:
    """Keep those that the actor has in charge, by name or by the role held in the ente acted for."""
    by_role = Q(person=None, owner=actor.ente_id, role__in=["", *actor.roles])
    return rows.filter(Q(person=actor.person_id) | by_role)


def in_order(rows: QuerySet[Term]) -> QuerySet[Term]:
    """Order by day, what is suspended after what has a date, what is over last."""
    is_over = Case(
        When(state__in=OPEN, then=Value(0)), default=Value(1), output_field=models.IntegerField()
    )
    return rows.annotate(is_over=is_over).order_by(
        "is_over", F("due_on").asc(nulls_last=True), "due_at", "pk"
    )


def terms_of(subject: models.Model) -> QuerySet[Term]:
    """The terms of an object, for a page that already decided who may see it."""
    return Term.objects.filter(
        subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
    ).select_related(*WITH_ALL)


def terms_of_many(subjects: Iterable[models.Model], *, key: str) -> dict[str, Term]:
    """The newest term with this key of each of these objects, by the object's key: one query."""
    subjects = list(subjects)
    if not subjects:
        return {}
    rows = Term.objects.filter(
        subject_type=subjects[0]._meta.label_lower,
        subject_id__in=[str(one.pk) for one in subjects],
        key=key,
    ).select_related("rule_version")
    return {term.subject_id: term for term in rows.order_by("pk")}


def open_term(subject: models.Model, key: str) -> Term | None:
    return terms_of(subject).filter(key=key, state__in=OPEN).first()


def facts_of(term: Term, rows: Iterable[TermFact] | None = None) -> Facts:
    """Return what happened to a term as dates are reckoned with it."""
    rows = list(term.facts.all() if rows is None else rows)
    return Facts(
        start=term.started_at,
        suspensions=tuple(
            Suspension(one.since, one.until, one.reason)
            for one in rows
            if one.kind == FactKind.SUSPENSION
        ),
        extensions=tuple(
            Extension(one.count, one.unit, one.reason, one.since)
            for one in rows
            if one.kind == FactKind.EXTENSION
        ),
        interruptions=tuple(
            Interruption(one.since, one.reason) for one in rows if one.kind == FactKind.INTERRUPTION
        ),
    )


def to_tell(now) -> QuerySet[Term]:
    """Terms on whose ladder a rung was reached."""
    return Term.objects.filter(
        next_alert_at__lte=now, state__in=(TermState.RUNNING, TermState.EXPIRED)
    ).order_by("next_alert_at", "pk")


def for_calendar(person: Person, *, today: date, whole_ente: bool) -> QuerySet[Term]:
    """What a person's calendar shows: the open terms he has in charge, or all those of his enti.

    Those that already wait for him as a task are there as such.
    """
    places = working_today(today).filter(person=person)
    held = places.filter(ente=OuterRef("owner"), roles__role=OuterRef("role"))
    mine = Q(person=person) | Q(Exists(held), person=None)
    if whole_ente:
        keys = [scopes.ente(pk) for pk in places.values_list("ente", flat=True)]
        mine |= Q(parties__scope__in=keys)
    waits = Task.objects.filter(
        subject_type=Term._meta.label_lower,
        subject_id=models.functions.Cast(OuterRef("pk"), models.CharField()),
        closed_at=None,
    )
    return (
        Term.objects.filter(mine, ~Exists(waits), state__in=OPEN, due_on__gte=today - KEPT_IN_FEED)
        .select_related("rule_version", "owner")
        .order_by("due_on", "pk")
        .distinct()
    )


def near(actor: Actor, *, today: date, days: int) -> QuerySet[Term]:
    """Open terms in the charge of the actor that end in so many days, late ones first."""
    return of_responsible(visible_terms(actor), actor).filter(
        state__in=OPEN, due_on__lte=today + timedelta(days=days)
    )
