"""Articles are written, published, promoted; comments stand under them."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.models import Ente, Space
from pico.core.enti.terms import EnteKind
from pico.core.foundation import rich_text
from pico.core.foundation.errors import Refusal
from pico.core.modules import registry, settings
from pico.core.notices.actions import close_task, notify, open_task
from pico.core.notices.terms import NoticeLevel

from ..models import Article, ArticleVersion, Comment, Like
from ..permissions import CommunityPermission
from ..queries import blog as queries
from ..terms import ArticleState, CommentMode, CommentState, ReportState
from .publishing import require_scope, store
from .texts import prepared, tags_named

WAITING = "community.article.waiting"
DECIDED = "community.article.decided"
LONG_TEXT = 60_000


def _record(article: Article, event: str, sentence: str, actor: Actor, now, **data) -> None:
    trail.record(
        f"community.article.{event}", sentence, subject=article, actor=actor, now=now, **data
    )
    announce(f"community.article.{event}", subject=article, actor=actor, scope=article.scope)


@transaction.atomic
def write_article(
    *, title: str, text: str, scope: str, actor: Actor, now: datetime, cover=None, tags: str = "",
    is_personal_data_confirmed: bool = False, **fields,
) -> Article:  # fmt: skip
    """Write an article for the ente acted for: a draft, the author's alone until he publishes it.

    Refuses who acts for no ente, a level the actor may not publish at, a cover without its words,
    personal data that nobody confirmed.
    """
    actor.require(CommunityPermission.WRITE_ARTICLE)
    require_scope(scope=scope, actor=actor)
    _require_words_for_cover(cover, fields)
    html = prepared(text, most=LONG_TEXT, is_personal_data_confirmed=is_personal_data_confirmed)
    article = Article.objects.create(
        owner_id=actor.ente_id, author_id=actor.person_id, scope=scope, title=title, text=html,
        cover=store(content=cover, actor=actor, now=now, is_image=True) if cover else None,
        created_at=now, **fields,
    )  # fmt: skip
    article.tags.set(tags_named(tags))
    trail.record(
        "community.article.written", _("Articolo «%(title)s» scritto.") % {"title": title},
        subject=article, actor=actor, now=now, reserved=True,
    )  # fmt: skip
    return article


def _require_words_for_cover(cover, fields: dict) -> None:
    if cover and not fields.get("cover_alt", "").strip():
        raise Refusal(
            _("Descrivi l'immagine per chi non la vede: serve il testo alternativo."), code="no_alt"
        )


@transaction.atomic
def change_article(
    *, article: Article, title: str, text: str, scope: str, actor: Actor, now: datetime,
    cover=None, tags: str = "", is_widening_confirmed: bool = False,
    is_personal_data_confirmed: bool = False, **fields,
) -> Article:  # fmt: skip
    """Change an article; once published, what it said is kept. Refuses what `write_article` refuses."""
    actor.require(CommunityPermission.CHANGE_ARTICLE, article)
    article = Article.objects.select_for_update().get(pk=article.pk)
    was = article.scope if article.is_published else ""
    require_scope(scope=scope, actor=actor, was=was, is_widening_confirmed=is_widening_confirmed)
    _require_words_for_cover(cover or article.cover, fields)
    html = prepared(text, most=LONG_TEXT, is_personal_data_confirmed=is_personal_data_confirmed)
    if article.is_published and (article.text, article.title) != (html, title):
        ArticleVersion.objects.create(
            article=article, title=article.title, text=article.text, replaced_at=now,
            by_id=actor.person_id,
        )  # fmt: skip
        article.updated_at = now
    if cover:
        article.cover = store(content=cover, actor=actor, now=now, is_image=True)
    article.title, article.text, article.scope = title, html, scope
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    article.tags.set(tags_named(tags))
    _record(article, "changed", _("Articolo modificato."), actor, now, scope=[was, scope])
    return article


@transaction.atomic
def publish_article(
    *, article: Article, actor: Actor, now: datetime, at: datetime | None = None
) -> Article:
    """Publish an article now, or at a coming moment; where the ente wants it, ask its editors first.

    Refuses who may not change it, and one that is out already.
    """
    actor.require(CommunityPermission.CHANGE_ARTICLE, article)
    article = Article.objects.select_for_update().get(pk=article.pk)
    if article.state in (ArticleState.PUBLISHED, ArticleState.SCHEDULED):
        raise Refusal(_("L'articolo è già pubblicato o programmato."), code="published")
    require_scope(scope=article.scope, actor=actor)
    article.published_at = at if at and at > now else now
    article.reason = ""
    is_to_review = needs_review(article.owner) or was_taken_away(article)
    if is_to_review and not actor.can(CommunityPermission.REVIEW_ARTICLE, article):
        article.state = ArticleState.IN_REVIEW
        _ask_editors(article, now)
        event, sentence = "sent", _("Articolo mandato in revisione.")
    else:
        event, sentence = _put_out(article, now)
    article.save(update_fields=["state", "published_at", "reason"])
    _record(article, event, sentence, actor, now)
    return article


def was_taken_away(article: Article) -> bool:
    """After an upheld report the author does not publish it again alone."""
    return article.reports.filter(state=ReportState.UPHELD).exists()


def _put_out(article: Article, now: datetime) -> tuple[str, str]:
    if article.published_at > now:
        article.state = ArticleState.SCHEDULED
        return "scheduled", str(_("Pubblicazione programmata."))
    article.state = ArticleState.PUBLISHED
    return "published", str(_("Articolo pubblicato."))


def needs_review(ente: Ente) -> bool:
    """The space of the ente, or of the Provincia of its territory, wants articles approved."""
    space = Space.objects.select_related("parent__parent").filter(ente=ente).first()
    if space is None and ente.territory_id:
        space = Space.objects.select_related("parent__parent").filter(
            ente__territory=ente.territory_id
        ).first()  # fmt: skip
    if space is None:
        return False
    return settings.effective(space, registry.installed()["community"]).review_articles


def _ask_editors(article: Article, now: datetime) -> None:
    kind = article.owner.kind
    role = {EnteKind.UPI: Role.UPI_EDITOR, EnteKind.UPI_REGIONAL: Role.REGIONAL_EDITOR}.get(
        kind, Role.PROVINCE_EDITOR if article.owner.is_province else Role.ENTE_ADMIN
    )
    open_task(
        subject=article, kind=WAITING, ente=article.owner, role=role,
        title=_("Articolo da approvare: %(title)s") % {"title": article.title},
        reason=_("Scritto da %(name)s.") % {"name": article.author},
        url=reverse("community:article", args=[article.pk]), now=now,
    )  # fmt: skip


@transaction.atomic
def review_article(
    *, article: Article, is_approved: bool, actor: Actor, now: datetime, reason: str = ""
) -> Article:
    """Let an article out, or send it back with the reason.

    Refuses who does not edit for its ente, what does not wait, and a no without reason.
    """
    actor.require(CommunityPermission.REVIEW_ARTICLE, article)
    article = Article.objects.select_for_update().get(pk=article.pk)
    if article.state != ArticleState.IN_REVIEW:
        raise Refusal(_("L'articolo non è in revisione."), code="decided")
    if not (is_approved or reason.strip()):
        raise Refusal(_("Scrivi perché lo rimandi: l'autore lo leggerà."), code="no_reason")
    if is_approved:
        article.published_at = max(article.published_at or now, now)
        event, sentence = _put_out(article, now)
    else:
        article.state, article.reason = ArticleState.DRAFT, reason.strip()
        event, sentence = "sent_back", str(_("Articolo rimandato all'autore."))
    article.save(update_fields=["state", "published_at", "reason"])
    close_task(subject=article, kind=WAITING, now=now)
    _record(article, event, sentence, actor, now)
    notify(
        people=[article.author_id], kind=DECIDED, level=NoticeLevel.ACT,
        title=_("Il tuo articolo: %(state)s – %(title)s")
        % {"state": article.get_state_display(), "title": article.title},
        body=article.reason, url=article.get_absolute_url(), subject=article, now=now,
    )  # fmt: skip
    return article


@transaction.atomic
def withdraw_article(*, article: Article, actor: Actor, now: datetime) -> Article:
    """Take an article back; its author and editors still see it. Refuses others."""
    actor.require(CommunityPermission.CHANGE_ARTICLE, article)
    return take_back(article, actor, now)


def take_back(article: Article, actor: Actor, now: datetime, *, reason: str = "") -> Article:
    """Withdraw an article in the caller's transaction and right; `reason` is read by its author."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    article.state, article.is_featured, article.reason = ArticleState.WITHDRAWN, False, reason
    article.save(update_fields=["state", "is_featured", "reason"])
    close_task(subject=article, kind=WAITING, now=now)
    _record(article, "withdrawn", _("Articolo ritirato."), actor, now)
    return article


