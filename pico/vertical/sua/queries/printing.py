"""The file of a tender on paper: what its reader may see, as PDF, and the index of its ZIP."""

from datetime import datetime
from importlib import import_module
from io import BytesIO

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.foundation.rich_text import to_plain
from pico.core.ui.printing import drawn

from ..models import Due, Tender, TenderDocument, TenderRequest
from ..permissions import TenderPermission
from ..terms.requests import AttachmentKind
from ..workflow.completeness import framework_of
from .requests import files_of
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


def docx_of(title: str, body: str) -> bytes:
    """The paragraphs of an HTML text, for word processors."""
    book, kept = import_module("docx").Document(), BytesIO()
    book.core_properties.title = title
    for line in to_plain(body).splitlines():
        book.add_paragraph(line)
    book.save(kept)
    return kept.getvalue()


def printed_body(title: str, body: str) -> bytes:
    """Return the PDF of a written text, given as HTML."""
    return drawn(render_to_string("sua/print_text.html", {"title": title, "body": body}), LOOK)


def due_letter(due: Due, *, now: datetime) -> str:
    """The note that asks an ente for what it owes, as HTML, from the data."""
    return render_to_string(
        "sua/dues/letter.html", {"due": due, "lines": due.lines.all(), "now": now}
    )


def due_title(due: Due) -> str:
    return _("Richiesta di rimborso – gara %(lot)s") % {"lot": due.lot}


def request_letter(found: TenderRequest, actor: Actor, *, now: datetime) -> str:
    """The letter with which an ente asks its SUA for a tender, as HTML, from the data."""
    return render_to_string(
        "sua/requests/letter.html",
        {
            "record": found,
            "lots": found.lots.all(),
            "works": found.works.all(),
            "costs": found.costs.all(),
            "fundings": found.fundings.all(),
            "framework": framework_of(found, timezone.localdate(found.sent_at or now)),
            "files": files_of(found, actor).exclude(kind=AttachmentKind.INVITED),
            "now": now,
        },
    )


def request_title(found: TenderRequest) -> str:
    return _("Richiesta di gara – %(title)s") % {"title": found.title}


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
