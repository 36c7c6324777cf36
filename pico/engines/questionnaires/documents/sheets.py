"""Answers as CSV and XLSX, with labels or codes, and the codebook."""

import csv
import tempfile
from collections.abc import Iterator

from django.http import FileResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook

from pico.core.ui.lists import BOM, Echo, csv_value, xlsx_value

from ..language.outline import Outline
from ..models import Campaign
from ..queries import exports

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(campaign: Campaign, outline: Outline, *, codes: bool) -> StreamingHttpResponse:
    """Stream one line per answer: with codes points and ISO days, with labels as Italian offices write."""
    name = f"risposte-{campaign.pk}{'-codici' if codes else ''}.csv"
    return StreamingHttpResponse(
        csv_lines(campaign, outline, codes=codes),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def csv_lines(campaign: Campaign, outline: Outline, *, codes: bool) -> Iterator[str]:
    writer = csv.writer(Echo(), delimiter="," if codes else ";")
    yield BOM + writer.writerow(
        [csv_value(one) for one in exports.heads(campaign, outline, codes=codes)]
    )
    for row in exports.rows(campaign, outline, codes=codes):
        yield writer.writerow([_plain(one) if codes else csv_value(one) for one in row])


def _plain(value) -> str:
    if isinstance(value, int | float):
        return str(value)
    if hasattr(value, "isoformat"):
        return value.isoformat(timespec="seconds")
    return csv_value(value)


def codebook_csv(campaign: Campaign, outline: Outline) -> StreamingHttpResponse:
    writer = csv.writer(Echo(), delimiter=";")
    lines = (writer.writerow([csv_value(one) for one in row]) for row in exports.codebook(outline))
    return StreamingHttpResponse(
        (BOM + line if n == 0 else line for n, line in enumerate(lines)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="legenda-{campaign.pk}.csv"'},
    )


def as_xlsx(campaign: Campaign, outline: Outline) -> FileResponse:
    """Write a workbook row by row into a file on disk: answers by label, by code, the codebook."""
    book = Workbook(write_only=True)
    for title, codes in ((_("Risposte"), False), (_("Codici"), True)):
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "B2"
        sheet.append(
            [xlsx_value(sheet, one) for one in exports.heads(campaign, outline, codes=codes)]
        )
        for row in exports.rows(campaign, outline, codes=codes):
            sheet.append([xlsx_value(sheet, _naive(one)) for one in row])
    sheet = book.create_sheet(_("Legenda"))
    for row in exports.codebook(outline):
        sheet.append([xlsx_value(sheet, one) for one in row])
    content = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the response
    book.save(content)
    content.seek(0)
    return FileResponse(
        content, as_attachment=True, filename=f"risposte-{campaign.pk}.xlsx", content_type=XLSX
    )


def _naive(value):
    """Workbooks know no time zones."""
    return value.replace(tzinfo=None) if hasattr(value, "tzinfo") and value else value
