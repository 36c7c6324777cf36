"""The file of a tender on paper: what its reader may see, as PDF, and the index of its ZIP."""

from datetime import datetime

from django.template.loader import render_to_string

from pico.core.access.actor import Actor
from pico.core.foundation.rich_text import to_plain
from pico.engines.questionnaires.documents.printing import drawn

from ..models import Tender, TenderDocument, TenderText
from ..permissions import TenderPermission
from .tender_terms import terms_of_tender
from .tenders import documents_of, events_of, persons_of
from .writing import facts_of

LOOK = "table { width: 100%; border-collapse: collapse; } th, td { border: 0.5pt solid #999; padding: 3pt; text-align: left; vertical-align: top; }"  # fmt: skip


def printed_file(tender: Tender, actor: Actor, now: datetime) -> bytes:
    """Return the PDF of a tender for a reader: data, lots, persons, documents, terms, story."""
    sees_results = actor.can(TenderPermission.RUN, tender) or tender.is_awarded
    html = render_to_string(
        "sua/tenders/print.html",
        {
            **facts_of(tender, now=now),
            "lots": list(tender.lots.all()),
            "persons": persons_of(tender, actor),
            "documents": list(documents_of(tender, actor, now)),
            "terms": list(terms_of_tender(tender)),
            "events": list(events_of(tender, actor)),
            "sees_results": sees_results,
            "now": now,
        },
    )
    return drawn(html, LOOK)


def printed_text(text: TenderText) -> bytes:
    """Return the PDF of a written text."""
    return drawn(render_to_string("sua/tenders/print_text.html", {"text": text}))


def plain_lines(text: TenderText) -> list[str]:
    """The paragraphs of a written text, for word processors."""
    return to_plain(text.body).splitlines()


def file_index(
    tender: Tender,
    rows: list[TenderDocument],
    paths: list[str],
    now: datetime,
) -> bytes:
    """Return the page that stands first in the ZIP: every document with its place and fingerprint."""
    listed = [{"row": one, "path": path} for one, path in zip(rows, paths, strict=True)]
    page = render_to_string(
        "sua/tenders/index.html", {"tender": tender, "listed": listed, "now": now}
    )
    return page.encode()
