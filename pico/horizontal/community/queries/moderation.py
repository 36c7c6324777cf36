"""What waits for who moderates, and who may not write for some days."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import Http404

from pico.core.access.actor import Actor
from pico.core.enti.terms import EnteKind

from ..models import Category, Report, Sanction
from ..terms import OPEN_REPORTS
from .forum import moderated_categories


def reports(actor: Actor) -> QuerySet[Report]:
    """The reports of what stands in the categories that the actor moderates."""
    return Report.objects.filter(
        post__discussion__category__in=moderated_categories(actor)
    ).select_related("post__discussion__category", "post__author", "post__ente", "reporter")


def open_reports(actor: Actor) -> QuerySet[Report]:
    """Those that are not decided, the oldest first."""
    return reports(actor).filter(state__in=OPEN_REPORTS).order_by("created_at", "pk")


def report(pk: int, actor: Actor) -> Report:
    """Return a report the actor decides; 404 for others."""
    found = reports(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def sanctions(actor: Actor) -> QuerySet[Sanction]:
    """The measures taken by the ente acted for, for who moderates something of it."""
    owned = moderated_categories(actor).filter(owner_id=actor.ente_id)
    if not owned.exists():
        return Sanction.objects.none()
    return Sanction.objects.filter(owner=actor.ente_id).select_related("person", "by", "owner")


def suspension(person_id: int, category: Category, now: datetime) -> Sanction | None:
    """The measure that keeps a person from writing in a category now: of its ente, or of UPI."""
    return (
        Sanction.objects.filter(person=person_id, until__gt=now)
        .filter(Q(owner=category.owner_id) | Q(owner__kind=EnteKind.UPI))
        .order_by("-until")
        .first()
    )
