"""The receipt of an answer, as PDF."""

from importlib import import_module

from django.template.loader import render_to_string


def as_pdf(campaign, invitation, response, pages) -> bytes:
    """Return the PDF. The library that draws it is heavy: it comes in only when one is asked for.

    No address is fetched: whatever an answer contains, nothing leaves the machine.
    """
    html = render_to_string(
        "questionnaires/receipt.html",
        {"campaign": campaign, "invitation": invitation, "response": response, "pages": pages},
    )
    weasyprint = import_module("weasyprint")
    return weasyprint.HTML(string=html, url_fetcher=_refuse).write_pdf(pdf_variant="pdf/ua-1")


def _refuse(url: str, *_args, **_kwargs):
    raise ValueError(f"A receipt fetches nothing, not {url}.")
