"""Every change of one document."""

from datetime import datetime
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.files import actions as files
from pico.core.files import names
from pico.core.files.models import FileVersion, Upload
from pico.core.files.terms import FileKind
from pico.core.foundation.errors import Refusal
from pico.core.people import audience

from ..models import DavLock, Document, DocumentOpening, Folder, Star
from ..permissions import CommunityPermission
from ..terms import MODULE, OPENINGS_KEPT, ReportState, Validity
from .folders import locked

CHANGE = CommunityPermission.CHANGE_DOCUMENT

# What is said of a document beside what the file says.
DATA = {
    "dated_on": gettext_lazy("data del documento"),
    "valid_until": gettext_lazy("valido fino al"),
    "area": gettext_lazy("ambito"),
    "tags": gettext_lazy("parole chiave"),
    "language": gettext_lazy("lingua"),
    "licence": gettext_lazy("licenza"),
    "protocol_number": gettext_lazy("numero di protocollo"),
    "protocol_on": gettext_lazy("data di protocollo"),
    "cup": gettext_lazy("CUP"),
    "cig": gettext_lazy("CIG"),
    "has_personal_data": gettext_lazy("contiene dati personali"),
    "facts": gettext_lazy("dati del tipo"),
}


@transaction.atomic
def add_document(
    *,
    folder: Folder,
    actor: Actor,
    now: datetime,
    content: BinaryIO | None = None,
    upload: Upload | None = None,
    name: str = "",
    title: str = "",
    description: str = "",
    kind: str = FileKind.OTHER,
    scope: str = "",
    validity: str = Validity.CURRENT,
    has_personal_data: bool = False,
) -> Document:
    """Put a new document in a folder, from a content or from an upload that has all arrived.

    Without `scope` it has the folder's. Refuses a wider one, and whatever `files` refuses.
    """
    actor.require(CommunityPermission.ADD_DOCUMENT, folder)
    scope = scope or folder.scope
    _require_within(scope, folder)
    fields: dict[str, Any] = {
        "title": title, "description": description, "kind": kind, "scope": scope,
        "module": MODULE, "place": folder.place, "actor": actor, "now": now,
    }  # fmt: skip
    if upload is not None:
        file = files.finish_upload(upload=upload, sha256=None, **fields)
    else:
        file = files.upload_file(content=content, name=name, **fields)
    return keep(file, folder, validity, has_personal_data, actor)


def keep(file, folder: Folder, validity: str, has_personal_data: bool, actor: Actor) -> Document:
    """Write the row beside the stored file; a folder narrowed meanwhile has the last word."""
    folder = locked(folder, CommunityPermission.ADD_DOCUMENT, actor)
    _require_within(file.scope, folder)
    version = file.versions.first()
    document = Document.objects.create(
        file=file, folder=folder, name=version.name, area=folder.area,
        validity=validity, has_personal_data=has_personal_data,
    )  # fmt: skip
    announce("community.document.added", subject=document, actor=actor)
    return document


def _require_within(scope: str, folder: Folder) -> None:
    if not audience.is_within(scope, folder.scope):
        raise Refusal(
            _("Il livello è più largo di quello della cartella: qui si può solo restringere."),
            code="wider_than_folder",
        )


@transaction.atomic
def add_version(
    *,
    document: Document,
    note: str,
    actor: Actor,
    now: datetime,
    content: BinaryIO | None = None,
    upload: Upload | None = None,
    name: str = "",
    is_major: bool = False,
    lock_token: str = "",
) -> FileVersion:
    """Add a version to a document. Refuses while a program of somebody else holds it."""
    require_unlocked(document, actor, now, lock_token)
    fields: dict[str, Any] = {
        "file": document.file, "note": note, "is_major": is_major, "rule": CHANGE,
        "actor": actor, "now": now,
    }  # fmt: skip
    if upload is not None:
        version = files.finish_upload(upload=upload, sha256=None, **fields)
    else:
        version = files.add_version(content=content, name=name, **fields)
    announce(
        "community.document.version_added", subject=document, actor=actor, version=version.number
    )
    return version


def require_unlocked(document: Document, actor: Actor, now: datetime, token: str = "") -> None:
    """Refuse while a program of somebody else, or another program, has the document open to write."""
    held = DavLock.objects.filter(document=document, expires_at__gt=now).exclude(token=token)
    lock = held.exclude(person=actor.person_id).select_related("person").first()
    if lock:
        raise Refusal(
            _("%(person)s lo sta modificando con un programma: riprova quando avrà finito.")
            % {"person": lock.person},
            code="locked",
        )


@transaction.atomic
def describe_document(
    *,
    document: Document,
    title: str,
    kind: str,
    description: str,
    data: dict[str, Any],
    actor: Actor,
    now: datetime,
    name: str = "",
) -> Document:
    """Change what is said of a document. `data` has keys of `DATA`. Refuses an empty title."""
    actor.require(CHANGE, document)
    files.describe_file(
        file=document.file, title=title, kind=kind, description=description, rule=CHANGE,
        actor=actor, now=now,
    )  # fmt: skip
    document = (
        Document.objects.select_for_update(of=("self",)).select_related("file").get(pk=document.pk)
    )
    wanted = {key: data[key] for key in DATA if key in data}
    if name and (safe := names.safe_name(name)) != document.name:
        wanted["name"] = safe
    changes = {
        str(DATA.get(key, _("nome del file"))): [
            str(getattr(document, key) or "–"),
            str(value or "–"),
        ]
        for key, value in wanted.items()
        if getattr(document, key) != value
    }
    if changes:
        for key, value in wanted.items():
            setattr(document, key, value)
        document.save(update_fields=list(wanted))
        _tell(document, "described", _("Dati del documento cambiati."), actor, now, changes=changes)
    announce("community.document.described", subject=document, actor=actor)
    return document


