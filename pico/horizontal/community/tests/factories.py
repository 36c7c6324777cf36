"""Things of the Community for tests, made by the real actions."""

from datetime import UTC, datetime
from itertools import count

from pico.core.testing.factories import actor_of

from ..actions import categories, discussions
from ..actions.posts import write_post
from ..models import Category, Discussion

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
