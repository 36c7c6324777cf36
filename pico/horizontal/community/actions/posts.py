"""Posts are written, edited, deleted."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.files.actions import upload_file
from pico.core.foundation import rich_text
from pico.core.foundation.errors import Refusal
from pico.core.ui.formats import date_it

from ..models import Category, Discussion, DiscussionLink, Follow, Post, PostFile, PostVersion
from ..permissions import CommunityPermission
from ..queries import forum as queries
from ..queries.moderation import suspension
from ..terms import EDIT_IN_SILENCE, POST_FILES, DiscussionState
from .counting import count_post, recount, recount_discussion
from .reading import mark_read
from .texts import codes_in, prepared


@transaction.atomic
def write_post(
    *,
    discussion: Discussion,
    text: str,
    actor: Actor,
    now: datetime,
    files: Iterable = (),
    answers_to: Post | None = None,
    is_personal_data_confirmed: bool = False,
    is_by_mail: bool = False,
) -> Post:
    """Answer in a discussion, in the name of the ente acted for; the same words twice are one post.

    Refuses where nobody may write any more, who is suspended, an empty or endless text, personal data
    that nobody confirmed, too many files.
    """
    require_open(discussion)
    actor.require(CommunityPermission.ANSWER, discussion)
    require_not_suspended(discussion.category, actor, now)
    html = prepared(text, is_personal_data_confirmed=is_personal_data_confirmed)
    discussion = Discussion.objects.select_for_update().get(pk=discussion.pk)
    require_open(discussion)
    if same := queries.same_post(discussion, html, actor, now):
        return same
    post = add_post(
        discussion, html, actor=actor, now=now, files=files, answers_to=answers_to,
        is_by_mail=is_by_mail,
    )  # fmt: skip
    count_post(discussion)
    trail.record(
        "community.post.written",
        _("Intervento %(number)d scritto.") % {"number": post.number},
        subject=discussion, actor=actor, now=now, post=post.pk, reserved=is_reserved(discussion),
    )  # fmt: skip
    announce("community.post.written", subject=discussion, actor=actor, post=post.pk)
    return post


def require_open(discussion: Discussion) -> None:
    """Refuse with the reason where nobody may answer."""
    if discussion.state == DiscussionState.PROPOSED:
        raise Refusal(
            _("La discussione aspetta l'approvazione: si risponde dopo."), code="not_published"
        )
    if discussion.state not in (DiscussionState.OPEN, DiscussionState.SOLVED):
        raise Refusal(_("La discussione è chiusa: aprine una nuova e cita questa."), code="closed")


def require_not_suspended(category: Category, actor: Actor, now: datetime) -> None:
    measure = suspension(actor.person_id, category.owner_id, now)
    if measure:
        raise Refusal(
            _("Sei sospeso dalla scrittura fino al %(day)s: %(reason)s")
            % {"day": date_it(measure.until), "reason": measure.reason},
            code="suspended",
        )


def add_post(
    discussion: Discussion,
    html: str,
    *,
    actor: Actor,
    now: datetime,
    files: Iterable = (),
    answers_to: Post | None = None,
    is_by_mail: bool = False,
) -> Post:
    """Append a post to a locked discussion: number, files, codes, marks of its author."""
    files = list(files)
    if len(files) > POST_FILES:
        raise Refusal(
            _("Gli allegati sono troppi: al massimo %(most)d.") % {"most": POST_FILES},
            code="too_many_files",
        )
    post = Post.objects.create(
        discussion=discussion,
        number=discussion.last_number + 1,
        author_id=actor.person_id,
        ente_id=actor.ente_id,
        text=html,
        answers_to=answers_to if answers_to and answers_to.discussion_id == discussion.pk else None,
        created_at=now,
        file_count=len(files),
        is_by_mail=is_by_mail,
    )
    _attach(post, files, actor, now)
    link_codes(discussion, html)
    discussion.last_number = post.number
    discussion.post_count += 1
    discussion.last_post_at, discussion.last_author_id = now, actor.person_id
    is_answer = not post.is_first and discussion.author_id != actor.person_id
    if is_answer and discussion.first_answer_at is None:
        discussion.first_answer_at = now
    discussion.save(
        update_fields=[
            "last_number", "post_count", "last_post_at", "last_author", "first_answer_at",
        ]
    )  # fmt: skip
    Follow.objects.get_or_create(
        person_id=actor.person_id, discussion=discussion, defaults={"since": now}
    )
    mark_read(discussion=discussion, number=post.number, actor=actor, now=now)
    return post


def _attach(post: Post, files: list, actor: Actor, now: datetime) -> None:
    """Store the files for the ente; who reads them is decided by the discussion, not by their level."""
    for one in files:
        stored = upload_file(
            content=one,
            name=one.name,
            scope=scopes.ente(actor.ente_id),
            module="community",
            actor=actor,
            now=now,
        )
        PostFile.objects.create(post=post, file=stored)


def link_codes(discussion: Discussion, html: str) -> None:
    """Keep the CIG and CUP that a text speaks of."""
    for scheme, code in codes_in(rich_text.to_plain(html, is_bare=True)):
        DiscussionLink.objects.get_or_create(
            discussion=discussion, code=code, defaults={"scheme": scheme.upper()}
        )


def is_reserved(discussion: Discussion) -> bool:
    """Administrators of the ente may not be among the readers of a circle's discussions."""
    return scopes.level_of(discussion.scope) in (scopes.Level.NETWORK, scopes.Level.GROUP)


