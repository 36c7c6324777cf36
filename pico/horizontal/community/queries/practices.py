"""Which best practices an actor reads."""

from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from pico.core.access.actor import Actor

from ..models import Adoption, Practice, PracticeFile
from ..permissions import CommunityPermission
from ..terms import PracticeState


def visible_practices(actor: Actor) -> QuerySet[Practice]:
    """The published cards the actor may read, the most adopted first."""
    return (
        Practice.objects.visible_to(actor)
        .select_related("owner", "author")
        .order_by("-adoption_count", "-published_at", "-pk")
    )


def practice(pk: int, actor: Actor) -> Practice:
    """Return a card: published, of one's own ente if one may change it, or to be validated."""
    found = Practice.objects.select_related("owner", "author", "contact").filter(pk=pk).first()
    if found is None or not _may_open(found, actor):
        raise Http404
    return found


def _may_open(found: Practice, actor: Actor) -> bool:
    if Practice.objects.visible_to(actor).filter(pk=found.pk).exists():
        return True
    if actor.is_member and found.author_id == actor.person_id and found.owner_id == actor.ente_id:
        return True
    waits = found.state == PracticeState.PROPOSED and actor.may_read(found.scope)
    is_draft = found.state == PracticeState.DRAFT
    if not is_draft and actor.can(CommunityPermission.CHANGE_PRACTICE, found):
        return actor.may_read(found.scope)
    return waits and actor.can(CommunityPermission.VALIDATE_PRACTICE, found)


def my_practices(actor: Actor) -> QuerySet[Practice]:
    """The actor's own cards that are not published, and those that wait for his judgement."""
    mine = Q(author=actor.person_id, owner=actor.ente_id)
    rows = Practice.objects.select_related("owner", "author").exclude(state=PracticeState.PUBLISHED)
    waits = Practice(state=PracticeState.PROPOSED, scope="public")
    if actor.can(CommunityPermission.VALIDATE_PRACTICE, waits):
        mine |= Q(state=PracticeState.PROPOSED, scope__readable_by=actor.scopes)
    return rows.filter(mine).order_by("-created_at", "-pk")


def adoptions_of(practice: Practice) -> QuerySet[Adoption]:
    return practice.adoptions.select_related("ente")


def file_of(pk: int, actor: Actor) -> PracticeFile:
    """Return an attachment of a card that the actor may read."""
    found = PracticeFile.objects.select_related("file__current").filter(pk=pk).first()
    if found is None or found.file.current is None:
        raise Http404
    practice(found.practice_id, actor)
    return found


def outdated(today: date) -> QuerySet[Practice]:
    return Practice.objects.filter(
        state=PracticeState.PUBLISHED, valid_until__lt=today
    ).select_related("author")
