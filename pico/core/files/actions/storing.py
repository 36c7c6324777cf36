"""Put a new file, or a new version of one, in the library."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal

from .. import antivirus, names, queries, vault
from ..inspection import Verdict, inspect
from ..limits import limits
from ..models import FileVersion, StoredFile
from ..permissions import FilesPermission
from ..schedule import later
from ..terms import FileKind, ScanState
from ._levels import require_scope


@dataclass(frozen=True, slots=True)
class Arrival:
    """A content that was inspected, with its digest."""

    content: BinaryIO
    size: int
    sha256: str
    verdict: Verdict


def upload_file(
    *,
    content: BinaryIO,
    name: str,
    scope: str,
    actor: Actor,
    now: datetime,
    title: str = "",
    description: str = "",
    kind: str = FileKind.OTHER,
    module: str = "",
    place: str = "",
    is_twin_wanted: bool = False,
) -> StoredFile:
    """Store a new file of the ente acted for, as version 1.0.

    `module` and `place`: of which module's record it is, and where that module keeps it.

    Refuses what is too big, over the quota, of a format not accepted, dangerous; and a content that
    the ente's library already has, unless it is wanted twice.
    """
    actor.require(FilesPermission.UPLOAD)
    require_scope(scope=scope, actor=actor)
    with _arrival(content, name, actor.ente_id) as arrival:
        if not (is_twin_wanted or module):
            _refuse_twin(arrival, actor)
        with transaction.atomic():
            file = StoredFile.objects.create(
                owner_id=actor.ente_id,
                author_id=actor.person_id,
                scope=scope,
                created_at=now,
                changed_at=now,
                title=names.clean(title) or names.title_from(arrival.verdict.name),
                description=description.strip(),
                kind=kind,
                module=module,
                place=place,
            )
            version = _store(file, arrival, (1, 0), "", actor, now)
            trail.record(
                "files.file.uploaded",
                _("File «%(title)s» caricato.") % {"title": file.title},
                subject=file, reserved=file.is_reserved, actor=actor, now=now,
                sha256=arrival.sha256, scope=scope,
            )  # fmt: skip
            _welcome(version, actor)
    file.refresh_from_db()
    return file


def add_version(
    *,
    file: StoredFile,
    content: BinaryIO,
    name: str,
    note: str,
    actor: Actor,
    now: datetime,
    is_major: bool = False,
    rule: str = FilesPermission.CHANGE,
) -> FileVersion:
    """Add a version: nothing is overwritten. Refuses the very content of the last version.

    `rule` is the permission asked of the file: that of the module whose record it is.
    """
    actor.require(rule, file)
    with _arrival(content, name, file.owner_id) as arrival, transaction.atomic():
        file = StoredFile.objects.select_for_update().get(pk=file.pk)
        _refuse_trashed(file)
        last = file.versions.first()
        if last and last.sha256 == arrival.sha256:
            raise Refusal(
                _("Il contenuto è identico alla versione %(number)s: non serve ricaricarlo.")
                % {"number": last.number},
                code="same_content",
            )
        number = _next_number(last, is_major)
        version = _store(file, arrival, number, note.strip()[:500], actor, now)
        file.changed_at = now
        file.save(update_fields=["changed_at"])
        trail.record(
            "files.version.added",
            _("Versione %(number)s aggiunta.") % {"number": version.number},
            subject=file, reserved=file.is_reserved, actor=actor, now=now,
            sha256=arrival.sha256, note=version.note,
        )  # fmt: skip
        _welcome(version, actor)
    version.refresh_from_db()
    return version


def _next_number(last: FileVersion | None, is_major: bool) -> tuple[int, int]:
    if last is None:
        return 1, 0
    return (last.major + 1, 0) if is_major else (last.major, last.minor + 1)


@contextmanager
def _arrival(content: BinaryIO, name: str, ente_id: int) -> Iterator[Arrival]:
    """Measure, digest and inspect; the content is read piece by piece."""
    bounds = limits()
    size = content.seek(0, 2)
    if size > bounds.max_bytes:
        raise Refusal(
            _("Il file supera %(size)s: riducilo o dividilo.")
            % {"size": filesizeformat(bounds.max_bytes)},
            code="too_big",
        )
    if queries.used_bytes(ente_id) + size > bounds.quota_bytes:
        raise Refusal(
            _("Lo spazio dell'ente è esaurito: svuota il cestino o chiedi più spazio a UPI."),
            code="quota_exceeded",
        )
    sha256 = vault.digest(content)
    if queries.is_known_bad(sha256):
        raise Refusal(
            _("Questo contenuto è già stato bloccato dall'antivirus."), code="blocked_content"
        )
    verdict = inspect(content, name, bounds)
    try:
        yield Arrival(content, size, sha256, verdict)
    finally:
        if verdict.inner is not None:
            verdict.inner.content.close()


def _refuse_twin(arrival: Arrival, actor: Actor) -> None:
    twin = queries.twins(arrival.sha256, owner_id=actor.ente_id, actor=actor).first()
    if twin:
        raise Refusal(
            _("Questo file c'è già: «%(title)s». Spunta «Carica anche i doppioni» per averne due.")
            % {"title": twin.title},
            code="duplicate",
        )


def _refuse_trashed(file: StoredFile) -> None:
    if file.is_trashed:
        raise Refusal(_("Il file è nel cestino: ripristinalo prima."), code="trashed")


def _store(
    file: StoredFile,
    arrival: Arrival,
    number: tuple[int, int],
    note: str,
    actor: Actor,
    now: datetime,
) -> FileVersion:
    """Write the row, then the bytes: a failure of the bytes takes the row back with it."""
    verdict = arrival.verdict
    scanned = antivirus.is_configured()
    version = FileVersion(
        file=file,
        major=number[0],
        minor=number[1],
        name=verdict.name,
        name_note=verdict.note,
        key=vault.key_of(arrival.sha256),
        media_type=verdict.media_type,
        size=arrival.size,
        sha256=arrival.sha256,
        signature=verdict.signature,
        note=note,
        author_id=actor.person_id,
        at=now,
        scan_state=ScanState.SCANNING if scanned else ScanState.UNVERIFIED,
    )
    _store_inner(version, verdict)
    version.save(force_insert=True)
    vault.put(arrival.content, version.key)
    return version


def _store_inner(version: FileVersion, verdict: Verdict) -> None:
    """The document inside a signed envelope rests beside it, so that it opens with one click."""
    if verdict.inner is None:
        return
    content = verdict.inner.content
    version.inner_key = vault.key_of(vault.digest(content))
    version.inner_name = verdict.inner.name
    version.inner_media_type = verdict.inner.media_type
    version.inner_size = content.seek(0, 2)
    vault.put(content, version.inner_key)


def _welcome(version: FileVersion, actor: Actor) -> None:
    """Publish at once what nobody will scan; else ask the antivirus. The text is read afterwards."""
    if version.is_available:
        publish(version=version, actor=actor)
        later("pico.core.files.tasks.read_version", version_id=version.pk)
    else:
        later("pico.core.files.tasks.scan_version", version_id=version.pk)


def publish(*, version: FileVersion, actor: Actor) -> None:
    """Make an available version the one that readers get, unless a later one already is."""
    file = StoredFile.objects.select_for_update().get(pk=version.file_id)
    available = next((one for one in file.versions.all() if one.is_available), None)
    is_first = file.current_id is None
    if available is None or available == file.current:
        return
    file.current = available
    file.save(update_fields=["current"])
    name = "files.file.published" if is_first else "files.version.added"
    announce(name, subject=file, actor=actor, version=available.number, scope=file.scope)