@transaction.atomic
def promote_article(*, article: Article, actor: Actor, now: datetime) -> Article:
    """Put an article first in the blog, and offer it as a draft to the news of the editor's site.

    Refuses who does not edit, what is not published or only a circle reads, and a second time.
    """
    actor.require(CommunityPermission.PROMOTE_ARTICLE, article)
    article = Article.objects.select_for_update().get(pk=article.pk)
    if not article.is_published:
        raise Refusal(_("Si promuove solo un articolo pubblicato."), code="not_published")
    if article.promoted_at:
        raise Refusal(_("L'articolo è già stato promosso."), code="promoted")
    if scopes.level_of(article.scope) in (scopes.Level.NETWORK, scopes.Level.GROUP):
        raise Refusal(
            _(
                "Lo legge solo un gruppo: chiedi all'autore di allargare il livello, poi promuovilo."
            ),
            code="reserved",
        )
    article.promoted_at, article.is_featured = now, True
    article.save(update_fields=["promoted_at", "is_featured"])
    trail.record(
        "community.article.promoted", _("Articolo promosso a notizia."),
        subject=article, actor=actor, now=now,
    )  # fmt: skip
    space = Space.objects.filter(ente_id=actor.ente_id).first()
    announce(
        "community.article.promoted", subject=article, actor=actor,
        space_id=space.pk if space else None, scope=article.scope, news=_as_news(article),
    )  # fmt: skip
    return article


