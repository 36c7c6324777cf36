"""Uploads in pieces: start, append, finish. Cut in the middle, they go on from where they were."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.foundation.errors import Refusal

from .. import names, queries, vault
from ..inspection import inspect, refuse_by_name
from ..limits import limits
from ..models import FileVersion, StoredFile, Upload
from ..permissions import FilesPermission
from .discarding import drop_upload, forget_pieces
from .storing import add_version, upload_file


def start_upload(*, name: str, size: int, actor: Actor, now: datetime, mark: str = "") -> Upload:
    """Open an upload, or go on with the one of the same name, size and mark that was cut.

    Refuses at once what could not be stored at the end, and too many open ones.
    """
    actor.require(FilesPermission.UPLOAD)
    bounds = limits()
    if size <= 0:
        raise Refusal(_("Il file è vuoto: controlla di aver scelto quello giusto."), code="empty")
    if size > bounds.max_bytes:
        raise Refusal(
            _("Il file supera %(size)s: riducilo o dividilo.")
            % {"size": filesizeformat(bounds.max_bytes)},
            code="too_big",
        )
    refuse_by_name(names.safe_name(name))
    if mark and (
        found := queries.cut_upload(actor, name=names.safe_name(name), size=size, mark=mark)
    ):
        return found
    if queries.own_uploads(actor).count() >= bounds.open_uploads:
        raise Refusal(
            _("Hai troppi caricamenti a metà: finiscine uno prima di cominciarne un altro."),
            code="too_many_uploads",
        )
    return Upload.objects.create(
        person_id=actor.person_id,
        ente_id=actor.ente_id,
        name=names.safe_name(name),
        size=size,
        mark=mark,
        started_at=now,
        touched_at=now,
    )


def stage_upload(*, content: BinaryIO, name: str, actor: Actor, now: datetime) -> Upload:
    """Keep a whole file until its form arrives. Refuses at once what could not be stored."""
    size = content.seek(0, 2)
    upload = start_upload(name=name, size=size, actor=actor, now=now)
    try:
        verdict = inspect(content, name, limits())
        if verdict.inner:
            verdict.inner.content.close()
        content.seek(0)
        for offset in range(0, size, limits().chunk_bytes):
            with tempfile.SpooledTemporaryFile(vault.PIECE) as piece:
                piece.write(content.read(limits().chunk_bytes))
                upload = append_piece(
                    upload=upload, offset=offset, content=piece, actor=actor, now=now
                )
    except Exception:
        drop_upload(upload)
        raise
    return upload


def check_upload(*, upload: Upload, actor: Actor) -> Upload:
    """Judge a complete upload before its form comes; what could not be stored is refused and dropped."""
    actor.require(FilesPermission.UPLOAD)
    if not upload.is_complete:
        raise Refusal(_("Mancano ancora dei pezzi: riprendi il caricamento."), code="incomplete")
    with _whole(upload) as content:
        try:
            verdict = inspect(content, upload.name, limits())
        except Refusal:
            drop_upload(upload)
            raise
        if verdict.inner:
            verdict.inner.content.close()
    return upload


@contextmanager
def _whole(upload: Upload) -> Iterator[BinaryIO]:
    """The pieces put together on disk."""
    with tempfile.TemporaryFile() as content:
        for key in upload.pieces:
            vault.copy_to(key, content)
        yield content


def cancel_upload(*, upload: Upload, actor: Actor) -> None:
    """Give an upload up. Refuses who did not start it."""
    actor.require(FilesPermission.UPLOAD)
    if upload.person_id != actor.person_id:
        raise Refusal(_("Questo caricamento è di un'altra persona."), code="not_permitted")
    drop_upload(upload)


def append_piece(
    *, upload: Upload, offset: int, content: BinaryIO, actor: Actor, now: datetime
) -> Upload:
    """Add a whole piece at the offset reached.

    Refuses another offset (the answer says which is right), a piece too long, and one that passes
    the size told at the start. A piece that did not arrive whole leaves nothing.
    """
    actor.require(FilesPermission.UPLOAD)
    size = content.seek(0, 2)
    if not 0 < size <= limits().chunk_bytes:
        raise Refusal(_("Pezzo di dimensione non valida."), code="bad_piece")
    key = (
        f"uploads/{upload.pk.hex}/{offset:015d}-{hashlib.sha256(str(now).encode()).hexdigest()[:8]}"
    )
    content.seek(0)
    with transaction.atomic():
        upload = Upload.objects.select_for_update().get(pk=upload.pk)
        if offset != upload.received:
            raise Refusal(
                _("Il caricamento è arrivato a %(offset)s byte: riprendi da lì.")
                % {"offset": upload.received},
                code="wrong_offset",
            )
        if offset + size > upload.size:
            raise Refusal(_("Il file è più lungo di quanto dichiarato."), code="too_long")
        vault.put_piece(content, key)
        upload.received += size
        upload.pieces = [*upload.pieces, key]
        upload.touched_at = now
        upload.save(update_fields=["received", "pieces", "touched_at"])
    return upload


def finish_upload(
    *,
    upload: Upload,
    sha256: str | None,
    actor: Actor,
    now: datetime,
    file: StoredFile | None = None,
    **fields,
) -> StoredFile | FileVersion:
    """Turn a complete upload into a new file, or into a version of `file`.

    Refuses one that is not complete, one that is already a file, and one whose SHA-256 is not the
    one told: it is then dropped.
    None as digest: the whole came in one request, nobody put it together from pieces.
    """
    if not upload.is_complete:
        raise Refusal(_("Mancano ancora dei pezzi: riprendi il caricamento."), code="incomplete")
    with _whole(upload) as content:
        if sha256 is not None and vault.digest(content) != sha256.lower():
            drop_upload(upload)
            raise Refusal(_("Il file è arrivato alterato: caricalo di nuovo."), code="wrong_digest")
        action = upload_file if file is None else add_version
        target = {} if file is None else {"file": file}
        with transaction.atomic():
            stored = action(
                content=content, name=upload.name, actor=actor, now=now, **target, **fields
            )
            _use_up(upload)
    forget_pieces(upload)
    return stored


def _use_up(upload: Upload) -> None:
    """Take the row away; refuse, and so undo the file, when a second click was faster."""
    taken, _by_kind = Upload.objects.filter(pk=upload.pk).delete()
    if not taken:
        raise Refusal(
            _("Questo caricamento è già concluso: trovi il file nell'elenco."), code="finished"
        )
