"""What the room does by itself with a version: have it scanned, read its text, draw its pages."""

import tempfile
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import SYSTEM
from pico.core.announcements.board import announce
from pico.core.audit import trail

from .. import antivirus, vault
from ..limits import limits
from ..models import FileText, FileVersion
from ..reading import Reading, Task
from ..reading.apart import Unreadable, read_document
from ..schedule import later
from ..terms import ScanState, TextState
from .discarding import forget_contents
from .storing import publish


def scan_version(*, version_id: int, now: datetime) -> str:
    """Have a version scanned; `antivirus.OutOfOrder` leaves it as it was, to be tried again."""
    version = FileVersion.objects.filter(pk=version_id, scan_state=ScanState.SCANNING).first()
    if version is None:
        return ""
    if not antivirus.is_configured():
        return _accept(version, ScanState.UNVERIFIED, now)
    for key in filter(None, (version.key, version.inner_key)):
        finding = _scanned(version, key)
        if not finding.is_clean:
            return _block(version, finding.name, now)
    return _accept(version, ScanState.CLEAN, now)


def _scanned(version: FileVersion, key: str) -> antivirus.Finding:
    """Ask the antivirus; why it did not answer is kept for who waits."""
    try:
        return antivirus.scan(key)
    except antivirus.OutOfOrder as error:
        waiting = FileVersion.objects.filter(pk=version.pk, scan_state=ScanState.SCANNING)
        waiting.update(scan_detail=str(error)[:250])
        raise


@transaction.atomic
def _accept(version: FileVersion, state: str, now: datetime) -> str:
    if not _settle(version, state, "", now):
        return ""
    publish(version=version, actor=SYSTEM)
    trail.record(
        "files.version.scanned",
        _("Versione %(number)s: antivirus «%(state)s».")
        % {"number": version.number, "state": ScanState(state).label},
        subject=version.file, reserved=version.file.is_reserved, actor=SYSTEM, now=now,
    )  # fmt: skip
    later("pico.core.files.tasks.read_version", version_id=version.pk)
    return state


@transaction.atomic
def _block(version: FileVersion, detail: str, now: datetime) -> str:
    """Keep the row that tells the story, delete the bytes: nobody will ever open them."""
    if not _settle(version, ScanState.BLOCKED, detail, now):
        return ""
    trail.record(
        "files.version.blocked",
        _("Versione %(number)s bloccata dall'antivirus: %(detail)s.")
        % {"number": version.number, "detail": detail},
        subject=version.file, reserved=version.file.is_reserved, actor=SYSTEM, now=now,
    )  # fmt: skip
    announce(
        "files.version.blocked", subject=version.file, actor=SYSTEM,
        version=version.number, author=version.author_id,
    )  # fmt: skip
    gone = FileVersion(key=version.key, inner_key=version.inner_key, sha256=version.sha256)
    version.key, version.inner_key = "", ""
    version.text_state = TextState.NONE
    version.save(update_fields=["key", "inner_key", "text_state"])
    transaction.on_commit(lambda: forget_contents([gone]))
    return ScanState.BLOCKED


def _settle(version: FileVersion, state: str, detail: str, now: datetime) -> bool:
    """Write the outcome; False when another scan of the same version was faster."""
    version.scan_state, version.scan_detail, version.scanned_at = state, detail[:250], now
    waiting = FileVersion.objects.filter(pk=version.pk, scan_state=ScanState.SCANNING)
    return bool(waiting.update(scan_state=state, scan_detail=version.scan_detail, scanned_at=now))


def read_version(*, version_id: int) -> str:
    """Read the text and draw the first pages; a document that cannot be read stays without."""
    version = FileVersion.objects.filter(pk=version_id).first()
    if version is None or not version.is_available:
        return ""
    with tempfile.TemporaryDirectory(prefix="pico-read-") as folder:
        try:
            reading = read_document(_task(version, Path(folder)), limits())
        except Unreadable:
            return _note_reading(version, Reading(), TextState.FAILED)
        for page in range(1, reading.preview_count + 1):
            with open(Path(folder, f"{page}.png"), "rb") as picture:
                vault.put(picture, vault.preview_key(version.sha256, page))
    if not reading.text:
        return _note_reading(version, reading, TextState.NONE)
    state = TextState.READ if reading.is_whole else TextState.PARTIAL
    return _note_reading(version, reading, state)


def _task(version: FileVersion, folder: Path) -> Task:
    """The document itself, or the one inside its signed envelope."""
    bounds = limits()
    path = folder / "document"
    with path.open("wb") as target:
        vault.copy_to(version.inner_key or version.key, target)
    return Task(
        path=str(path),
        media_type=version.inner_media_type or version.media_type,
        folder=str(folder),
        characters=bounds.text_characters,
        pages=bounds.text_pages,
        preview_pages=bounds.preview_pages,
        preview_width=bounds.preview_width,
        pixels=bounds.image_pixels,
    )


@transaction.atomic
def _note_reading(version: FileVersion, reading: Reading, state: str) -> str:
    if reading.text:
        FileText.objects.update_or_create(version=version, defaults={"content": reading.text})
    version.text_state = state
    version.page_count = reading.page_count
    version.preview_count = reading.preview_count
    version.is_tagged = reading.is_tagged
    version.save(update_fields=["text_state", "page_count", "preview_count", "is_tagged"])
    announce("files.version.read", subject=version.file, actor=SYSTEM)
    return state
