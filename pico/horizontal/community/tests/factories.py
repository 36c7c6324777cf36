"""Things of the Community for tests, made by the real actions."""

from datetime import UTC, datetime
from itertools import count

from django.utils import timezone

from pico.core.testing.factories import actor_of

from ..actions import blog, categories, discussions, practices
from ..actions.posts import write_post
from ..models import Article, Category, Discussion, Practice
from ..terms import ArticleState, PracticeState

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
_numbers = count(1)


def make_category(owner=None, author=None, scope="platform", title="Appalti e SUA", **fields):
    """A category of an ente; made directly, since the access table wants owners that do not edit."""
    moderators = fields.pop("moderators", ())
    made = Category.objects.create(
        owner=owner, author=author, scope=scope, title=title, created_at=NOW, **fields
    )
    made.moderators.set(moderators)
    return made


def open_category(actor, scope="platform", title="Appalti e SUA", **fields):
    return categories.open_category(title=title, scope=scope, actor=actor, now=NOW, **fields)


def make_discussion(owner, author, scope="platform", title="", category=None, **fields):
    """A published discussion with its first post, whatever the level."""
    category = category or make_category(owner, author, scope, f"Categoria {next(_numbers)}")
    made = discussions.open_discussion(
        category=category,
        title=title or f"Discussione {next(_numbers)}",
        text=fields.pop("text", "<p>Come fate voi?</p>"),
        actor=actor_of(author),
        now=fields.pop("now", NOW),
        **fields,
    )
    if made.scope != scope:
        Discussion.objects.filter(pk=made.pk).update(scope=scope)
    return made


def answer(discussion, actor, text="<p>Noi facciamo così.</p>", now=NOW, **fields):
    discussion.refresh_from_db()
    return write_post(discussion=discussion, text=text, actor=actor, now=now, **fields)


def make_article(owner, author, scope="platform", title="", now=NOW, **fields):
    """A published article, whatever the level."""
    actor = actor_of(author)
    made = blog.write_article(
        title=title or f"Articolo {next(_numbers)}",
        text=fields.pop("text", "<p>Come abbiamo fatto.</p>"),
        summary=fields.pop("summary", "In poche parole."),
        scope=f"usr:{author.pk}",
        actor=actor,
        now=now,
        **fields,
    )
    Article.objects.filter(pk=made.pk).update(
        scope=scope, owner=owner, state=ArticleState.PUBLISHED, published_at=now
    )
    made.refresh_from_db()
    return made


CARD = {
    "problem": "Troppi fogli di calcolo.",
    "solution": "<p>Un modulo unico.</p>",
    "results": "Metà del tempo.",
    "months": 6,
    "year": 2025,
}


def make_practice(owner, author, scope="platform", title="", now=NOW, **fields):
    """A published card, whatever the level."""
    made = practices.write_practice(
        title=title or f"Pratica {next(_numbers)}", scope=f"usr:{author.pk}",
        actor=actor_of(author), now=now, **{**CARD, **fields},
    )  # fmt: skip
    Practice.objects.filter(pk=made.pk).update(
        scope=scope, owner=owner, state=PracticeState.PUBLISHED, published_at=now,
        valid_until=timezone.localdate(now).replace(year=now.year + 2),
    )  # fmt: skip
    made.refresh_from_db()
    return made
