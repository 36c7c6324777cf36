"""Who moderates keeps order: pins, closes, moves, joins, parts, hides; decides on reports."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal
from pico.core.notices.actions import notify
from pico.core.notices.terms import NoticeLevel
from pico.core.people import audience

from ..models import Category, Discussion, Post
from ..permissions import CommunityPermission
from ..terms import PUBLISHED, DiscussionState
from .counting import recount, recount_discussion
from .posts import is_reserved

OUTCOME = "community.report.decided"


def _tell(discussion: Discussion, event: str, sentence: str, actor: Actor, now, **data) -> None:
    trail.record(
        f"community.discussion.{event}", sentence,
        subject=discussion, actor=actor, now=now, reserved=is_reserved(discussion), **data,
    )  # fmt: skip
    announce(f"community.discussion.{event}", subject=discussion, actor=actor)


@transaction.atomic
def pin(*, discussion: Discussion, is_pinned: bool, actor: Actor, now: datetime) -> None:
    """Keep a discussion on top of its category, or let it go. Refuses who does not moderate."""
    actor.require(CommunityPermission.MODERATE, discussion)
    discussion.is_pinned = is_pinned
    discussion.save(update_fields=["is_pinned"])
    sentence = _("Messa in evidenza.") if is_pinned else _("Tolta dall'evidenza.")
    _tell(discussion, "pinned", sentence, actor, now)


@transaction.atomic
def set_state(
    *, discussion: Discussion, state: str, actor: Actor, now: datetime, reason: str = ""
) -> Discussion:
    """Close, open again, archive or hide a discussion.

    Refuses who does not moderate, a proposal that waits, and hiding without a reason.
    """
    actor.require(CommunityPermission.MODERATE, discussion)
    discussion = Discussion.objects.select_for_update().get(pk=discussion.pk)
    state = DiscussionState(state)
    if discussion.state not in (*PUBLISHED, DiscussionState.HIDDEN):
        raise Refusal(_("Prima si decide la proposta."), code="not_published")
    if state not in (*PUBLISHED, DiscussionState.HIDDEN):
        raise Refusal(_("Questo stato non si sceglie a mano."), code="bad_state")
    if state == DiscussionState.HIDDEN and not reason.strip():
        raise Refusal(_("Scrivi perché la nascondi: l'autore lo leggerà."), code="no_reason")
    if state == DiscussionState.OPEN and discussion.accepted_id:
        state = DiscussionState.SOLVED
    discussion.state, discussion.reason = state, reason.strip()
    discussion.save(update_fields=["state", "reason"])
    recount(discussion.category_id)
    _tell(
        discussion, "state_set",
        _("Stato della discussione: %(state)s.") % {"state": state.label}, actor, now,
    )  # fmt: skip
    if state == DiscussionState.HIDDEN:
        _tell_author(discussion, actor, now)
    return discussion


def _tell_author(discussion: Discussion, actor: Actor, now: datetime) -> None:
    notify(
        people=[discussion.author_id],
        kind=OUTCOME,
        level=NoticeLevel.ACT,
        title=_("La tua discussione è stata nascosta: %(title)s") % {"title": discussion.title},
        body=discussion.reason,
        url=reverse("community:forum"),
        subject=discussion,
        reserved=is_reserved(discussion),
        now=now,
    )


@transaction.atomic
def move(
    *,
    discussion: Discussion,
    category: Category,
    actor: Actor,
    now: datetime,
    is_widening_confirmed: bool = False,
) -> Discussion:
    """Move a discussion to another category, whose level it takes.

    Refuses who does not moderate both, and a wider level that nobody confirmed.
    """
    actor.require(CommunityPermission.MODERATE, discussion)
    actor.require(CommunityPermission.MODERATE, category)
    discussion = Discussion.objects.select_for_update().get(pk=discussion.pk)
    if discussion.scope != category.scope and audience.widens(discussion.scope, category.scope):
        _require_confirmed(is_widening_confirmed)
    before = discussion.category
    discussion.category, discussion.scope = category, category.scope
    discussion.save(update_fields=["category", "scope"])
    recount(before)
    recount(category)
    _tell(
        discussion, "moved",
        _("Spostata da «%(old)s» a «%(new)s».") % {"old": before.title, "new": category.title},
        actor, now, changes={"scope": [before.scope, category.scope]},
    )  # fmt: skip
    return discussion


def _require_confirmed(is_confirmed: bool) -> None:
    if not is_confirmed:
        raise Refusal(
            _("Così la leggerebbero più persone di prima: conferma, o scegli un'altra categoria."),
            code="unconfirmed_widening",
        )


@transaction.atomic
def merge(
    *,
    discussion: Discussion,
    into: Discussion,
    actor: Actor,
    now: datetime,
    is_widening_confirmed: bool = False,
) -> Discussion:
    """Put the posts of a discussion after those of another; its address leads there from now on.

    Refuses who does not moderate both, a discussion into itself, and a wider level not confirmed.
    """
    actor.require(CommunityPermission.MODERATE, discussion)
    actor.require(CommunityPermission.MODERATE, into)
    if discussion.pk == into.pk:
        raise Refusal(_("Scegli un'altra discussione."), code="same")
    locked = Discussion.objects.select_for_update().in_bulk(sorted([discussion.pk, into.pk]))
    discussion, into = locked[discussion.pk], locked[into.pk]
    if discussion.state not in PUBLISHED or into.state not in PUBLISHED:
        raise Refusal(_("Si uniscono solo discussioni pubblicate."), code="not_published")
    if discussion.scope != into.scope and audience.widens(discussion.scope, into.scope):
        _require_confirmed(is_widening_confirmed)
    _carry(discussion.posts.order_by("number"), into)
    discussion.state, discussion.merged_into = DiscussionState.MERGED, into
    discussion.accepted = None
    discussion.post_count = 0
    discussion.save(update_fields=["state", "merged_into", "accepted", "post_count"])
    Discussion.objects.filter(merged_into=discussion).update(merged_into=into)
    for category in {discussion.category_id, into.category_id}:
        recount(category)
    _tell(into, "merged", _("Unita «%(title)s».") % {"title": discussion.title}, actor, now)
    _tell(discussion, "merged", _("Unita a «%(title)s».") % {"title": into.title}, actor, now)
    return into


def _carry(posts, into: Discussion) -> None:
    """Give posts new numbers at the end of another discussion, in the order they had."""
    for post in posts:
        into.last_number += 1
        post.discussion, post.number = into, into.last_number
        post.save(update_fields=["discussion", "number"])
    recount_discussion(into)


@transaction.atomic
def split(
    *, discussion: Discussion, posts: list[Post], title: str, actor: Actor, now: datetime
) -> Discussion:
    """Make some posts of a discussion a discussion of their own, in the same category.

    Refuses who does not moderate, no posts, the first one, and posts of another discussion.
    """
    actor.require(CommunityPermission.MODERATE, discussion)
    chosen = sorted(posts, key=lambda post: post.number)
    if not chosen or any(post.discussion_id != discussion.pk for post in chosen):
        raise Refusal(_("Scegli gli interventi da dividere."), code="no_posts")
    if chosen[0].is_first:
        raise Refusal(_("Il primo intervento resta dov'è: scegli gli altri."), code="first_post")
    if not title.strip():
        raise Refusal(_("Scrivi il titolo della nuova discussione."), code="no_title")
    discussion = Discussion.objects.select_for_update().get(pk=discussion.pk)
    first = chosen[0]
    made = Discussion.objects.create(
        owner_id=first.ente_id,
        author_id=first.author_id,
        scope=discussion.scope,
        category=discussion.category,
        title=" ".join(title.split()),
        created_at=first.created_at,
        last_post_at=now,
    )
    if discussion.accepted_id in {post.pk for post in chosen}:
        discussion.accepted, discussion.state = None, DiscussionState.OPEN
        discussion.save(update_fields=["accepted", "state"])
    _carry(chosen, made)
    recount_discussion(discussion)
    recount(discussion.category_id)
    said = {"title": made.title}
    _tell(discussion, "split", _("Divisa: nasce «%(title)s».") % said, actor, now)
    _tell(made, "split", _("Nata da «%(title)s».") % {"title": discussion.title}, actor, now)
    return made


@transaction.atomic
def hide_post(*, post: Post, reason: str, actor: Actor, now: datetime) -> None:
    """Hide a post from readers; who moderates still sees it for six months.

    Refuses who does not moderate, and hiding without a reason.
    """
    actor.require(CommunityPermission.MODERATE, post)
    if not reason.strip():
        raise Refusal(_("Scrivi perché lo nascondi: l'autore lo leggerà."), code="no_reason")
    if post.is_first:
        set_state(
            discussion=post.discussion, state=DiscussionState.HIDDEN, reason=reason,
            actor=actor, now=now,
        )  # fmt: skip
        return
    post.hidden_at, post.hidden_reason = now, reason.strip()[:250]
    post.save(update_fields=["hidden_at", "hidden_reason"])
    recount_discussion(post.discussion)
    _tell(
        post.discussion, "post_hidden",
        _("Intervento %(number)d nascosto.") % {"number": post.number}, actor, now, post=post.pk,
    )  # fmt: skip
