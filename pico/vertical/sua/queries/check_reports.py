"""The report of a check as a workbook, row by row from the CSV that the job wrote."""

import csv
import io
import tempfile

from django.http import FileResponse
from openpyxl import Workbook

from pico.core.files import vault
from pico.core.ui.lists import xlsx_value

from ..models import FileCheck
from ..terms.checks import SHEET_FINDINGS


def fits_a_sheet(check: FileCheck) -> bool:
    return check.findings_count <= SHEET_FINDINGS


def as_sheet(check: FileCheck, name: str) -> FileResponse:
    """Write the workbook into a file on disk: memory does not grow with the rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Controllo")
    sheet.freeze_panes = "A2"
    with vault.storage().open(check.report_key) as binary:
        text = io.TextIOWrapper(binary, encoding="utf-8-sig", newline="")
        for row in csv.reader(text, delimiter=";"):
            sheet.append([xlsx_value(sheet, cell) for cell in row])
        text.detach()
    # Closed by the answer, when it was sent.
    kept = tempfile.TemporaryFile(prefix="pico-report-")  # noqa: SIM115
    book.save(kept)
    kept.seek(0)
    return FileResponse(kept, as_attachment=True, filename=f"{name}.xlsx")
