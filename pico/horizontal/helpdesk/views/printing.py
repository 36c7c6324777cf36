"""A ticket on paper: a page for the printer, and a PDF for the files of the office."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pico.core.ui.printing import drawn

from ..actions import reading
from ..models import Message, Ticket
from ..queries import tickets as queries
from .routing import way
from .tickets import is_desk_side, list_of

LOOK = """
h1 { margin-bottom: 4pt; }
h1 small { display: block; font-size: 11pt; font-weight: normal; color: #444; }
table { width: 100%; border-collapse: collapse; }
th { width: 32%; text-align: left; font-weight: normal; color: #444; }
th, td { padding: 3pt 0; vertical-align: top; border-bottom: 0.5pt solid #ccc; }
.pico-sheet-message { margin: 8pt 0; padding: 6pt 8pt; border: 0.5pt solid #999; }
.pico-sheet-note { background: #f3f3f3; border-style: dashed; }
.pico-sheet-who { margin: 0 0 4pt; font-size: 9.5pt; color: #444; break-after: avoid; }
.pico-sheet-line { margin: 4pt 0; font-size: 9.5pt; color: #444; }
.pico-sheet-warning { padding: 4pt 8pt; border: 1pt solid #000; font-weight: bold; }
.pico-sheet-foot { margin-top: 14pt; font-size: 9pt; color: #444; }
"""


@require_safe
def sheet(request, key):
    """The whole ticket on one page; `?formato=pdf` as PDF, `?note=1` with internal notes (operators)."""
    actor, now = request.actor, timezone.now()
    found = queries.ticket(key, actor)
    is_desk = is_desk_side(actor, found)
    request.menu_entry = list_of(is_desk)
    with_notes = is_desk and request.GET.get("note") == "1"
    if is_desk:
        reading.note_reading(ticket=found, actor=actor, now=now)
    context = {
        **_sheet(found, with_notes),
        "is_desk": is_desk,
        "printed_at": now,
        "printed_by": actor.person_name,
    }
    if request.GET.get("formato") == "pdf":
        content = drawn(render_to_string("helpdesk/print/pdf.html", context), LOOK)
        name = f"{found.number}-interno.pdf" if with_notes else f"{found.number}.pdf"
        return HttpResponse(
            content,
            content_type="application/pdf",
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "Cache-Control": "private, no-store",
            },
        )
    title = _("Stampa")
    crumbs = way((found.number, found.get_absolute_url()), (title, ""))
    address = reverse("helpdesk:sheet", args=[found.key])
    page = {
        **context,
        "title": title,
        "crumbs": crumbs,
        "sheet_url": address,
        "tabs": _tabs(address, with_notes) if is_desk else (),
    }
    return render(request, "helpdesk/print/page.html", page)


def _tabs(address: str, with_notes: bool) -> list[dict]:
    """An operator chooses what goes on paper."""
    return [
        {
            "label": _("Come la legge il richiedente"),
            "url": address,
            "active": not with_notes,
        },
        {
            "label": _("Con le note interne"),
            "url": f"{address}?note=1",
            "active": with_notes,
        },
    ]


def _sheet(found: Ticket, with_notes: bool) -> dict:
    """What is written on the sheet: for the asker's side, unless notes are wanted."""
    thread = queries.thread_of(found, is_desk=with_notes)
    files = queries.files_of(found, is_desk=with_notes)
    for one in thread:
        one.is_message = isinstance(one, Message)
        one.attachments = files.get(one.pk, ()) if one.is_message else ()
    return {
        "ticket": found,
        "thread": thread,
        "own_files": files.get(None, ()),
        "with_notes": with_notes,
    }
