"""Pages drawn as accessible PDF (PDF/UA-1)."""

from importlib import import_module

from django.utils.translation import gettext as _

from pico.core.foundation.errors import Refusal

VARIANT = "pdf/ua-1"
LOOK = """
@page { size: A4; margin: 20mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt; } }
body { font-family: "Titillium Web", "DejaVu Sans", sans-serif; font-size: 10.5pt; line-height: 1.4; }
h1 { font-size: 17pt; }
h2 { font-size: 12.5pt; border-bottom: 0.5pt solid #666; margin-top: 14pt; }
"""


def drawn(html: str, look: str = "", *, base: str = LOOK) -> bytes:
    """Return the PDF of a whole page of HTML, with a title and a language; `look` is added to `base`.

    The library that draws it is heavy: it comes in only when a PDF is asked for. No address is fetched:
    whatever a text contains, nothing leaves the machine. Refuses where the server cannot draw.
    """
    try:
        weasyprint = import_module("weasyprint")
    except (ImportError, OSError) as error:
        raise Refusal(
            _(
                "Il PDF non si può fare su questo server: manca la libreria Pango. Chi lo gestisce la "
                "installi, poi ritenta da questa pagina."
            ),
            code="no_pango",
        ) from error
    page = weasyprint.HTML(string=html, url_fetcher=_refuse)
    return page.write_pdf(pdf_variant=VARIANT, stylesheets=[weasyprint.CSS(string=base + look)])


def _refuse(url: str, *_args, **_kwargs):
    raise ValueError(f"A printed page fetches nothing, not {url}.")
