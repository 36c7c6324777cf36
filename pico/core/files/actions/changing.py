"""Change what is said of a file, who sees it, who keeps it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal
from pico.core.people import audience
from pico.core.people.terms import WORKING

from .. import names
from ..models import StoredFile
from ..permissions import FilesPermission
from ..terms import FileKind
from ._levels import require_scope

LABELS = {
    "title": gettext_lazy("titolo"),
    "description": gettext_lazy("descrizione"),
    "kind": gettext_lazy("tipo di documento"),
}


@transaction.atomic
def describe_file(
    *,
    file: StoredFile,
    title: str,
    description: str,
    kind: str,
    actor: Actor,
    now: datetime,
    rule: str = FilesPermission.CHANGE,
) -> StoredFile:
    """Change title, description and kind. Refuses an empty title."""
    file = _locked(file, rule, actor)
    title = names.clean(title)
    if not title:
        raise Refusal(_("Scrivi un titolo."), code="no_title")
    wanted = {"title": title, "description": description.strip(), "kind": kind}
    changes = {
        str(LABELS[name]): [_said(name, getattr(file, name)), _said(name, value)]
        for name, value in wanted.items()
        if getattr(file, name) != value
    }
    if not changes:
        return file
    for name, value in wanted.items():
        setattr(file, name, value)
    file.changed_at = now
    file.save(update_fields=[*wanted, "changed_at"])
    trail.record(
        "files.file.described", _("Dati del file cambiati."),
        subject=file, reserved=file.is_reserved, actor=actor, now=now, changes=changes,
    )  # fmt: skip
    announce("files.file.described", subject=file, actor=actor)
    return file


def _said(name: str, value: str) -> str:
    return str(FileKind(value).label) if name == "kind" else value


@transaction.atomic
def change_scope(
    *,
    file: StoredFile,
    scope: str,
    is_widening_confirmed: bool,
    actor: Actor,
    now: datetime,
    rule: str = FilesPermission.CHANGE,
) -> StoredFile:
    """Change who sees a file. Refuses to widen without a confirmation, and to take it from its author."""
    file = _locked(file, rule, actor)
    if scope == file.scope:
        return file
    require_scope(scope=scope, actor=actor)
    _refuse_taking(file, scope)
    widens = audience.widens(file.scope, scope)
    if widens and not is_widening_confirmed:
        raise Refusal(
            _("Così lo vedranno più persone: spunta la conferma e salva di nuovo."),
            code="confirm_widening",
        )
    before, file.scope = file.scope, scope
    file.changed_at = now
    file.save(update_fields=["scope", "changed_at"])
    labels = [str(audience.label_of(one, actor)) for one in (before, scope)]
    sentence = _("Livello allargato a «%(level)s».") if widens else _("Livello: «%(level)s».")
    trail.record(
        "files.scope.widened" if widens else "files.scope.changed",
        sentence % {"level": labels[1]},
        subject=file, reserved=file.is_reserved, actor=actor, now=now, changes={str(_("Chi lo vede?")): labels},
    )  # fmt: skip
    announce("files.scope.changed", subject=file, actor=actor, scope=scope)
    return file


def _refuse_taking(file: StoredFile, scope: str) -> None:
    """A draft is its author's: who looks after the files of the ente does not make one his own."""
    if scopes.level_of(scope) == scopes.Level.PERSON and scope != scopes.person(file.author_id):
        raise Refusal(
            _("«Solo io» vale per l'autore del file: scegli un altro livello."),
            code="not_the_author",
        )


@transaction.atomic
def hand_over(*, file: StoredFile, to_person, actor: Actor, now: datetime) -> StoredFile:
    """Give a file of somebody who leaves to a colleague of the same ente.

    Refuses who does not work for the ente, and a draft that its author does not give himself.
    """
    file = _locked(file, FilesPermission.HAND_OVER, actor, also_trashed=True)
    if not to_person.memberships.filter(ente=file.owner_id, state__in=WORKING).exists():
        raise Refusal(
            _("%(person)s non lavora per questo ente: scegli un'altra persona.")
            % {"person": to_person},
            code="not_a_colleague",
        )
    before = file.author
    if file.scope == scopes.person(file.author_id):
        if actor.person_id != file.author_id:
            raise Refusal(
                _("È una bozza che vede solo il suo autore: solo lui può passarla."), code="draft"
            )
        file.scope = scopes.person(to_person.pk)
    file.author = to_person
    file.save(update_fields=["author", "scope"])
    trail.record(
        "files.file.handed_over",
        _("File passato da %(before)s a %(after)s.") % {"before": before, "after": to_person},
        subject=file, reserved=file.is_reserved, actor=actor, now=now,
    )  # fmt: skip
    announce("files.file.handed_over", subject=file, actor=actor, to=to_person.pk)
    return file


def _locked(
    file: StoredFile, permission: str, actor: Actor, *, also_trashed: bool = False
) -> StoredFile:
    actor.require(permission, file)
    found = StoredFile.objects.select_for_update(of=("self",)).select_related("author")
    file = found.get(pk=file.pk)
    if file.is_trashed and not also_trashed:
        raise Refusal(_("Il file è nel cestino: ripristinalo prima."), code="trashed")
    return file
