"""The media type of a content, from the content alone."""

import codecs
import json
import re
import zipfile
from typing import BinaryIO

import filetype

from .. import formats
from . import directory, refusals

HEAD = 8192
TOO_LONG_TO_PARSE = 5_000_000
EXECUTABLE_HEADS = (
    b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"#!", b"dex\n", b"L\x00\x00\x00\x01\x14\x02\x00",
)  # fmt: skip
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF = b"{\\rtf"
HTML = re.compile(
    rb"^\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|script|iframe|style|title|h1|div|font|"
    rb"table|a|br|p|img|\?php|%)[\s>/=]",
    re.I | re.S,
)
XML_START = re.compile(
    rb"^\s*(<\?xml|<!--|<!DOCTYPE\s+svg|<svg|<[A-Za-z_][\w.-]*(:[\w.-]+)?[\s>/])", re.I
)
GIF_AS_SCRIPT = re.compile(rb"^GIF8[79]a\s*(/\*|=|//)")


def sniff(content: BinaryIO, name_extension: str) -> str:
    """Return the media type; refuse what is executable, old, double-natured or not accepted.

    The extension chooses only among kinds of plain text, which content cannot tell apart.
    """
    content.seek(0)
    head = content.read(HEAD)
    if not head:
        raise refusals.empty()
    if head.startswith(EXECUTABLE_HEADS) and not _is_text_comment(head, name_extension):
        raise refusals.executable()
    if head.startswith((OLE, RTF)):
        raise refusals.old_office()
    if head.lstrip(b"\xef\xbb\xbf\r\n\t \x00").startswith(b"%PDF-"):
        return formats.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_type(content)
    if GIF_AS_SCRIPT.match(head):
        raise refusals.double_nature()
    return (
        _known_binary(head) or _signed(head, name_extension) or _text(content, head, name_extension)
    )


def _is_text_comment(head: bytes, extension: str) -> bool:
    """«MZ…» may begin an ordinary sentence; «#!» and the rest never."""
    return (
        head.startswith(b"MZ") and extension in {"txt", "csv", "tsv", "md"} and b"\x00" not in head
    )


def _known_binary(head: bytes) -> str | None:
    guess = filetype.guess(head)
    if guess is None:
        return None
    if guess.mime in formats.RASTERS or guess.mime in {"video/mp4", "audio/mpeg"}:
        return guess.mime
    if guess.mime == "video/x-m4v":
        return "video/mp4"
    if guess.mime == "application/rtf":
        raise refusals.old_office()
    if b"\x00" in head:
        raise refusals.unknown_format()
    return None


def _zip_type(content: BinaryIO) -> str:
    directory.refuse_crowded(content)
    try:
        with zipfile.ZipFile(content) as archive:
            names = set(archive.namelist())
            if "[Content_Types].xml" in names:
                return _ooxml_type(_small(archive, "[Content_Types].xml"))
            if "mimetype" in names:
                return _odf_type(_small(archive, "mimetype").decode("ascii", "replace").strip())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise refusals.damaged() from error
    return formats.ZIP


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    """Read a small member; one that pretends to be small is cut."""
    with archive.open(name) as member:
        return member.read(1024 * 1024)


def _ooxml_type(content_types: bytes) -> str:
    if b"macroEnabled" in content_types:
        raise refusals.macros()
    for media_type in formats.BY_TYPE:
        if f"{media_type}.main+xml".encode() in content_types:
            return media_type
    raise refusals.unknown_format()


def _odf_type(media_type: str) -> str:
    if media_type in formats.BY_TYPE and "opendocument" in media_type:
        return media_type
    raise refusals.unknown_format()


def _signed(head: bytes, extension: str) -> str | None:
    """PKCS#7 signed data: DER or BER, or the same in PEM or bare base64."""
    oid = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
    if head[:1] == b"\x30" and oid in head[:32]:
        return formats.P7M
    if head.startswith((b"-----BEGIN PKCS7-----", b"-----BEGIN CMS-----")):
        return formats.P7M
    if extension == "p7m" and re.match(rb"^MI[A-Za-z0-9+/\r\n]{60}", head):
        return formats.P7M
    return None


def _text(content: BinaryIO, head: bytes, extension: str) -> str:
    if HTML.match(head.lstrip(b"\xef\xbb\xbf")):
        raise refusals.unknown_format()
    if not _is_text(content):
        raise refusals.unknown_format()
    plain = head.lstrip(b"\xef\xbb\xbf")
    if extension == "svg" or (re.search(rb"<svg[\s>]", plain[:1024]) and XML_START.match(plain)):
        return formats.SVG
    if XML_START.match(plain) and (
        extension in {"xml", "gml", "kml", "xsd"} or b"<?xml" in plain[:200]
    ):
        return formats.XML
    if extension in {"json", "geojson"}:
        return _json(content)
    known = formats.BY_EXTENSION.get(extension)
    return known.media_type if known and known.media_type in formats.TEXTS else formats.TEXT


def _is_text(content: BinaryIO) -> bool:
    """Readable characters from end to end, in UTF-8, UTF-16 with its mark, or Latin-1."""
    content.seek(0)
    first = content.read(4)
    encoding = "utf-16" if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"
    return any(_decodes(content, one) for one in dict.fromkeys((encoding, "cp1252")))


def _decodes(content: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    content.seek(0)
    try:
        while piece := content.read(256 * 1024):
            if _has_controls(decoder.decode(piece)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def _has_controls(text: str) -> bool:
    return CONTROLS.search(text) is not None


def _json(content: BinaryIO) -> str:
    content.seek(0, 2)
    if content.tell() <= TOO_LONG_TO_PARSE:
        content.seek(0)
        try:
            json.load(content)
        except (ValueError, RecursionError) as error:
            raise refusals.damaged() from error
    return "application/json"
