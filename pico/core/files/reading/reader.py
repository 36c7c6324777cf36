"""Text and previews of one document on disk. Knows nothing of Django: it also runs on its own."""

import contextlib
import csv
import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import defusedxml.ElementTree as safe_xml
import pypdfium2
from PIL import Image, ImageOps

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ODF_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
ODF_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
PAGE_PIXELS = 40_000_000


@dataclass(frozen=True, slots=True)
class Task:
    """Which document to read, as what, how much of it, and where to put the pictures."""

    path: str
    media_type: str
    folder: str
    characters: int
    pages: int
    preview_pages: int
    preview_width: int
    pixels: int


@dataclass(frozen=True, slots=True)
class Reading:
    """`is_whole` is False when a limit cut the text."""

    text: str = ""
    is_whole: bool = True
    page_count: int | None = None
    preview_count: int = 0
    is_tagged: bool | None = None  # of a PDF: readable by assistive technology


def read(task: Task) -> Reading:
    """Read what can be read of this type; an unreadable document raises."""
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    kind = task.media_type
    if kind == "application/pdf":
        return _read_pdf(task)
    if kind.startswith("image/") and kind != "image/svg+xml":
        return _read_image(task)
    if "wordprocessingml" in kind:
        return _collected(_docx_pieces(task), task)
    if "spreadsheetml" in kind:
        return _collected(_xlsx_pieces(task), task)
    if "presentationml" in kind:
        return _collected(_pptx_pieces(task), task)
    if "opendocument" in kind:
        return _collected(_odf_pieces(task), task)
    if kind in {"text/plain", "text/csv", "application/json"}:
        return _collected(_plain_pieces(task), task)
    if kind in {"application/xml", "image/svg+xml"}:
        return _collected(_xml_pieces(task), task)
    return Reading()


def _collected(pieces: Iterator[str], task: Task, **more) -> Reading:
    """Put pieces together until the limit; NUL is taken away: PostgreSQL refuses it."""
    found, length = [], 0
    for piece in pieces:
        piece = piece.replace("\x00", "")
        found.append(piece[: task.characters - length])
        length += len(piece)
        if length > task.characters:
            return Reading("".join(found).strip(), is_whole=False, **more)
    return Reading("".join(found).strip(), **more)


def _read_pdf(task: Task) -> Reading:
    with contextlib.closing(pypdfium2.PdfDocument(task.path)) as document:
        total = len(document)
        shown = 0
        for index in range(min(total, task.preview_pages)):
            _draw_page(document, index, task)
            shown += 1
        reading = _collected(_pdf_pieces(document, task), task)
        is_whole = reading.is_whole and total <= task.pages
        return Reading(reading.text, is_whole, total, shown, document.is_tagged())


def _pdf_pieces(document, task: Task) -> Iterator[str]:
    for index in range(min(len(document), task.pages)):
        with (
            contextlib.closing(document[index]) as page,
            contextlib.closing(page.get_textpage()) as text,
        ):
            yield text.get_text_range().replace("\r\n", "\n") + "\n"


def _draw_page(document, index: int, task: Task) -> None:
    with contextlib.closing(document[index]) as page:
        width, height = page.get_size()
        scale = task.preview_width / max(width, 1)
        if width * height * scale * scale > PAGE_PIXELS:
            scale = (PAGE_PIXELS / (width * height)) ** 0.5
        picture = page.render(scale=scale).to_pil().convert("RGB")
        picture.save(Path(task.folder, f"{index + 1}.png"), optimize=True)


def _read_image(task: Task) -> Reading:
    with Image.open(task.path, formats=("PNG", "JPEG", "GIF", "WEBP", "TIFF")) as image:
        if image.width * image.height > task.pixels:
            raise ValueError("too many pixels")
        image.draft("RGB", (task.preview_width, task.preview_width))
        picture = ImageOps.exif_transpose(image)
        picture.thumbnail((task.preview_width, task.preview_width * 2))
        mode = "RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB"
        picture.convert(mode).save(Path(task.folder, "1.png"))
    return Reading(preview_count=1)


