"""The results of a campaign, as PDF."""

from datetime import datetime

from django.template.loader import render_to_string

from pico.core.ui.printing import drawn

LOOK = """
h2 { font-size: 14pt; color: #17324d; }
h3 { font-size: 11.5pt; margin: 12pt 0 2pt; }
h4 { font-size: 10pt; margin: 6pt 0 2pt; }
.facts { color: #444; margin: 0 0 8pt; }
.note { color: #444; font-size: 9pt; margin: 0 0 4pt; }
article { break-inside: avoid; }
table { width: 100%; border-collapse: collapse; font-size: 9.5pt; }
th { text-align: left; font-weight: normal; width: 38%; padding: 2pt 6pt 2pt 0; vertical-align: top; }
thead th { font-size: 8.5pt; color: #444; border-bottom: 0.5pt solid #999; }
td { padding: 2pt 0; }
td.number, th.number { text-align: right; width: 14%; font-variant-numeric: tabular-nums; }
dl { margin: 2pt 0; }
dt { display: inline; color: #444; }
dd { display: inline; margin: 0 12pt 0 3pt; font-weight: bold; }
"""


def as_pdf(campaign, sections, rate, *, few: int, is_weighted: bool, now: datetime) -> bytes:
    """Return the report: what may be seen by who asks for it, nothing more (`sections` says it).

    `sections` are pairs of a section and its results, `few` is from how many answers on they are shown
    (0: all are).
    """
    html = render_to_string(
        "questionnaires/results_pdf.html",
        {
            "campaign": campaign, "sections": sections, "rate": rate, "few": few,
            "is_weighted": is_weighted, "now": now,
        },
    )  # fmt: skip
    return drawn(html, LOOK)
