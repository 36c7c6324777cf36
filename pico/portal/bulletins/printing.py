"""The PDF of a bulletin: the template of the web, tagged for assistive technologies (PDF/UA-1)."""

from importlib import import_module

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from pico.core.foundation.errors import Refusal
from pico.portal.newsletter import addresses

from . import drawing
from .models import Bulletin

VARIANT = "pdf/ua-1"


def print_pdf(bulletin: Bulletin) -> bytes:
    """Return the PDF; refuses, saying what is missing, where the server cannot draw it."""
    try:
        # Not at the start: it loads Pango, which a machine without PDFs may lack.
        weasyprint = import_module("weasyprint")
    except (ImportError, OSError) as error:
        raise Refusal(
            _(
                "Il PDF non si può fare su questo server: manca la libreria Pango. Chi lo gestisce la "
                "installi, poi ritenta da questa pagina."
            ),
            code="no_pango",
        ) from error
    with override("it"):
        html = render_to_string(
            "bulletins/mail/print.html",
            {
                "bulletin": bulletin,
                "space": bulletin.space,
                "sections": drawing.drawn(bulletin),
                "web_url": addresses.whole_page(bulletin.space, "bulletins:bulletin", bulletin.pk),
            },
        )
    document = weasyprint.HTML(string=html, url_fetcher=_nothing_from_outside)
    return document.write_pdf(pdf_variant=VARIANT)


def _nothing_from_outside(url: str, *args, **kwargs):
    raise ValueError(f"A bulletin loads nothing: {url}")
