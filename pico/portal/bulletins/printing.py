"""The PDF of a bulletin: the template of the web, tagged for assistive technologies (PDF/UA-1)."""

from django.template.loader import render_to_string
from django.utils.translation import override

from pico.core.ui.printing import drawn
from pico.portal.newsletter import addresses

from . import drawing
from .models import Bulletin


def print_pdf(bulletin: Bulletin) -> bytes:
    """Return the PDF; refuses, saying what is missing, where the server cannot draw it."""
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
    return drawn(html, base="")  # the template brings its own look
