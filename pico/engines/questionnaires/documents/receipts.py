"""The receipt of an answer, as PDF."""

from importlib import import_module

from django.template.loader import render_to_string

LOOK = """
@page { size: A4; margin: 20mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt; } }
body { font-family: "Titillium Web", "DejaVu Sans", sans-serif; font-size: 10.5pt; line-height: 1.4; }
h1 { font-size: 17pt; }
h2 { font-size: 12.5pt; border-bottom: 0.5pt solid #666; margin-top: 14pt; }
dt { color: #444; margin-top: 6pt; }
dd { margin: 0; font-weight: bold; white-space: pre-line; }
.digest { font-family: monospace; font-size: 8pt; word-break: break-all; }
"""


def as_pdf(campaign, invitation, response, pages) -> bytes:
    """Return the PDF. The library that draws it is heavy: it comes in only when one is asked for.

    No address is fetched: whatever an answer contains, nothing leaves the machine.
    """
    html = render_to_string(
        "questionnaires/receipt.html",
        {"campaign": campaign, "invitation": invitation, "response": response, "pages": pages},
    )
    weasyprint = import_module("weasyprint")
    page = weasyprint.HTML(string=html, url_fetcher=_refuse)
    return page.write_pdf(pdf_variant="pdf/ua-1", stylesheets=[weasyprint.CSS(string=LOOK)])


def _refuse(url: str, *_args, **_kwargs):
    raise ValueError(f"A receipt fetches nothing, not {url}.")
