"""The door: from a content and a claimed name to a verdict."""

from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from .. import formats, names
from ..limits import Limits
from ..terms import Signature
from . import archives, cms, documents, markup, refusals
from .sniff import sniff

PACKED = {one.media_type for one in formats.FORMATS if one.family in {
    formats.Family.TEXT_DOCUMENT, formats.Family.SPREADSHEET, formats.Family.SLIDES,
}} | {f"{formats.ODT.rpartition('.')[0]}.graphics"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Inner:
    """The document inside a signed envelope, in a temporary file that the caller closes."""

    content: BinaryIO
    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came in: its type, its name made safe, what was changed in the name and why."""

    media_type: str
    name: str
    note: str = ""
    signature: Signature = Signature.NONE
    inner: Inner | None = None


def inspect(content: BinaryIO, claimed_name: str, limits: Limits, *, depth: int = 0) -> Verdict:
    """Say what the content is; refuse with a sentence what may not come in."""
    safe = names.safe_name(claimed_name)
    extension = names.extension_of(safe)
    refuse_by_name(safe)
    media_type = sniff(content, extension)
    signature, inner = Signature.NONE, None
    if media_type == formats.P7M:
        signature, inner = Signature.CADES, _open(content, safe, limits, depth)
    else:
        signature = _check(content, media_type, limits)
    name, note = _agreed_name(claimed_name, safe, media_type)
    return Verdict(media_type, name, note, signature, inner)


def refuse_by_name(name: str) -> None:
    """Programs, macros and old formats are sent back by their name already."""
    extension = names.extension_of(name)
    if extension in formats.MACRO_EXTENSIONS:
        raise refusals.macros()
    if extension in formats.OLD_OFFICE_EXTENSIONS:
        raise refusals.old_office()
    if extension in {"html", "htm", "xhtml", "shtml", "mht", "mhtml", "iso", "img", "bin", "inf"}:
        raise refusals.unknown_format()
    if extension in formats.EXECUTABLE_EXTENSIONS:
        raise refusals.executable()


def _check(content: BinaryIO, media_type: str, limits: Limits) -> Signature:
    if media_type == formats.PDF:
        return documents.check_pdf(content)
    if media_type in PACKED or media_type == formats.ZIP:
        archives.measure(content, limits)
    if media_type in PACKED:
        documents.check_office(content)
    elif media_type in formats.RASTERS:
        documents.check_image(content, limits)
    elif media_type == formats.SVG:
        markup.check_svg(content)
    elif media_type == formats.XML:
        markup.check_xml(content)
    elif media_type in {"video/mp4", "audio/mpeg"}:
        documents.refuse_appended_archive(content)
    return Signature.NONE


def _open(content: BinaryIO, name: str, limits: Limits, depth: int) -> Inner | None:
    if depth >= limits.signature_depth:
        raise refusals.bomb()
    inside = cms.open_envelope(content)
    if inside is None:
        return None
    inner_name = name[: -len(".p7m")] if name.lower().endswith(".p7m") else name
    try:
        verdict = inspect(inside, inner_name, limits, depth=depth + 1)
    except Exception:
        inside.close()
        raise
    if verdict.inner is not None:
        inside.close()
        return verdict.inner
    return Inner(inside, verdict.name, verdict.media_type)


def _agreed_name(claimed: str, safe: str, media_type: str) -> tuple[str, str]:
    """Make name and content agree, and say what was changed."""
    known = formats.BY_TYPE[media_type]
    extension = names.extension_of(safe)
    if extension in known.extensions:
        changed = safe != claimed
        return safe, str(_("Nome reso sicuro.")) if changed else ""
    corrected = names.with_extension(
        safe, known.extensions[0], wrong=extension in formats.BY_EXTENSION and extension != "p7m"
    )
    note = _("Il contenuto è «%(format)s»: l'estensione del nome è stata corretta.") % {
        "format": known.label
    }
    return corrected, note