def _as_news(article: Article) -> dict[str, str]:
    """What the site that takes it needs, without reading our tables; the credit goes with it."""
    return {
        "title": article.title,
        "summary": article.summary,
        "text": article.text,
        "author": str(article.author),
        "ente": article.owner.name,
        "url": article.get_absolute_url(),
        "scope": article.scope,
    }


def keep_calendar(*, actor: Actor, now: datetime) -> int:
    """Put out what was scheduled, archive what expired; returns how many."""
    done = 0
    for article in queries.due(now):
        done += _turn(article, ArticleState.SCHEDULED, ArticleState.PUBLISHED, actor, now)
    for article in queries.expired(timezone.localdate(now)):
        done += _turn(article, ArticleState.PUBLISHED, ArticleState.ARCHIVED, actor, now)
    return done


@transaction.atomic
def _turn(article: Article, old: str, new: ArticleState, actor: Actor, now: datetime) -> int:
    if not Article.objects.filter(pk=article.pk, state=old).update(state=new):
        return 0
    article.state = new
    _record(article, new.value.lower(), str(new.label), actor, now)
    return 1


# Readers -----------------------------------------------------------------------------------------


@transaction.atomic
def like(*, article: Article, actor: Actor, now: datetime) -> bool:
    """Thank for an article, or take it back; returns what is so now. Refuses who may not read it."""
    if not (actor.is_member and article.is_published and actor.may_read(article.scope)):
        actor.require(CommunityPermission.COMMENT, article)
    mine = Like.objects.filter(article=article, person_id=actor.person_id)
    if mine.delete()[0]:
        step, is_there = -1, False
    else:
        _row, is_there = Like.objects.get_or_create(
            article=article, person_id=actor.person_id, defaults={"at": now}
        )
        step = 1 if is_there else 0
    Article.objects.filter(pk=article.pk).update(like_count=F("like_count") + step)
    return is_there


@transaction.atomic
def write_comment(
    *, article: Article, text: str, actor: Actor, now: datetime, parent: Comment | None = None
) -> Comment:
    """Comment on an article; an answer to an answer stands beside it. The same words twice are one.

    Refuses where comments are closed, an empty text, personal data.
    """
    actor.require(CommunityPermission.COMMENT, article)
    html = prepared(text)
    article = Article.objects.select_for_update().get(pk=article.pk)
    if same := queries.same_comment(article, html, actor, now):
        return same
    waits = article.comments_mode == CommentMode.MODERATED and not actor.can(
        CommunityPermission.MODERATE_COMMENTS, article
    )
    comment = Comment.objects.create(
        article=article,
        parent=_place(article, parent),
        author_id=actor.person_id,
        ente_id=actor.ente_id,
        text=html,
        state=CommentState.WAITING if waits else CommentState.SHOWN,
        created_at=now,
    )
    _count(article)
    trail.record(
        "community.comment.written", _("Commento scritto."),
        subject=article, actor=actor, now=now, comment=comment.pk,
    )  # fmt: skip
    _tell_of(comment, article, now)
    return comment


def _place(article: Article, parent: Comment | None) -> Comment | None:
    """Two levels: an answer to an answer goes under the first."""
    if parent is None or parent.article_id != article.pk:
        return None
    return parent.parent or parent


def _tell_of(comment: Comment, article: Article, now: datetime) -> None:
    people = {article.author_id}
    if comment.parent and comment.state == CommentState.SHOWN:
        people.add(comment.parent.author_id)
    notify(
        people=people - {comment.author_id}, kind="community.comment", level=NoticeLevel.CONCERNS,
        title=_("%(name)s commenta: %(title)s")
        % {"name": comment.author, "title": article.title},
        body=rich_text.excerpt(comment.text, 400), url=f"{article.get_absolute_url()}#commenti",
        subject=article, now=now,
    )  # fmt: skip


@transaction.atomic
def set_comment_state(*, comment: Comment, state: str, actor: Actor, now: datetime) -> Comment:
    """Approve or hide a comment (author of the article, editors); delete it (who wrote it).

    Refuses others.
    """
    state = CommentState(state)
    is_own = comment.author_id == actor.person_id and state == CommentState.DELETED
    if not is_own:
        actor.require(CommunityPermission.MODERATE_COMMENTS, comment.article)
    return put_comment(comment, state, actor, now)


def put_comment(comment: Comment, state: CommentState, actor: Actor, now: datetime) -> Comment:
    """Give a comment a state in the caller's transaction and right."""
    comment.state = state
    comment.save(update_fields=["state"])
    _count(comment.article)
    trail.record(
        "community.comment.state_set", _("Commento: %(state)s.") % {"state": state.label},
        subject=comment.article, actor=actor, now=now, comment=comment.pk,
    )  # fmt: skip
    return comment


def _count(article: Article) -> None:
    shown = article.comments.filter(state=CommentState.SHOWN)
    Article.objects.filter(pk=article.pk).update(comment_count=shown.count())
