"""What arrived, as one table on disk: archives opened, spreadsheets flattened, the rest refused."""

import csv
import gzip
import shutil
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from pico.core.foundation.errors import Refusal

TABLES = (".csv", ".txt", ".tsv", ".parquet", ".xlsx")
CHUNK = 4 * 1024 * 1024
SPARE = 512 * 1024 * 1024  # bytes that stay free on the disk
PARQUET, ZIP, GZIP, PDF, OLD_EXCEL = (
    b"PAR1",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"%PDF",
    b"\xd0\xcf\x11\xe0",
)


@dataclass(frozen=True, slots=True)
class TableFile:
    """One table on disk; `name` is what it was called inside the archive."""

    path: Path
    name: str

    @property
    def is_parquet(self) -> bool:
        return _starts(self.path, 4) == PARQUET


def open_file(path: Path, name: str, folder: Path) -> TableFile:
    """Return the one table in a file; what it takes to open it goes to `folder`.

    Raises Refusal for what is no table: a web page, a PDF, a damaged or empty archive.
    """
    head = _starts(path, 512)
    if not head:
        raise Refusal(_("Il file è vuoto: scaricalo di nuovo."), code="empty")
    if head.startswith(ZIP):
        return _from_archive(path, name, folder)
    if head.startswith(GZIP):
        return open_file(_gunzip(path, folder), name.removesuffix(".gz"), folder)
    _refuse_others(head, name)
    return TableFile(path, name)


def _refuse_others(head: bytes, name: str) -> None:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype", b"<html", b"<head", b"<?xml")):
        raise Refusal(
            _(
                "Non è una tabella ma una pagina web: il sito ha rifiutato lo scaricamento. "
                "Scarica il file con il browser e caricalo a mano."
            ),
            code="web_page",
        )
    if name.lower().endswith(".zip"):
        raise Refusal(
            _("Il file si chiama .zip ma non è uno zip: scaricalo di nuovo."), code="not_a_zip"
        )
    if name.lower().endswith((".xlsx", ".parquet")) and head[:4] != PARQUET:
        raise Refusal(
            _("Il contenuto non corrisponde al nome «%(name)s»: scaricalo di nuovo.")
            % {"name": name},
            code="not_as_named",
        )
    if head.startswith((PDF, OLD_EXCEL)):
        raise Refusal(
            _("Serve una tabella: CSV, XLSX, Parquet, oppure uno ZIP che ne contiene una."),
            code="not_a_table",
        )


def _from_archive(path: Path, name: str, folder: Path) -> TableFile:
    try:
        with zipfile.ZipFile(path) as archive:
            inside = archive.namelist()
            if "[Content_Types].xml" in inside:
                return TableFile(_flatten(path, folder), name)
            member = _only_table(archive)
            out = _extract(archive, member, folder)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise Refusal(
            _("Lo zip è rovinato o è arrivato a metà: scaricalo di nuovo."), code="broken_zip"
        ) from error
    return open_file(out, Path(member.filename).name, folder)


def _only_table(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    found = [
        one
        for one in archive.infolist()
        if Path(one.filename).suffix.lower() in TABLES and "__MACOSX" not in one.filename
    ]
    if len(found) != 1:
        names = ", ".join(Path(one.filename).name for one in found[:5]) or _("nessuna")
        raise Refusal(
            _("Lo zip deve contenere una sola tabella; qui: %(names)s.") % {"names": names},
            code="not_one_table",
        )
    if found[0].flag_bits & 1:
        raise Refusal(_("Lo zip è protetto da una password: caricalo senza."), code="encrypted")
    return found[0]


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> Path:
    _refuse_full_disk(member.file_size, folder)
    out = folder / f"table{Path(member.filename).suffix.lower()}"
    if out.exists() and out.stat().st_size == member.file_size:
        return out
    partial = out.with_name(f".{out.name}")
    with archive.open(member) as source, partial.open("wb") as target:
        shutil.copyfileobj(source, target, CHUNK)
    partial.rename(out)
    return out


def _refuse_full_disk(size: int, folder: Path) -> None:
    if size + SPARE > shutil.disk_usage(folder).free:
        raise Refusal(
            _("Sul disco non c'è posto per aprire il file: libera spazio e ripeti."),
            code="no_space",
        )


def _gunzip(path: Path, folder: Path) -> Path:
    out = folder / "table.csv"
    try:
        with gzip.open(path) as source, out.open("wb") as target:
            shutil.copyfileobj(source, target, CHUNK)
    except (OSError, EOFError, zlib.error) as error:
        raise Refusal(
            _("Il file compresso è rovinato o è arrivato a metà: scaricalo di nuovo."),
            code="broken_zip",
        ) from error
    return out


def _flatten(path: Path, folder: Path) -> Path:
    """Write the first sheet of a workbook as CSV, row by row; its empty tail is not written."""
    out, partial = folder / "table.csv", folder / ".table.csv"
    if out.exists():
        return out
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, KeyError, ValueError, OSError) as error:
        raise Refusal(
            _("Il foglio di calcolo è rovinato: aprilo, salvalo di nuovo e ricaricalo."),
            code="broken_sheet",
        ) from error
    with partial.open("w", newline="", encoding="utf-8") as target:
        writer = csv.writer(target, delimiter=";", quoting=csv.QUOTE_ALL)
        for row in book.worksheets[0].iter_rows(values_only=True):
            if any(cell is not None for cell in row):
                writer.writerow(["" if cell is None else cell for cell in row])
    book.close()
    partial.rename(out)
    return out


def _starts(path: Path, size: int) -> bytes:
    with path.open("rb") as file:
        return file.read(size)
