"""Requests: lists and board, the guided draft, the record with its tabs, steps, receipt."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pico.core.files.serving import send_version
from pico.core.ui.printing import drawn
from pico.engines.deadlines.queries.terms import in_order, terms_of
from pico.engines.workflow.views import step_page

from ..actions.requests.steps import make_step
from ..forms.requests import FileForm
from ..models import TenderRequest
from ..permissions import SuaPermission as May
from ..queries import agreements, printing
from ..queries import requests as queries
from ..terms.requests import AttachmentKind, RequestState
from ..workflow.completeness import completeness_of, framework_of
from .request_draft import advised, asked_kinds, checklist, file_added
from .request_lists import crumbs
from .shared import BOTH, written

# The draft ----------------------------------------------------------------------------------------


# The record ---------------------------------------------------------------------------------------


def _tabs(found: TenderRequest, here: str) -> list[dict]:
    labels = (
        ("request", _("Riepilogo")),
        ("request-files", _("Documenti")),
        ("request-terms", _("Scadenze")),
        ("request-story", _("Storia")),
    )
    return [
        {"label": label, "url": reverse(f"sua:{name}", args=[found.pk]), "active": name == here}
        for name, label in labels
    ]


def _record(request, found: TenderRequest, here: str, template: str, **more):
    actor = request.actor
    clocks = {one.key: one for one in terms_of(found)}
    return render(
        request,
        template,
        {
            "title": found.title,
            "number": found.number or _("Bozza"),
            "record": found,
            "turn": turn_of(found),
            "tabs": _tabs(found, here),
            "legal": clocks.get("sua.silenzio"),
            "target": clocks.get("sua.istruttoria"),
            "is_desk": actor.ente_id == found.sua_id,
            "may_write": actor.can(May.WRITE_REQUEST, found),
            "crumbs": crumbs((found.number or found.title, "")),
            **more,
        },
    )


def turn_of(found: TenderRequest) -> str:
    """Who moves next, in words; nobody once it is closed."""
    if found.state in (RequestState.DRAFT, RequestState.INTEGRATION):
        return str(found.ente)
    if not found.is_open:
        return ""
    return str(found.officer or found.sua)


@require_safe
def record(request, pk):
    """What is asked, the advice, the cost, what the SUA asked for."""
    found = queries.request_for(pk, request.actor)
    today = timezone.localdate()
    return _record(
        request, found, "request", "sua/requests/record.html",
        framework=framework_of(found, today),
        complete=completeness_of(found, today) if found.is_draft else None,
        rounds=found.integrations.prefetch_related("items"),
        state_at_end=not found.is_open and not found.is_draft,
        **advised(found, today),
    )  # fmt: skip


@BOTH
def files(request, pk):
    """The checklist with its files; while the SUA asks for something, more may be added."""
    found = queries.request_for(pk, request.actor)
    may_add = (
        request.actor.can(May.WRITE_REQUEST, found) and found.state == RequestState.INTEGRATION
    )
    form = None
    if may_add:
        form = FileForm(request.POST or None, request.FILES or None, kinds=asked_kinds(found))
        if request.method == "POST" and file_added(request, found, form):
            return redirect("sua:request-files", pk)
    return _record(
        request, found, "request-files", "sua/requests/files.html",
        checklist=checklist(found, request.actor), form=form,
    )  # fmt: skip


@require_safe
def terms(request, pk):
    """Both clocks, and every other term of the request."""
    found = queries.request_for(pk, request.actor)
    return _record(
        request, found, "request-terms", "sua/requests/terms.html", terms=in_order(terms_of(found))
    )


@require_safe
def story(request, pk):
    found = queries.request_for(pk, request.actor)
    return _record(request, found, "request-story", "sua/requests/story.html")


@require_safe
def file(request, pk, file):
    """A document, for who sees the request."""
    found = queries.request_for(pk, request.actor)
    row = queries.file_for(found, file, request.actor)
    return send_version(request, row.file.current)


def _lead(found: TenderRequest) -> dict[str, str]:
    """What who accepts must know first."""
    warning = agreements.warning_of(found, timezone.localdate())
    return {"lead": warning} if warning else {}


def step(request, pk, name):
    """Make a step of a request."""
    found = queries.request_for(pk, request.actor)
    return step_page(
        request, found, name, back=found.get_absolute_url(), act=make_step,
        crumbs=tuple(crumbs((found.number or found.title, found.get_absolute_url()))),
        context=_lead(found) if name == "accept" else None,
    )  # fmt: skip


@require_safe
def receipt(request, pk):
    """The receipt as PDF: what was sent, when, by whom, with its number."""
    found = queries.request_for(pk, request.actor)
    if found.sent_at is None:
        raise Http404
    today = timezone.localdate(found.sent_at)
    html = render_to_string(
        "sua/requests/receipt.html",
        {
            "record": found,
            "framework": framework_of(found, today),
            "files": queries.files_of(found, request.actor).exclude(kind=AttachmentKind.INVITED),
            **advised(found, today),
        },
    )
    name = f"ricevuta-{found.number or found.pk}.pdf".lower()
    return HttpResponse(
        drawn(html),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
def letter(request, pk, kind):
    """The letter to the SUA, from the data: PDF to sign, or DOCX to change first."""
    found = queries.request_for(pk, request.actor)
    return written(
        kind,
        title=printing.request_title(found),
        body=printing.request_letter(found, request.actor, now=timezone.now()),
        name=f"richiesta {found.number or found.pk}",
    )