@transaction.atomic
def rename_document(*, document: Document, name: str, actor: Actor, now: datetime) -> Document:
    """Change how a document is called in its folder; a title that came from the name follows."""
    actor.require(CHANGE, document)
    before, after = document.name, names.safe_name(name)
    if before == after:
        return document
    document.name = after
    document.save(update_fields=["name"])
    if document.file.title == names.title_from(before):
        files.describe_file(
            file=document.file, title=names.title_from(after), kind=document.file.kind,
            description=document.file.description, rule=CHANGE, actor=actor, now=now,
        )  # fmt: skip
    changes = {str(_("nome del file")): [before, after]}
    _tell(document, "described", _("Nome del file cambiato."), actor, now, changes=changes)
    announce("community.document.described", subject=document, actor=actor)
    return document


@transaction.atomic
def change_document_scope(
    *, document: Document, scope: str, is_widening_confirmed: bool, actor: Actor, now: datetime
) -> Document:
    """Change who sees a document, within its folder. Refuses to widen unconfirmed."""
    _require_within(scope, document.folder)
    files.change_scope(
        file=document.file, scope=scope, is_widening_confirmed=is_widening_confirmed, rule=CHANGE,
        actor=actor, now=now,
    )  # fmt: skip
    announce("community.document.scope_changed", subject=document, actor=actor)
    document.refresh_from_db()
    return document


@transaction.atomic
def change_validity(
    *,
    document: Document,
    validity: str,
    actor: Actor,
    now: datetime,
    superseded_by: Document | None = None,
) -> Document:
    """Say whether a document is to be followed, and which one takes its place.

    Refuses a document that supersedes itself, at once or through others.
    """
    actor.require(CHANGE, document)
    document = (
        Document.objects.select_for_update(of=("self",)).select_related("file").get(pk=document.pk)
    )
    successor = superseded_by if validity == Validity.SUPERSEDED else None
    _refuse_ring(document, successor)
    if (document.validity, document.superseded_by_id) == (validity, successor and successor.pk):
        return document
    before = document.get_validity_display()
    document.validity, document.superseded_by = validity, successor
    document.save(update_fields=["validity", "superseded_by"])
    after = document.get_validity_display()
    sentence = _("Documento: %(state)s.") % {"state": after}
    if successor:
        sentence = _("Superato da «%(title)s».") % {"title": successor}
    changes = {str(_("validità")): [str(before), str(after)]}
    _tell(document, "validity_changed", sentence, actor, now, changes=changes)
    name = "superseded" if validity == Validity.SUPERSEDED else "validity_changed"
    announce(f"community.document.{name}", subject=document, actor=actor)
    return document


def _refuse_ring(document: Document, successor: Document | None) -> None:
    seen, key = {document.pk}, successor and successor.pk
    while key:
        if key in seen:
            raise Refusal(
                _("Un documento non può essere superato da sé stesso, neppure passando per altri."),
                code="supersedes_itself",
            )
        seen.add(key)
        key = Document.objects.values_list("superseded_by", flat=True).get(pk=key)


@transaction.atomic
def restore_document(*, document: Document, actor: Actor, now: datetime) -> Document:
    """Take a document out of the bin. Refuses while its folder is in the bin."""
    if document.folder.is_trashed:
        raise Refusal(
            _("Ripristina prima la cartella «%(name)s», che lo contiene.")
            % {"name": document.folder},
            code="parent_in_bin",
        )
    taken = document.reports.filter(state=ReportState.UPHELD).last()
    if taken and not actor.can(CommunityPermission.DECIDE_REPORT, taken):
        raise Refusal(
            _("È stato tolto dopo una segnalazione: «%(why)s». Carica un documento corretto.")
            % {"why": taken.outcome},
            code="taken_away",
        )
    files.restore_file(
        file=document.file, rule=CommunityPermission.PUT_AWAY_DOCUMENT, actor=actor, now=now
    )
    announce("community.document.restored", subject=document, actor=actor)
    return document


def count_download(*, document: Document) -> None:
    """One more download; it leaves no line, and makes nobody wait."""
    Document.objects.filter(pk=document.pk).update(downloads=F("downloads") + 1)


def note_opening(*, document: Document, actor: Actor, now: datetime) -> None:
    """Remember for the person alone that he opened it; it leaves no line, and the oldest go."""
    mine = DocumentOpening.objects.filter(person_id=actor.person_id)
    if mine.filter(document=document).update(at=now):
        return
    DocumentOpening.objects.get_or_create(
        person_id=actor.person_id, document=document, defaults={"at": now}
    )
    oldest = mine.order_by("-at", "-pk").values_list("pk", flat=True)[OPENINGS_KEPT:]
    mine.filter(pk__in=list(oldest)).delete()


@transaction.atomic
def set_star(
    *,
    actor: Actor,
    now: datetime,
    on: bool,
    document: Document | None = None,
    folder: Folder | None = None,
) -> None:
    """Keep a document or a folder at hand, or no more."""
    if on:
        Star.objects.get_or_create(
            person_id=actor.person_id, document=document, folder=folder, defaults={"at": now}
        )
    else:
        Star.objects.filter(person=actor.person_id, document=document, folder=folder).delete()


def _tell(
    document: Document, what: str, sentence: str, actor: Actor, now: datetime, **data
) -> None:
    file = document.file
    trail.record(
        f"community.document.{what}", sentence, subject=file, reserved=file.is_reserved,
        actor=actor, now=now, **data,
    )  # fmt: skip
