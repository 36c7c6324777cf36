"""Levels in a tree: a child is as narrow as its parent or narrower; nothing is widened unseen."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.files import actions as files
from pico.core.files.models import StoredFile
from pico.core.foundation.errors import Refusal
from pico.core.people import audience

from ..models import Folder
from ..models.documents import place_of


@dataclass(frozen=True, slots=True)
class Change:
    """What a move does to the level of one thing: who sees it before and after."""

    title: str
    before: str
    after: str

    @property
    def widens(self) -> bool:
        return audience.widens(self.before, self.after)


def is_draft(scope: str) -> bool:
    return scopes.level_of(scope) == scopes.Level.PERSON


def level_after(scope: str, *, left: str | None, entered: str, order: audience.Containment) -> str:
    """The level of a thing that leaves a folder of one level (None: a root) for one of another.

    What followed its folder follows the new one; what fits keeps its own; a draft stays a draft.
    """
    if is_draft(scope):
        return scope
    if scope != left and order.is_within(scope, entered):
        return scope
    return entered


def require_publishing(changes: Iterable[Change], actor: Actor, *, is_confirmed: bool) -> None:
    """Refuse a level the actor may not give, and any change of level that was not shown to him."""
    for change in changes:
        if not (actor.is_system or audience.may_publish_at(actor, change.after)):
            raise Refusal(
                _("Non puoi pubblicare al livello della cartella di arrivo: scegline un'altra."),
                code="scope_not_yours",
            )
        if not is_confirmed:
            raise Refusal(
                _("Cambia chi lo vede: controlla «prima» e «dopo», poi conferma."),
                code="confirm_level",
            )


def relevel_branch(folder: Folder, *, old: str, new: str) -> int:
    """Bring what is under a folder in line with its new level; return how much changed.

    What had the old level follows; what is wider is narrowed; drafts and what fits stay. Refuses
    where something can neither stay nor be narrowed: it would be shown to others than today.
    """
    below = Folder.objects.below(folder).exclude(pk=folder.pk)
    keys = [folder.pk, *below.values_list("pk", flat=True)]
    kept = StoredFile.objects.filter(place__in=[place_of(key) for key in keys])
    found = {*below.values_list("scope", flat=True), *kept.values_list("scope", flat=True)}
    order = audience.Containment([*found, old, new])
    changed = 0
    for scope in _to_change(found, old, new, order):
        changed += below.filter(scope=scope).update(scope=new)
        changed += files.narrow_files(files=kept.filter(scope=scope), scope=new)
    return changed


def _to_change(found: set[str], old: str, new: str, order: audience.Containment) -> list[str]:
    wanted = []
    for scope in found:
        if is_draft(scope) or (scope != old and order.is_within(scope, new)):
            continue
        if scope != old and not order.is_within(new, scope):
            raise Refusal(
                _(
                    "Nella cartella ci sono elementi con un livello che il nuovo non contiene: "
                    "cambia prima il loro livello, o spostali."
                ),
                code="level_in_the_way",
            )
        wanted.append(scope)
    return wanted
