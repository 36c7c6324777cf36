"""Many documents at once: moved, copied, put in the bin."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.files import actions as files
from pico.core.files import names
from pico.core.foundation.errors import Refusal
from pico.core.people import audience

from ..models import Document, Folder
from ..permissions import CommunityPermission
from ..terms import CHOSEN_AT_ONCE, MODULE, Validity
from .documents import keep, require_unlocked
from .folders import locked
from .levels import Change, level_after, require_publishing

PUT_AWAY = CommunityPermission.PUT_AWAY_DOCUMENT


def changes_of_move(documents: Iterable[Document], to: Folder) -> list[Change]:
    """What moving these documents does to who sees them: only those whose level changes."""
    documents = list(documents)
    order = audience.Containment([to.scope, *(one.file.scope for one in documents)])
    found = []
    for one in documents:
        before = one.file.scope
        after = level_after(before, left=one.folder.scope, entered=to.scope, order=order)
        if after != before:
            found.append(Change(one.file.title, before, after))
    return found


@transaction.atomic
def move_documents(
    *,
    documents: Iterable[Document],
    to: Folder,
    is_level_confirmed: bool,
    actor: Actor,
    now: datetime,
) -> int:
    """Put documents in another folder. Refuses changes of level that were not shown and confirmed."""
    to = locked(to, CommunityPermission.ADD_DOCUMENT, actor)
    documents = _few([one for one in documents if one.folder_id != to.pk])
    for one in documents:
        actor.require(PUT_AWAY, one)
        require_unlocked(one, actor, now)
    require_publishing(changes_of_move(documents, to), actor, is_confirmed=is_level_confirmed)
    order = audience.Containment([to.scope, *(one.file.scope for one in documents)])
    for one in documents:
        file, before = one.file, one.folder
        file.scope = level_after(file.scope, left=before.scope, entered=to.scope, order=order)
        file.place, file.changed_at = to.place, now
        file.save(update_fields=["scope", "place", "changed_at"])
        one.folder = to
        one.save(update_fields=["folder"])
        trail.record(
            "community.document.moved",
            _("Spostato da «%(before)s» a «%(to)s».") % {"before": before, "to": to},
            subject=file, reserved=file.is_reserved, actor=actor, now=now,
        )  # fmt: skip
        announce("community.document.moved", subject=one, actor=actor)
    return len(documents)


@transaction.atomic
def copy_documents(
    *, documents: Iterable[Document], to: Folder, actor: Actor, now: datetime, name: str = ""
) -> list[Document]:
    """Copy the current version of documents that the actor reads into a folder, at its level.

    The copies belong to the ente acted for. Refuses what nobody has passed the antivirus of yet.
    """
    to = locked(to, CommunityPermission.ADD_DOCUMENT, actor)
    made = []
    for one in _few(list(documents)):
        if one.file.current is None:
            raise Refusal(
                _("L'antivirus non ha ancora finito: riprova fra poco."), code="not_scanned"
            )
        file = files.copy_file(
            version=one.file.current, title=_title_of_copy(one, name), scope=to.scope, module=MODULE,
            place=to.place, actor=actor, now=now,
        )  # fmt: skip
        copy = keep(file, to, Validity.CURRENT, one.has_personal_data, actor)
        for key in ("area", "tags", "language", "licence", "facts", "dated_on"):
            setattr(copy, key, getattr(one, key))
        copy.name = names.safe_name(name) if name else one.name
        copy.save()
        made.append(copy)
    return made


def _title_of_copy(document: Document, name: str) -> str:
    """A title that came from the name follows a copy that is called otherwise."""
    title = document.file.title
    is_from_name = title == names.title_from(document.name)
    return names.title_from(names.safe_name(name)) if name and is_from_name else title


@transaction.atomic
def trash_documents(*, documents: Iterable[Document], actor: Actor, now: datetime) -> int:
    """Put documents in the bin; they come back one by one for 30 days."""
    documents = _few(list(documents))
    for one in documents:
        require_unlocked(one, actor, now)
        files.trash_file(file=one.file, rule=PUT_AWAY, actor=actor, now=now)
        announce("community.document.trashed", subject=one, actor=actor)
    return len(documents)


def _few(documents: list[Document]) -> list[Document]:
    if len(documents) > CHOSEN_AT_ONCE:
        raise Refusal(
            _("Al massimo %(most)d documenti per volta: sposta o elimina la cartella intera.")
            % {"most": CHOSEN_AT_ONCE},
            code="too_many",
        )
    return documents