def _elements(archive: zipfile.ZipFile, name: str) -> Iterator:
    """Each element of a part as it ends; what was yielded is let go."""
    with archive.open(name) as part:
        for _event, element in safe_xml.iterparse(part, forbid_dtd=True):
            yield element


def _docx_pieces(task: Task) -> Iterator[str]:
    with zipfile.ZipFile(task.path) as archive:
        for element in _elements(archive, "word/document.xml"):
            if element.tag == f"{W}t":
                yield element.text or ""
            elif element.tag in {f"{W}tab", f"{W}br"}:
                yield " "
            elif element.tag == f"{W}p":
                yield "\n"
                element.clear()


def _pptx_pieces(task: Task) -> Iterator[str]:
    with zipfile.ZipFile(task.path) as archive:
        slides = [n for n in archive.namelist() if n.startswith("ppt/slides/slide")]
        for name in sorted(slides, key=lambda one: (len(one), one)):
            for element in _elements(archive, name):
                if element.tag == f"{A}t":
                    yield element.text or ""
                elif element.tag == f"{A}p":
                    yield "\n"
                    element.clear()


def _xlsx_pieces(task: Task) -> Iterator[str]:
    """Rows as lines, cells parted by tabs: shared strings are read once, within the limit."""
    with zipfile.ZipFile(task.path) as archive:
        names = archive.namelist()
        shared = _shared_strings(archive, task) if "xl/sharedStrings.xml" in names else []
        sheets = [n for n in names if n.startswith("xl/worksheets/sheet")]
        for name in sorted(sheets, key=lambda one: (len(one), one)):
            for element in _elements(archive, name):
                if element.tag == f"{S}row":
                    cells = (_cell_text(cell, shared) for cell in element.iter(f"{S}c"))
                    yield "\t".join(filter(None, cells)) + "\n"
                    element.clear()


def _shared_strings(archive: zipfile.ZipFile, task: Task) -> list[str]:
    found, length = [], 0
    for element in _elements(archive, "xl/sharedStrings.xml"):
        if element.tag == f"{S}si":
            text = "".join(t.text or "" for t in element.iter(f"{S}t"))
            length += len(text)
            if length > task.characters * 2:
                break
            found.append(text)
            element.clear()
    return found


def _cell_text(cell, shared: list[str]) -> str:
    value = cell.findtext(f"{S}v") or ""
    if cell.get("t") == "s" and value.isdigit():
        index = int(value)
        return shared[index] if index < len(shared) else ""
    if cell.get("t") == "inlineStr":
        return "".join(t.text or "" for t in cell.iter(f"{S}t"))
    return value


def _odf_pieces(task: Task) -> Iterator[str]:
    """Paragraphs and headings as lines; a cell ends with a tab instead."""
    with zipfile.ZipFile(task.path) as archive:
        for element in _elements(archive, "content.xml"):
            if element.tag in {f"{ODF_TEXT}p", f"{ODF_TEXT}h"}:
                yield "".join(element.itertext()) + "\n"
            elif element.tag == f"{ODF_TABLE}table-row":
                element.clear()


def _plain_pieces(task: Task) -> Iterator[str]:
    with open(task.path, "rb") as raw:
        encoding = _encoding(raw.read(64 * 1024))
        raw.seek(0)
        lines = io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="")
        if task.media_type == "text/csv":
            yield from _csv_pieces(lines)
        while piece := lines.read(64 * 1024):
            yield piece.replace("\r\n", "\n")


def _csv_pieces(lines: io.TextIOWrapper) -> Iterator[str]:
    """Cells parted by tabs, whatever the separator was; what cannot be parsed stays as it is."""
    sample = lines.read(8192)
    lines.seek(0)
    try:
        dialect = csv.Sniffer().sniff(sample, delimiters=";,\t|")
        for row in csv.reader(lines, dialect):
            yield "\t".join(row) + "\n"
    except csv.Error:
        lines.seek(0)


def _encoding(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        head[: len(head) - 4 if len(head) > 4 else None].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "utf-8-sig" if error.start >= len(head) - 8 else "cp1252"
    return "utf-8-sig"


def _xml_pieces(task: Task) -> Iterator[str]:
    for _event, element in safe_xml.iterparse(task.path):
        text = (element.text or "").strip()
        if text:
            yield text + "\n"
        element.clear()
