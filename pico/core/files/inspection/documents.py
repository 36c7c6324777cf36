"""Office documents, PDF, images: what each may not carry."""

import re
import warnings
import zipfile
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from ..limits import Limits
from ..terms import Signature
from . import refusals

PIECE = 256 * 1024
RASTER_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF")
OVERLAP = 64
END_OF_ZIP = b"PK\x05\x06"
SCRIPT = re.compile(rb"<(script|html|iframe|!doctype\s+html|\?php)[\s>]", re.I)
REMOTE_TEMPLATE = re.compile(
    rb"attachedTemplate[^>]*TargetMode=.External|TargetMode=.External[^>]*attachedTemplate"
)
MACRO_PARTS = re.compile(
    r"(vbaProject\.bin|vbaData\.xml|/activeX/|/macrosheets/|/dialogsheets/|^Basic/.+\.xml$|^Scripts/.+)",
    re.I,
)
HARMLESS_PARTS = re.compile(r"^(Basic/script-lc\.xml|Basic/[^/]+/script-lb\.xml)$")


def check_office(content: BinaryIO) -> None:
    """Refuse macros and templates fetched from elsewhere, in OOXML and in OpenDocument."""
    with zipfile.ZipFile(content) as archive:
        for name in archive.namelist():
            if MACRO_PARTS.search(name) and not HARMLESS_PARTS.match(name):
                raise refusals.macros()
            if name.endswith("settings.xml.rels"):
                with archive.open(name) as member:
                    if REMOTE_TEMPLATE.search(member.read(1024 * 1024)):
                        raise refusals.remote_template()


def check_pdf(content: BinaryIO) -> Signature:
    """Refuse a PDF that is also a page or an archive; say whether it carries a signature."""
    content.seek(0)
    head = content.read(1024)
    if SCRIPT.search(head):
        raise refusals.double_nature()
    refuse_appended_archive(content)
    tail = _tail(content)
    ending = tail.rfind(b"%%EOF")
    if ending < 0:
        raise refusals.damaged()
    if SCRIPT.search(tail[ending:]):
        raise refusals.double_nature()
    signed = contains(content, re.compile(rb"/ByteRange\s*\["))
    return Signature.PADES if signed else Signature.NONE


def _tail(content: BinaryIO, length: int = 66_000) -> bytes:
    size = content.seek(0, 2)
    content.seek(max(0, size - length))
    return content.read()


def refuse_appended_archive(content: BinaryIO) -> None:
    """An end-of-archive record whose comment ends exactly with the file means: also a ZIP."""
    tail = _tail(content)
    at = tail.rfind(END_OF_ZIP)
    while at >= 0:
        comment = int.from_bytes(tail[at + 20 : at + 22], "little")
        if (
            len(tail) - at >= 22
            and at + 22 + comment <= len(tail)
            and tail[at + 4 : at + 8] == b"\0" * 4
        ):
            raise refusals.double_nature()
        at = tail.rfind(END_OF_ZIP, 0, at)


def contains(content: BinaryIO, pattern: re.Pattern[bytes]) -> bool:
    """Search a whole content piece by piece."""
    content.seek(0)
    before = b""
    while piece := content.read(PIECE):
        if pattern.search(before + piece):
            return True
        before = piece[-OVERLAP:]
    return False


def check_image(content: BinaryIO, limits: Limits) -> None:
    """Refuse an image that does not decode, is too big once opened, or carries something else."""
    refuse_appended_archive(content)
    if contains(content, SCRIPT):
        raise refusals.double_nature()
    content.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(content, formats=RASTER_FORMATS) as image:
                if image.width * image.height > limits.image_pixels:
                    raise refusals.too_many_pixels()
                image.verify()
    except Image.DecompressionBombError as error:
        raise refusals.too_many_pixels() from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise refusals.damaged() from error
