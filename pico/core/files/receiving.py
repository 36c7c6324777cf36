"""Bodies received with a limit, on disk and not in memory."""

import base64
import re
import tempfile
from typing import BinaryIO

from django.core.files.uploadhandler import (
    FileUploadHandler,
    StopUpload,
    TemporaryFileUploadHandler,
)
from django.http import HttpRequest, UnreadablePostError
from django.utils.translation import gettext as _

from pico.core.foundation.errors import Refusal

from . import vault
from .limits import KB, limits
from .permissions import FilesPermission

PIECE = 256 * KB
ENVELOPE = 1024 * KB  # the other fields of a form
DIGEST = re.compile(r"sha-256=:([A-Za-z0-9+/]{43}=):")


class LimitHandler(FileUploadHandler):
    """Stop reading a form whose files together pass what one form may carry."""

    def __init__(self, request: HttpRequest, limit: int) -> None:
        super().__init__(request)
        self.left = limit

    def receive_data_chunk(self, raw_data, start):
        self.left -= len(raw_data)
        if self.left < 0:
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size):
        return None


def limited(request, *, files: int = 1) -> None:
    """Refuse before reading: who may not upload at all, and a form too big for so many files.

    What is read goes to disk, whatever its size. To be called before anything reads `request.POST`,
    so before the check of CSRF.
    """
    if request.method != "POST":
        return
    request.actor.require(FilesPermission.UPLOAD)
    bounds = limits()
    most = min(bounds.max_bytes * files, max(bounds.max_bytes, bounds.form_bytes)) + ENVELOPE
    request.upload_handlers = [LimitHandler(request, most), TemporaryFileUploadHandler(request)]
    told = request.META.get("CONTENT_LENGTH") or "0"
    if told.isdigit() and int(told) > most:
        raise Refusal(
            _("I file insieme sono troppo grandi: caricane meno per volta."), code="too_big"
        )


def received_piece(request: HttpRequest) -> BinaryIO:
    """The body of a PUT in a temporary file; one that did not arrive whole, or as sent, is refused.

    The sender may tell its digest (Content-Digest, RFC 9530, SHA-256).
    """
    most = limits().chunk_bytes
    told = request.META.get("CONTENT_LENGTH") or ""
    if not told.isdigit() or not 0 < int(told) <= most:
        raise Refusal(_("Pezzo di dimensione non valida."), code="bad_piece")
    target = tempfile.SpooledTemporaryFile(PIECE)  # noqa: SIM115 - handed to the caller
    left = int(told)
    try:
        while left > 0 and (piece := request.read(min(PIECE, left))):
            target.write(piece)
            left -= len(piece)
    except UnreadablePostError:
        left = max(left, 1)
    if left:
        raise Refusal(_("Il pezzo non è arrivato intero: invialo di nuovo."), code="cut_piece")
    told = DIGEST.search(request.headers.get("Content-Digest", ""))
    if told and base64.b64decode(told[1]).hex() != vault.digest(target):
        raise Refusal(_("Il pezzo è arrivato alterato: invialo di nuovo."), code="wrong_digest")
    return target
