"""Pages drawn as accessible PDF."""

from importlib import import_module

LOOK = """
@page { size: A4; margin: 20mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt; } }
body { font-family: "Titillium Web", "DejaVu Sans", sans-serif; font-size: 10.5pt; line-height: 1.4; }
h1 { font-size: 17pt; }
h2 { font-size: 12.5pt; border-bottom: 0.5pt solid #666; margin-top: 14pt; }
"""


def drawn(html: str, look: str = "") -> bytes:
    """Return the PDF. The library that draws it is heavy: it comes in only when one is asked for.

    No address is fetched: whatever an answer contains, nothing leaves the machine.
    """
    weasyprint = import_module("weasyprint")
    page = weasyprint.HTML(string=html, url_fetcher=_refuse)
    return page.write_pdf(pdf_variant="pdf/ua-1", stylesheets=[weasyprint.CSS(string=LOOK + look)])


def _refuse(url: str, *_args, **_kwargs):
    raise ValueError(f"A printed page fetches nothing, not {url}.")