@transaction.atomic
def edit_post(
    *,
    post: Post,
    text: str,
    actor: Actor,
    now: datetime,
    is_personal_data_confirmed: bool = False,
) -> Post:
    """Write a post anew. What it said is kept; after half an hour it is marked «modificato».

    Refuses others' posts, those deleted or hidden, those of closed discussions, and what
    `write_post` refuses of a text.
    """
    actor.require(CommunityPermission.CHANGE_POST, post)
    require_not_suspended(post.discussion.category, actor, now)
    html = prepared(text, is_personal_data_confirmed=is_personal_data_confirmed)
    discussion = post.discussion
    post = Post.objects.select_for_update().get(pk=post.pk)
    post.discussion = discussion
    if not post.is_shown:
        raise Refusal(_("L'intervento non c'è più: non si può modificare."), code="gone")
    if post.text == html:
        return post
    PostVersion.objects.create(post=post, text=post.text, replaced_at=now, by_id=actor.person_id)
    post.text = html
    if now - post.created_at > EDIT_IN_SILENCE:
        post.edited_at = now
    post.save(update_fields=["text", "edited_at"])
    link_codes(discussion, html)
    trail.record(
        "community.post.edited",
        _("Intervento %(number)d modificato.") % {"number": post.number},
        subject=discussion, actor=actor, now=now, post=post.pk, reserved=is_reserved(discussion),
    )  # fmt: skip
    announce("community.post.edited", subject=discussion, actor=actor, post=post.pk)
    return post


@transaction.atomic
def delete_post(*, post: Post, actor: Actor, now: datetime) -> Post:
    """Take a post away; a tombstone stays in its place, so that the others still make sense.

    Refuses others' posts to who does not moderate, and the first post of a discussion that has
    answers: the discussion is closed or hidden instead.
    """
    actor.require(CommunityPermission.DELETE_POST, post)
    discussion = Discussion.objects.select_for_update().get(pk=post.discussion_id)
    post = Post.objects.select_for_update().get(pk=post.pk)
    if post.deleted_at:
        return post
    if post.is_first:
        raise Refusal(
            _("Il primo intervento regge la discussione: chiedi a chi modera di chiuderla."),
            code="first_post",
        )
    post.deleted_at = now
    post.save(update_fields=["deleted_at"])
    if discussion.accepted_id == post.pk:
        discussion.accepted = None
        discussion.state = DiscussionState.OPEN
        discussion.save(update_fields=["accepted", "state"])
    recount_discussion(discussion)
    recount(discussion.category_id)
    trail.record(
        "community.post.deleted",
        _("Intervento %(number)d eliminato.") % {"number": post.number},
        subject=discussion, actor=actor, now=now, post=post.pk, reserved=is_reserved(discussion),
    )  # fmt: skip
    announce("community.post.deleted", subject=discussion, actor=actor, post=post.pk)
    return post
