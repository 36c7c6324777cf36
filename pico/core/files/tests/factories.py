"""Files for tests: made by the real action, with real contents."""

import io
import zipfile
from datetime import UTC, datetime
from itertools import count

import docx
import openpyxl
from django.core.files.base import ContentFile
from odfdo import Document, Paragraph
from PIL import Image

from pico.core.files import actions
from pico.core.files.models import StoredFile
from pico.core.files.terms import ScanState
from pico.core.testing.factories import actor_of

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
_numbers = count(1)


def make_file(owner, author, scope, title="Verbale di prova", content=None, name="", **fields):
    """A text file of the library, available at once; the author works for the owner."""
    content = content if content is not None else f"Prova numero {next(_numbers)}.".encode()
    wider = scope == "public"
    file = actions.upload_file(
        content=ContentFile(content),
        name=name or "prova.txt",
        title=title,
        scope=f"usr:{author.pk}" if wider else scope,
        actor=actor_of(author),
        now=NOW,
        is_twin_wanted=True,
        **fields,
    )
    if wider or file.owner_id != owner.pk:  # levels that only an editor may give
        StoredFile.objects.filter(pk=file.pk).update(scope=scope, owner=owner)
        file.refresh_from_db()
    return file


def make_pdf(text: str = "Delibera di prova", tail: bytes = b"") -> bytes:
    """A small real PDF of one page."""
    stream = f"BT /F1 24 Tf 72 720 Td ({text}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    made, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    made += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return made + tail


def make_zip(entries: dict[str, bytes], compression=zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return made.getvalue()


def make_docx(text: str = "Regolamento di prova", extra: dict[str, bytes] | None = None) -> bytes:
    """A real Word document, with parts added by hand."""
    document = docx.Document()
    document.add_paragraph(text)
    made = io.BytesIO()
    document.save(made)
    return _with_parts(made, extra)


def make_odt(text: str = "Convenzione di prova", extra: dict[str, bytes] | None = None) -> bytes:
    document = Document("text")
    document.body.clear()
    document.body.append(Paragraph(text))
    made = io.BytesIO()
    document.save(made)
    return _with_parts(made, extra)


def make_xlsx(rows: list[list]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def make_image(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "#0066cc").save(made, kind)
    return made.getvalue()


def make_p7m(inner: bytes, *, pieces: bool = False) -> bytes:
    """The shape of a CAdES envelope around `inner`, in DER, or in BER with pieces as some write it."""

    def tlv(tag: int, body: bytes) -> bytes:
        length = len(body)
        if length < 128:
            return bytes([tag, length]) + body
        size = (length.bit_length() + 7) // 8
        return bytes([tag, 0x80 | size]) + length.to_bytes(size, "big") + body

    data_oid = bytes.fromhex("06092a864886f70d010701")
    signed_oid = bytes.fromhex("06092a864886f70d010702")
    if pieces:
        parts = b"".join(tlv(0x04, inner[i : i + 100]) for i in range(0, len(inner), 100))
        octets = b"\x24\x80" + parts + b"\0\0"
        content = b"\x30\x80" + data_oid + b"\xa0\x80" + octets + b"\0\0" + b"\0\0"
    else:
        content = tlv(0x30, data_oid + tlv(0xA0, tlv(0x04, inner)))
    signed = tlv(0x30, tlv(0x02, b"\1") + tlv(0x31, b"") + content + tlv(0x31, b""))
    return tlv(0x30, signed_oid + tlv(0xA0, signed))


def _with_parts(made: io.BytesIO, extra: dict[str, bytes] | None) -> bytes:
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return made.getvalue()


def set_scan_state(file, state=ScanState.SCANNING):
    """A file as it stands while the antivirus has it."""
    file.versions.update(scan_state=state)
    StoredFile.objects.filter(pk=file.pk).update(current=None)
    file.refresh_from_db()
    return file
