"""Receipts and reports as accessible PDF."""

from django.http import HttpResponse
from django.template.loader import render_to_string

from pico.core.ui.printing import drawn

LOOK = """
table { width: 100%; border-collapse: collapse; font-size: 9pt; margin: 6pt 0 10pt; }
th, td { text-align: left; border-bottom: 0.5pt solid #999; padding: 2pt 4pt; vertical-align: top; }
.num { text-align: right; }
dt { color: #444; margin-top: 5pt; }
dd { margin: 0; font-weight: bold; }
.digest { font-family: monospace; font-size: 8pt; word-break: break-all; }
.note { font-size: 9pt; color: #333; }
"""


def as_pdf(template: str, context: dict, name: str) -> HttpResponse:
    return HttpResponse(
        drawn(render_to_string(template, context), LOOK),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
