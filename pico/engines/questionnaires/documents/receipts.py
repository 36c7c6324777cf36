"""The receipt of an answer, as PDF."""

from django.template.loader import render_to_string

from pico.core.ui.printing import drawn

LOOK = """
dt { color: #444; margin-top: 6pt; }
dd { margin: 0; font-weight: bold; white-space: pre-line; }
.digest { font-family: monospace; font-size: 8pt; word-break: break-all; }
"""


def as_pdf(campaign, invitation, response, pages) -> bytes:
    """Return the receipt of what was sent, with its fingerprint."""
    html = render_to_string(
        "questionnaires/receipt.html",
        {"campaign": campaign, "invitation": invitation, "response": response, "pages": pages},
    )
    return drawn(html, LOOK)
