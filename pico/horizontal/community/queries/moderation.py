"""What waits for who moderates, and who may not write for some days."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import Http404

from pico.core.access.actor import Actor
from pico.core.enti.terms import EnteKind

from ..models import Discussion, Report, Sanction
from ..permissions import edits_for_upi, keeps_order, runs_a_province
from ..terms import OPEN_REPORTS, PUBLISHED, FaqMark
from .documents import managed_folders
from .forum import moderated_categories

# Where owner and level of a reported thing are, beside the posts of the forum.
WHOLES = {
    "comment": "comment__article",
    "article": "article",
    "practice": "practice",
    "document": "document__file",
}
WITH = (
    "reporter",
    "post__discussion__category", "post__discussion__owner", "post__author", "post__ente",
    "comment__article__owner", "comment__author", "comment__ente",
    "article__author", "article__owner", "practice__author", "practice__owner",
    "document__file__author", "document__file__owner", "document__folder",
)  # fmt: skip


def reports(actor: Actor) -> QuerySet[Report]:
    """The reports that the actor decides, as `DECIDE_REPORT` says: one rule, here for a whole list."""
    if not actor.is_member:
        return Report.objects.none()
    mine = Q(post__discussion__category__in=moderated_categories(actor))
    for kind, whole in WHOLES.items():
        here = Q(**{f"{kind}__isnull": False})
        readable = here & Q(**{f"{whole}__scope__in": actor.scopes})
        if keeps_order(actor, None):
            mine |= here & Q(**{f"{whole}__owner": actor.ente_id})
        if edits_for_upi(actor, None):
            mine |= readable
        if runs_a_province(actor, None) and actor.territory:
            mine |= readable & Q(**{f"{whole}__owner__territory": actor.territory})
    mine |= Q(document__folder__in=managed_folders(actor), document__file__scope__in=actor.scopes)
    return Report.objects.filter(mine).select_related(*WITH)


def keeps_order_somewhere(actor: Actor) -> bool:
    """The desk is for who moderates a category, or answers for what an ente publishes."""
    return keeps_order(actor, None) or moderated_categories(actor).exists()


def faq_candidates(actor: Actor) -> QuerySet[Discussion]:
    """The questions with an accepted answer, where the actor moderates, that may become a FAQ."""
    return (
        Discussion.objects.filter(
            faq_mark=FaqMark.CANDIDATE,
            state__in=PUBLISHED,
            accepted__isnull=False,
            category__in=moderated_categories(actor),
        )
        .select_related("category", "author", "owner", "accepted__author")
        .order_by("-last_post_at", "-pk")
    )


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


def locked(report: Report) -> Report:
    """The same report, held until the end of the transaction, with what it is about."""
    Report.objects.select_for_update().get(pk=report.pk)
    return Report.objects.select_related(*WITH).get(pk=report.pk)


def suspension(person_id: int, owner_id: int, now: datetime) -> Sanction | None:
    """The measure that keeps a person from writing now where an ente runs things: its own, or of UPI."""
    return (
        Sanction.objects.filter(person=person_id, until__gt=now)
        .filter(Q(owner=owner_id) | Q(owner__kind=EnteKind.UPI))
        .order_by("-until")
        .first()
    )
