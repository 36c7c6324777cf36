"""What a person reads, follows and thinks: no trail, these are his own affairs."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.foundation.errors import Refusal

from ..models import Category, Discussion, Follow, Post, Reaction, ReadingStart, ReadMark
from ..permissions import CommunityPermission
from ..terms import ReactionKind

COUNTERS = {
    ReactionKind.USEFUL: "useful_count",
    ReactionKind.THANKS: "thanks_count",
    ReactionKind.AGREE: "agree_count",
}


def mark_read(*, discussion: Discussion, number: int, actor: Actor, now: datetime) -> None:
    """Remember how far the person read; a mark never goes back."""
    mark, is_new = ReadMark.objects.get_or_create(
        person_id=actor.person_id,
        discussion=discussion,
        defaults={"number": number, "at": now},
    )
    if is_new:
        Discussion.objects.filter(pk=discussion.pk).update(reader_count=F("reader_count") + 1)
    elif mark.number < number:
        ReadMark.objects.filter(pk=mark.pk, number__lt=number).update(number=number, at=now)


def mark_all_read(*, actor: Actor, now: datetime) -> None:
    """Count as read all that was written until now."""
    ReadingStart.objects.update_or_create(person_id=actor.person_id, defaults={"at": now})


@transaction.atomic
def follow(
    *, of: Category | Discussion, actor: Actor, now: datetime, is_wanted: bool = True
) -> bool:
    """Follow or stop following a category or a discussion that one reads; returns what is so now."""
    if not (actor.is_known and actor.may_read(of.scope)):
        raise Refusal(_("Accedi per seguire."), code="sign_in")
    field = "category" if isinstance(of, Category) else "discussion"
    Follow.objects.update_or_create(
        person_id=actor.person_id,
        **{field: of},
        defaults={"is_muted": not is_wanted},
        create_defaults={"is_muted": not is_wanted, "since": now},
    )
    return is_wanted


@transaction.atomic
def react(*, post: Post, kind: str, actor: Actor, now: datetime) -> bool:
    """Put a reaction on a post, or take it back; returns whether it is there now.

    Refuses one's own posts, and those that are not there any more.
    """
    actor.require(CommunityPermission.REACT, post)
    if kind not in ReactionKind.values:
        raise Refusal(_("Reazione sconosciuta."), code="unknown_reaction")
    if post.author_id == actor.person_id:
        raise Refusal(_("Non si reagisce ai propri interventi."), code="own_post")
    counter = COUNTERS[ReactionKind(kind)]
    rows = Reaction.objects.filter(post=post, person_id=actor.person_id, kind=kind)
    if rows.delete()[0]:
        Post.objects.filter(pk=post.pk, **{f"{counter}__gt": 0}).update(**{counter: F(counter) - 1})
        return False
    _mine, is_new = Reaction.objects.get_or_create(
        post=post, person_id=actor.person_id, kind=kind, defaults={"at": now}
    )
    if is_new:
        Post.objects.filter(pk=post.pk).update(**{counter: F(counter) + 1})
    return True
