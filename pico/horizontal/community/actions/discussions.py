"""Discussions are opened, proposed, decided on, answered for good."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.terms import EnteKind
from pico.core.foundation.calendar import add_working_days
from pico.core.foundation.errors import Refusal
from pico.core.notices.actions import close_task, notify, open_task
from pico.core.notices.terms import NoticeLevel

from ..models import Category, Discussion, Post
from ..permissions import CommunityPermission
from ..queries import forum as queries
from ..terms import PROPOSAL_DAYS, DiscussionKind, DiscussionState, FaqMark
from .counting import recount
from .posts import add_post, is_reserved, link_codes, require_not_suspended
from .texts import prepared, tags_named

WAITING = "community.proposal.waiting"
DECIDED = "community.proposal.decided"


@transaction.atomic
def open_discussion(
    *,
    category: Category,
    title: str,
    text: str,
    actor: Actor,
    now: datetime,
    kind: str = DiscussionKind.DISCUSSION,
    tags: str = "",
    codes: str = "",
    files: Iterable = (),
    is_personal_data_confirmed: bool = False,
) -> Discussion:
    """Open a discussion; where the category asks for approval it is a proposal that waits.

    The same title twice in ten minutes is one discussion. Refuses what `write_post` refuses, a category
    where the actor may not open, and an announcement by who does not moderate.
    """
    _require_active(category)
    actor.require(CommunityPermission.OPEN_DISCUSSION, category)
    require_not_suspended(category, actor, now)
    if kind == DiscussionKind.NOTICE:
        actor.require(CommunityPermission.MODERATE, category)
    html = prepared(text, is_personal_data_confirmed=is_personal_data_confirmed)
    title = " ".join(title.split())
    category = Category.objects.select_for_update().get(pk=category.pk)
    if same := queries.same_discussion(category, title, actor, now):
        return same
    is_free = actor.can(CommunityPermission.PUBLISH_DISCUSSION, category)
    discussion = Discussion.objects.create(
        owner_id=actor.ente_id,
        author_id=actor.person_id,
        scope=category.scope,
        category=category,
        title=title,
        kind=kind,
        state=DiscussionState.OPEN if is_free else DiscussionState.PROPOSED,
        created_at=now,
        last_post_at=now,
    )
    discussion.tags.set(tags_named(tags))
    add_post(discussion, html, actor=actor, now=now, files=files)
    link_codes(discussion, codes)
    _tell_opened(discussion, actor, now)
    return discussion


def _require_active(category: Category) -> None:
    if not category.is_active:
        raise Refusal(
            _("La categoria non accetta nuove discussioni: scegline un'altra."),
            code="category_closed",
        )


def _tell_opened(discussion: Discussion, actor: Actor, now: datetime) -> None:
    is_proposal = discussion.state == DiscussionState.PROPOSED
    sentence = _("Discussione proposta.") if is_proposal else _("Discussione aperta.")
    event = "proposed" if is_proposal else "opened"
    trail.record(
        f"community.discussion.{event}", sentence,
        subject=discussion, actor=actor, now=now, reserved=is_reserved(discussion),
    )  # fmt: skip
    if is_proposal:
        _ask_moderators(discussion, now)
    else:
        recount(discussion.category_id)
        announce("community.discussion.opened", subject=discussion, actor=actor)


def _ask_moderators(discussion: Discussion, now: datetime) -> None:
    """Put the proposal on the list of who decides: two working days."""
    said = {
        "subject": discussion,
        "kind": WAITING,
        "title": _("Proposta da decidere: %(title)s") % {"title": discussion.title},
        "reason": _("%(name)s propone una discussione in «%(category)s».")
        % {"name": discussion.author, "category": discussion.category.title},
        "url": reverse("community:discussion", args=[discussion.pk]),
        "due_on": add_working_days(timezone.localdate(now), PROPOSAL_DAYS),
        "reserved": is_reserved(discussion),
        "now": now,
    }
    ask(discussion.category, said)


def ask(category: Category, said: dict) -> None:
    """Open a task for the moderators of a category: those named, else who edits for its ente."""
    named = list(category.moderators.all())
    for person in named:
        open_task(person=person, **said)
    if not named:
        open_task(ente=category.owner, role=editor_of(category), **said)


def editor_of(category: Category) -> str:
    return {EnteKind.UPI: Role.UPI_EDITOR, EnteKind.UPI_REGIONAL: Role.REGIONAL_EDITOR}.get(
        category.owner.kind, Role.PROVINCE_EDITOR
    )


@transaction.atomic
def decide_proposal(
    *, discussion: Discussion, is_approved: bool, actor: Actor, now: datetime, reason: str = ""
) -> Discussion:
    """Publish a proposal, or send it back with the reason.

    Refuses who does not moderate the category, what was already decided, and a no without reason.
    """
    actor.require(CommunityPermission.MODERATE, discussion)
    discussion = Discussion.objects.select_for_update().get(pk=discussion.pk)
    if discussion.state != DiscussionState.PROPOSED:
        raise Refusal(_("La proposta è già stata decisa."), code="decided")
    if not (is_approved or reason.strip()):
        raise Refusal(_("Scrivi perché la respingi: l'autore lo leggerà."), code="no_reason")
    discussion.state = DiscussionState.OPEN if is_approved else DiscussionState.REJECTED
    discussion.reason = "" if is_approved else reason.strip()
    discussion.decided_at = now
    if is_approved:
        discussion.last_post_at = now
    discussion.save(update_fields=["state", "reason", "decided_at", "last_post_at"])
    close_task(subject=discussion, kind=WAITING, now=now)
    sentence = _("Proposta approvata.") if is_approved else _("Proposta respinta.")
    trail.record(
        "community.proposal.decided", sentence,
        subject=discussion, actor=actor, now=now, reserved=is_reserved(discussion),
    )  # fmt: skip
    notify(
        people=[discussion.author_id],
        kind=DECIDED,
        level=NoticeLevel.ACT,
        title=(
            _("La tua discussione è pubblicata: %(title)s")
            if is_approved
            else _("La tua proposta non è stata pubblicata: %(title)s")
        )
        % {"title": discussion.title},
        body=discussion.reason,
        url=reverse("community:discussion", args=[discussion.pk]),
        subject=discussion,
        reserved=is_reserved(discussion),
        now=now,
    )
    if is_approved:
        recount(discussion.category_id)
        announce("community.discussion.opened", subject=discussion, actor=actor)
    return discussion


@transaction.atomic
def accept_answer(
    *, discussion: Discussion, post: Post | None, actor: Actor, now: datetime
) -> Discussion:
    """Mark the post that answers a question (None takes the mark away); the question is solved.

    Refuses who neither asked nor moderates, what is no question, and a post of another discussion.
    """
    actor.require(CommunityPermission.ACCEPT_ANSWER, discussion)
    discussion = Discussion.objects.select_for_update().get(pk=discussion.pk)
    if not discussion.is_question:
        raise Refusal(_("Solo una domanda ha una risposta accettata."), code="not_a_question")
    if post and (post.discussion_id != discussion.pk or post.is_first or not post.is_shown):
        raise Refusal(_("Scegli una risposta di questa domanda."), code="not_an_answer")
    discussion.faq_mark = _mark_after(discussion, post)
    discussion.accepted = post
    discussion.state = DiscussionState.SOLVED if post else DiscussionState.OPEN
    discussion.save(update_fields=["accepted", "state", "faq_mark"])
    sentence = _("Risposta accettata.") if post else _("Risposta accettata tolta.")
    trail.record(
        "community.answer.accepted", sentence,
        subject=discussion, actor=actor, now=now, post=post.pk if post else None,
        reserved=is_reserved(discussion),
    )  # fmt: skip
    announce(
        "community.answer.accepted",
        subject=discussion,
        actor=actor,
        post=post.pk if post else None,
        faq=_offered(discussion) if discussion.faq_mark == FaqMark.CANDIDATE else None,
    )
    return discussion


def _mark_after(discussion: Discussion, post: Post | None) -> str:
    """A new answer makes a candidate; what was dismissed with the same one stays so.

    What only a circle reads is none: a FAQ is for more people than that.
    """
    if post is None or is_reserved(discussion):
        return FaqMark.NONE
    if discussion.accepted_id == post.pk:
        return discussion.faq_mark
    return FaqMark.CANDIDATE


def _offered(discussion: Discussion) -> dict:
    """What a module that keeps FAQ needs to draft one, without reading our tables.

    `question` and `answer` are clean HTML, `scope` is who may read it at most.
    """
    first = discussion.posts.get(number=1)
    return {
        "title": discussion.title,
        "question": first.text,
        "answer": discussion.accepted.text,
        "scope": discussion.scope,
        "area": discussion.category.area,
        "url": discussion.get_absolute_url(),
    }


@transaction.atomic
def dismiss_faq(*, discussion: Discussion, actor: Actor, now: datetime) -> Discussion:
    """Say that a solved question needs no FAQ. Refuses who does not moderate, and what is none."""
    actor.require(CommunityPermission.MODERATE, discussion)
    waiting = Discussion.objects.filter(pk=discussion.pk, faq_mark=FaqMark.CANDIDATE)
    if not waiting.update(faq_mark=FaqMark.DISMISSED):
        raise Refusal(_("Non è più candidata a FAQ."), code="not_a_candidate")
    trail.record(
        "community.faq.dismissed", _("Non serve una FAQ."),
        subject=discussion, actor=actor, now=now, reserved=is_reserved(discussion),
    )  # fmt: skip
    announce("community.faq.dismissed", subject=discussion, actor=actor)
    discussion.faq_mark = FaqMark.DISMISSED
    return discussion


@transaction.atomic
def describe_discussion(
    *, discussion: Discussion, title: str, kind: str, tags: str, actor: Actor, now: datetime
) -> Discussion:
    """Change title, kind and words of a discussion: its author or a moderator.

    Refuses others, and an announcement by who does not moderate.
    """
    first = discussion.posts.get(number=1)
    first.discussion = discussion
    if not actor.can(CommunityPermission.CHANGE_POST, first):
        actor.require(CommunityPermission.MODERATE, discussion)
    if kind == DiscussionKind.NOTICE and discussion.kind != kind:
        actor.require(CommunityPermission.MODERATE, discussion)
    before = discussion.title
    discussion.title, discussion.kind = " ".join(title.split()), kind
    discussion.save(update_fields=["title", "kind"])
    discussion.tags.set(tags_named(tags))
    trail.record(
        "community.discussion.described", _("Titolo o tipo della discussione modificati."),
        subject=discussion, actor=actor, now=now, reserved=is_reserved(discussion),
        changes={"title": [before, discussion.title]},
    )  # fmt: skip
    announce("community.discussion.described", subject=discussion, actor=actor)
    return discussion


@transaction.atomic
def mark_asked(*, discussion: Discussion, now: datetime) -> bool:
    """Remember that a question was sent to who knows; False when it was already."""
    found = Discussion.objects.filter(pk=discussion.pk, routed_at=None)
    return bool(found.update(routed_at=now))


def unanswered_before(now: datetime, days: int) -> datetime:
    """The moment before which a question counts as left alone: `days` working days ago."""
    today = timezone.localdate(now)
    return now - timedelta(days=(today - add_working_days(today, -days)).days)
