"""Sheets of needs: a model to fill, and what comes back, judged row by row."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from pico.core.foundation.errors import Refusal
from pico.core.foundation.text import search_key
from pico.core.ui.lists import xlsx_value

from ...models import Campaign, CatalogueItem
from ...queries.campaigns.answers import default_start, unit_named
from ...terms.campaigns import MAX_LINES, Adhesion
from .answering import FreeLineForm, RowForm

LARGEST = 2_000_000  # bytes
HEADS = {
    "code": gettext_lazy("Codice voce"),
    "cpv": "CPV",
    "description": gettext_lazy("Descrizione"),
    "variant": gettext_lazy("Variante"),
    "unit": gettext_lazy("Unità di misura"),
    "quantity": gettext_lazy("Quantità annua"),
    "unit_price": gettext_lazy("Prezzo unitario"),
    "starts_on": gettext_lazy("Decorrenza"),
    "months": gettext_lazy("Durata in mesi"),
    "adhesion": gettext_lazy("Adesione"),
}
SHORT = {
    "codice": "code",
    "voce": "code",
    "unita": "unit",
    "um": "unit",
    "quantita": "quantity",
    "prezzo": "unit_price",
    "mesi": "months",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row: its number in the sheet, the column, the sentence."""

    row: int
    column: str
    message: str


@dataclass(slots=True)
class Read:
    """The rows that pass, ready for the action, and what is wrong with the others."""

    rows: list[dict] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_needs(campaign: Campaign, *, text: str = "", file=None) -> Read:
    """Read a pasted table, an XLSX or a CSV. Refuses what is no table, and what is too long."""
    table = list(_table_of(text, file))
    heads = _heads_of(table[0]) if table else {}
    if "quantity" not in heads.values() or not {"code", "description"} & set(heads.values()):
        raise Refusal(
            _("Non trovo le colonne «Codice voce» e «Quantità annua»: copia anche la riga dell'intestazione."),
            code="no_heads",
        )  # fmt: skip
    if len(table) > MAX_LINES:
        raise Refusal(_("Il foglio ha troppe righe: al massimo 2.000."), code="too_long")
    items = _items_of(campaign)
    start = default_start(campaign)
    read = Read()
    for number, cells in enumerate(table[1:], 2):
        row = {heads[n]: cell for n, cell in enumerate(cells) if n in heads}
        if any(_said(cell) for cell in row.values()):
            _judge(number, row, items, start, read)
    return read


def _items_of(campaign: Campaign) -> dict[str, CatalogueItem]:
    items = list(campaign.items.all())
    by_name = {search_key(item.description): item for item in items}
    return by_name | {search_key(item.code): item for item in items}


def _judge(number: int, row: dict, items: dict, start: date | None, read: Read) -> None:
    if not _said(row.get("quantity")):
        return
    key = search_key(_said(row.get("code")) or _said(row.get("description")))
    item = items.get(key)
    if item is None and _said(row.get("code")):
        said = _("«%(code)s» non è una voce del catalogo.") % {"code": _said(row["code"])}
        read.faults.append(Fault(number, str(HEADS["code"]), said))
        return
    data = _data_of(row, start)
    form = RowForm(data) if item else FreeLineForm(data)
    variant = _variant_of(row, item, number, read) if item else ""
    if not form.is_valid():
        for name, errors in form.errors.items():
            column = str(HEADS.get(name, form.fields[name].label if name in form.fields else ""))
            read.faults.extend(Fault(number, column, str(error)) for error in errors)
        return
    if variant is not None:
        read.rows.append({**form.values, "item": item, "variant": variant})


def _variant_of(row: dict, item: CatalogueItem, number: int, read: Read) -> str | None:
    """The variant by its words, whatever the case; without one, the only one there is."""
    said = _said(row.get("variant"))
    variants = item.variants or [""]
    if not said and len(variants) == 1:
        return variants[0]
    found = next((one for one in variants if search_key(one) == search_key(said)), None)
    if found is None:
        message = _("Scrivi una di queste varianti: %(names)s.") % {"names": ", ".join(variants)}
        read.faults.append(Fault(number, str(HEADS["variant"]), message))
    return found


def _data_of(row: dict, start: date | None) -> dict[str, str]:
    data = {name: _said(cell) for name, cell in row.items()}
    data["starts_on"] = data.get("starts_on") or (start.isoformat() if start else "")
    data["months"] = data.get("months") or "12"
    wanted = search_key(data.get("adhesion", ""))
    data["adhesion"] = next(
        (key for key, label in Adhesion.choices if wanted in (search_key(str(label)), key.lower())),
        data.get("adhesion") or Adhesion.LIKELY,
    )
    data["unit"] = unit_named(data.get("unit", ""))
    data["cpv_text"] = data.get("cpv", "")
    return data


def _said(cell) -> str:
    """What a cell says, as a person would have typed it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float):
        cell = Decimal(str(cell))
        return f"{cell.normalize():f}".replace(".", ",")
    return str(cell).strip()


def _heads_of(cells: Iterable) -> dict[int, str]:
    known = SHORT | {search_key(str(label)): name for name, label in HEADS.items()}
    keys = ((n, search_key(_said(cell))) for n, cell in enumerate(cells))
    return {n: known[key] for n, key in keys if key in known}


def _table_of(text: str, file) -> Iterator[list]:
    if file is None:
        yield from csv.reader(StringIO(text), delimiter="\t" if "\t" in text else ";")
        return
    if file.size > LARGEST:
        raise Refusal(_("Il file supera 2 MB: non sembra un foglio di fabbisogni."), code="too_big")
    content = file.read()
    if file.name.lower().endswith(".xlsx"):
        yield from _workbook(content)
        return
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        decoded = content.decode("cp1252", errors="replace")
    first = decoded.splitlines()[0] if decoded.strip() else ""
    delimiter = max("\t;,", key=first.count)
    yield from csv.reader(StringIO(decoded), delimiter=delimiter)


def _workbook(content: bytes) -> Iterator[list]:
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError) as error:
        raise Refusal(
            _("Il file non si apre come foglio XLSX: salvalo di nuovo, o incolla le righe."),
            code="not_a_sheet",
        ) from error
    for cells in book.worksheets[0].iter_rows(max_row=MAX_LINES + 2, values_only=True):
        yield list(cells)


def model_of(campaign: Campaign) -> bytes:
    """A workbook with the catalogue, to be filled and given back."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Fabbisogni"))
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHIJ", (14, 12, 44, 16, 14, 14, 14, 14, 12, 14), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([str(label) for label in HEADS.values()])
    start = default_start(campaign)
    for item in campaign.items.all():
        for variant in item.variants or [""]:
            cells = [
                item.code, item.cpv, item.description, variant, str(item.get_unit_display()), None,
                item.reference_price, start, 12, str(Adhesion.LIKELY.label),
            ]  # fmt: skip
            sheet.append([xlsx_value(sheet, cell) for cell in cells])
    content = BytesIO()
    book.save(content)
    return content.getvalue()
