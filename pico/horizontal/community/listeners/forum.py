"""Who is told of what is written: each once, at the nearest reason, and only who may read it."""

import re

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.terms import ADMINISTRATORS, EDITORS
from pico.core.foundation import rich_text
from pico.core.notices.actions import notify
from pico.core.notices.terms import NoticeLevel
from pico.core.people.queries import readers, working_today

from ..actions.posts import is_reserved
from ..models import Discussion, Follow, Post
from ..terms import PERSON_MENTIONS, PUBLISHED

PERSON_LINK = re.compile(r'href="(?:/[a-z0-9-]+)?/persone/(\d{1,18})/"')
ENTE_LINK = re.compile(r'href="(?:/[a-z0-9-]+)?/enti/(\d{1,18})/"')
LINES = 400  # characters of a post that a notice quotes


def discussion_opened(announcement) -> None:
    """A new discussion: who is called in it, then who follows its category, tags or author."""
    discussion = _published(announcement.subject_id)
    if discussion is None:
        return
    post = discussion.posts.select_related("author", "ente").filter(number=1).first()
    if post is None:
        return
    told = _tell_called(post, {post.author_id})
    followers = Follow.objects.filter(is_muted=False)
    people = {
        *followers.filter(category=discussion.category_id).values_list("person", flat=True),
        *followers.filter(tag__in=discussion.tags.all()).values_list("person", flat=True),
        *followers.filter(author=discussion.author_id).values_list("person", flat=True),
    }
    _tell(
        post, people - told, kind="community.discussion.new", level=NoticeLevel.INTEREST,
        title=_("%(kind)s in «%(category)s»: %(title)s")
        % {
            "kind": discussion.get_kind_display(),
            "category": discussion.category.title,
            "title": discussion.title,
        },
    )  # fmt: skip


def post_written(announcement) -> None:
    """An answer: who is called in it, who is answered, who opened the discussion, who follows it."""
    discussion = _published(announcement.subject_id)
    post = Post.objects.filter(pk=announcement.data.get("post")).first()
    if discussion is None or post is None or not post.is_shown:
        return
    post.discussion = discussion
    told = _tell_called(post, {post.author_id})
    who = {"name": post.author, "title": discussion.title}
    muted = set(
        Follow.objects.filter(discussion=discussion, is_muted=True).values_list("person", flat=True)
    )
    mine = {discussion.author_id}
    if post.answers_to_id:
        mine.add(post.answers_to.author_id)
    told |= _tell(
        post, mine - told - muted, kind="community.answer", level=NoticeLevel.CONCERNS,
        title=_("%(name)s ti risponde: %(title)s") % who,
    )  # fmt: skip
    followers = Follow.objects.filter(is_muted=False, discussion=discussion)
    _tell(
        post, set(followers.values_list("person", flat=True)) - told,
        kind="community.followed", level=NoticeLevel.CONCERNS,
        title=_("%(name)s interviene: %(title)s") % who,
    )  # fmt: skip


def answer_accepted(announcement) -> None:
    """Who gave the answer hears that it served."""
    discussion = _published(announcement.subject_id)
    post = Post.objects.filter(pk=announcement.data.get("post")).first()
    if discussion is None or post is None or post.author_id == announcement.person_id:
        return
    post.discussion = discussion
    _tell(
        post, {post.author_id}, kind="community.answer.accepted", level=NoticeLevel.CONCERNS,
        title=_("La tua risposta è stata accettata: %(title)s") % {"title": discussion.title},
    )  # fmt: skip


def _published(key: str) -> Discussion | None:
    return Discussion.objects.select_related("category").filter(pk=key, state__in=PUBLISHED).first()


def called_in(post: Post) -> set[int]:
    """The persons named in a post, and who edits or runs the enti named in it."""
    people = {int(pk) for pk in PERSON_LINK.findall(post.text)[:PERSON_MENTIONS]}
    enti = ENTE_LINK.findall(post.text)[:PERSON_MENTIONS]
    if enti:
        holders = working_today().filter(ente__in=enti, roles__role__in=(*EDITORS, *ADMINISTRATORS))
        people |= set(holders.values_list("person_id", flat=True))
    return people


def _tell_called(post: Post, but: set[int]) -> set[int]:
    told = _tell(
        post, called_in(post) - but, kind="community.mention", level=NoticeLevel.ACT,
        title=_("%(name)s ti chiama in: %(title)s")
        % {"name": post.author, "title": post.discussion.title},
    )  # fmt: skip
    return told | but


def _tell(post: Post, people: set[int], *, kind: str, level: NoticeLevel, title: str) -> set[int]:
    """Tell those of these persons who may read the discussion; returns them."""
    discussion = post.discussion
    if not people:
        return set()
    allowed = set(readers(discussion.scope).filter(pk__in=people).values_list("pk", flat=True))
    notify(
        people=allowed,
        kind=kind,
        level=level,
        title=title,
        body=f"{post.author}, {post.ente}: {rich_text.excerpt(post.text, LINES)}",
        url=reverse("community:post", args=[post.pk]),
        subject=discussion,
        reserved=is_reserved(discussion),
        now=timezone.now(),
    )
    return allowed
