"""Categories are opened and changed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal
from pico.core.people import audience

from ..models import Category, Discussion
from ..permissions import CommunityPermission
from ..terms import CategoryState

CHANGED = ("title", "description", "area", "position", "opening", "state")


@transaction.atomic
def open_category(
    *, title: str, scope: str, actor: Actor, now: datetime, parent=None, moderators=(), **fields
) -> Category:
    """Open a category of the ente acted for.

    Refuses who does not edit, a level the actor may not publish at, a level wider than the parent's,
    and a third floor of categories.
    """
    actor.require(CommunityPermission.OPEN_CATEGORY)
    _require_scope(scope, actor, parent)
    category = Category.objects.create(
        owner_id=actor.ente_id,
        author_id=actor.person_id,
        title=title,
        scope=scope,
        parent=parent,
        created_at=now,
        **fields,
    )
    category.moderators.set(moderators)
    trail.record(
        "community.category.opened",
        _("Categoria «%(title)s» aperta.") % {"title": title},
        subject=category, actor=actor, now=now, scope=scope,
    )  # fmt: skip
    announce("community.category.opened", subject=category, actor=actor)
    return category


@transaction.atomic
def change_category(
    *,
    category: Category,
    scope: str,
    actor: Actor,
    now: datetime,
    parent=None,
    moderators=(),
    is_widening_confirmed: bool = False,
    **fields,
) -> Category:
    """Change a category; its discussions take its level.

    Refuses a wider level that nobody confirmed, one wider than the parent's, one that the categories
    inside would not fit in, and what `open_category` refuses.
    """
    actor.require(CommunityPermission.CHANGE_CATEGORY, category)
    category = Category.objects.select_for_update().get(pk=category.pk)
    before = {name: getattr(category, name) for name in CHANGED}
    was = category.scope
    if scope != was or parent != category.parent:
        _require_scope(scope, actor, parent)
        _require_fit(category, scope, parent)
    if scope != was and audience.widens(was, scope) and not is_widening_confirmed:
        raise Refusal(
            _("Stai allargando chi legge la categoria e le sue discussioni: conferma."),
            code="unconfirmed_widening",
        )
    for name, value in fields.items():
        setattr(category, name, value)
    category.scope, category.parent = scope, parent
    category.save(update_fields=[*fields, "scope", "parent"])
    category.moderators.set(moderators)
    if scope != was:
        Discussion.objects.filter(category=category).update(scope=scope)
    changes = {
        name: [str(before[name]), str(getattr(category, name))]
        for name in CHANGED
        if before[name] != getattr(category, name)
    } | ({"scope": [was, scope]} if scope != was else {})
    trail.record(
        "community.category.changed",
        _("Categoria «%(title)s» modificata.") % {"title": category.title},
        subject=category, actor=actor, now=now, changes=changes,
    )  # fmt: skip
    _tell_search(category, actor, changes)
    return category


def _tell_search(category: Category, actor: Actor, changes: dict) -> None:
    """What may be found changes with the level and with hiding: each discussion is indexed anew."""
    announce("community.category.changed", subject=category, actor=actor)
    if changes.keys() & {"scope", "state"}:
        for discussion in Discussion.objects.filter(category=category).only("pk").iterator():
            announce("community.discussion.moved", subject=discussion, actor=actor)


def _require_scope(scope: str, actor: Actor, parent: Category | None) -> None:
    if not scopes.KEY.match(scope) or scopes.level_of(scope) == scopes.Level.PERSON:
        raise Refusal(_("Livello di condivisione non valido."), code="bad_scope")
    if not (actor.is_system or audience.may_publish_at(actor, scope)):
        raise Refusal(
            _("Non puoi pubblicare a questo livello: scegline un altro."), code="scope_not_yours"
        )
    if parent is None:
        return
    if parent.parent_id or parent.owner_id != actor.ente_id:
        raise Refusal(
            _("Le categorie hanno due livelli: scegline una di primo livello del tuo ente."),
            code="too_deep",
        )
    if not audience.is_within(scope, parent.scope):
        raise Refusal(
            _("Il livello è più largo di quello della categoria che la contiene: restringilo."),
            code="wider_than_parent",
        )


def _require_fit(category: Category, scope: str, parent: Category | None) -> None:
    children = list(category.children.exclude(state=CategoryState.ARCHIVED))
    if parent and (children or parent.pk == category.pk):
        raise Refusal(
            _("Questa categoria ne contiene altre: non può stare dentro un'altra."), code="too_deep"
        )
    for child in children:
        if not audience.is_within(child.scope, scope):
            raise Refusal(
                _(
                    "«%(title)s», che sta qui dentro, ha un livello più largo: restringi prima quella."
                )
                % {"title": child.title},
                code="wider_child",
            )
