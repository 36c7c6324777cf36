"""Which answers an actor reads, and those that wait for the editors."""

from datetime import date

from django.db.models import Count, Q, QuerySet, Sum
from django.http import Http404

from pico.core.access.actor import Actor
from pico.core.enti.models import Space
from pico.core.enti.terms import PROVINCES, EnteKind, SpaceKind

from ..models import Avoided, Faq, FaqIdea, FaqVersion
from ..permissions import KnowledgePermission
from ..terms import Audience, FaqState, Topic


def visible_faqs(actor: Actor, space: Space) -> QuerySet[Faq]:
    """The answers that stand on this site and that the actor may read, in the order of the editors."""
    return (
        Faq.objects.visible_to(actor)
        .standing_in(space)
        .select_related("category", "file__current", "space", "owner")
        .order_by("topic", "position", "question", "pk")
    )


def scopes_of_answers() -> frozenset[str]:
    """The levels that answers have, whoever may read them."""
    return frozenset(Faq.objects.order_by().values_list("scope", flat=True).distinct())


def topics_with_answers(actor: Actor, space: Space) -> list[tuple[str, str, int]]:
    """The modules that have answers here for this actor: code, name, how many."""
    rows = Faq.objects.visible_to(actor).standing_in(space).order_by()
    found = dict(rows.values_list("topic").annotate(n=Count("pk")))
    return [(code, str(label), found[code]) for code, label in Topic.choices if code in found]


def faq(pk: int, actor: Actor, space: Space) -> Faq:
    """Return an answer that the actor reads here, or one that he works on; 404 for any other."""
    found = (
        Faq.objects.select_related("category", "file__current", "space", "owner", "editor")
        .filter(pk=pk)
        .first()
    )
    if found is None or not (_is_read(found, actor, space) or _is_worked_on(found, actor)):
        raise Http404
    return found


def _is_read(found: Faq, actor: Actor, space: Space) -> bool:
    stands = found.space_id in (None, space.pk) or found.space.kind == SpaceKind.NATIONAL
    shown = found.is_published and not found.is_expired
    return stands and shown and actor.may_read(found.scope)


def _is_worked_on(found: Faq, actor: Actor) -> bool:
    return actor.can(KnowledgePermission.READ_DRAFT, found)


def related_to(found: Faq, actor: Actor, space: Space) -> QuerySet[Faq]:
    """The related answers that the actor reads here."""
    rows = Faq.objects.visible_to(actor).standing_in(space)
    return rows.filter(pk__in=found.related.values("pk")).order_by("position", "question")


def desk(actor: Actor) -> QuerySet[Faq]:
    """Every answer of the ente acted for, whatever its state, that the actor may read."""
    if not actor.can(KnowledgePermission.DESK):
        return Faq.objects.none()
    mine = Q(owner=actor.ente_id, scope__readable_by=actor.scopes)
    return (
        Faq.objects.filter(mine)
        .select_related("category", "editor", "space")
        .order_by("-changed_at", "-pk")
    )


def to_review(actor: Actor, today: date) -> QuerySet[Faq]:
    """Answers that nobody reads any more since they expired, or that are to be read again."""
    due = Q(valid_until__lt=today) | Q(review_on__lte=today)
    return desk(actor).filter(due, state=FaqState.PUBLISHED)


def outdated(today: date) -> QuerySet[Faq]:
    """Published answers whose validity or review date has passed, of every ente."""
    due = Q(valid_until__lt=today) | Q(review_on__lte=today)
    return Faq.objects.filter(due, state=FaqState.PUBLISHED).select_related("owner", "editor")


def open_ideas(actor: Actor) -> QuerySet[FaqIdea]:
    """What is worth an answer, for the ente acted for."""
    if not actor.can(KnowledgePermission.DESK):
        return FaqIdea.objects.none()
    return FaqIdea.objects.filter(
        owner=actor.ente_id, faq=None, dropped_at=None, scope__readable_by=actor.scopes
    )


def idea(pk: int, actor: Actor) -> FaqIdea:
    found = open_ideas(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def version_of(found: Faq, number: int) -> FaqVersion:
    version = found.versions.filter(number=number).first()
    if version is None:
        raise Http404
    return version


def runs_every_site(actor: Actor) -> bool:
    """Only UPI says something on every site."""
    return actor.ente_kind == EnteKind.UPI


def sites_for(actor: Actor) -> QuerySet[Space]:
    """The sites on which the actor may let an answer stand: his ente's own."""
    return Space.objects.filter(ente=actor.ente_id).order_by("name")


def is_meant_for(found: Faq, actor: Actor) -> bool:
    """Say whether the answer is written for persons like this one."""
    match found.audience:
        case Audience.REGISTERED:
            return actor.is_known
        case Audience.PROVINCES:
            return actor.ente_kind in PROVINCES
        case Audience.COMUNI:
            return actor.ente_kind == EnteKind.COMUNE
    return True


def spared_since(actor: Actor, since: date) -> int:
    """How many requests the answers of the ente spared since a day."""
    rows = Avoided.objects.filter(faq__owner=actor.ente_id, on__gte=since)
    return rows.aggregate(n=Sum("number"))["n"] or 0
