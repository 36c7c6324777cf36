"""The register of loads: list, one load with its report, a file brought by hand."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge

from ..actions import loading
from ..forms.loads import LoadFilter, LoadForm, OverrideForm
from ..models import Load
from ..permissions import LakePermission
from ..queries import loads as queries
from ..rules.sources import SOURCES
from ..terms.loads import OPEN_STATES, LoadState
from .shared import way

BOTH = require_http_methods(["GET", "POST"])
UNPROCESSABLE = 422


def title_of(load: Load) -> str:
    source = SOURCES.get(load.dataset)
    return str(source.title) if source else _("Archivio non riconosciuto")


def state_of(load: Load) -> str:
    return _("Interrotto") if load.is_interrupted else load.get_state_display()


def meaning_of(load: Load) -> str:
    return "refused" if load.is_interrupted else load.meaning


COLUMNS = (
    Column("file", _("File"), "file_name", link=lambda row: reverse("observatory:load", args=[row.pk])),
    Column("archivio", _("Archivio"), title_of),
    Column("stato", _("Stato"), lambda row: badge(state_of(row), meaning_of(row)), export=state_of),
    Column("tenute", _("Righe tenute"), "rows_kept", sort="rows_kept", kind="number"),
    Column("scartate", _("Scartate"), "rows_refused", sort="rows_refused", kind="number"),
    Column("ricevuto", _("Ricevuto il"), "received_at", sort="received_at", kind="date"),
)  # fmt: skip


@require_safe
def load_list(request: HttpRequest) -> HttpResponse:
    """Every file that came, the newest first."""
    request.actor.require(LakePermission.SEE_LOADS)
    return render_list(
        request,
        queryset=queries.visible_loads(request.actor),
        columns=COLUMNS,
        filter_form=LoadFilter,
        template="observatory/loads/list.html",
        title=_("Caricamenti"),
        empty_title=_("Nessun file caricato"),
        empty_text=_("Carica il primo file, oppure usa «manage.py observatory load»."),
        context={
            "may_load": request.actor.can(LakePermission.LOAD),
            "crumbs": way((_("Caricamenti"), "")),
        },
    )


@require_safe
def load(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: rows in, kept, refused, why, some of them, how it differs from the one before."""
    request.actor.require(LakePermission.SEE_LOADS)
    found = get_object_or_404(queries.visible_loads(request.actor), pk=pk)
    return _record(request, found, OverrideForm())


def _record(request, found: Load, form: OverrideForm, status: int = 200) -> HttpResponse:
    may_load = request.actor.can(LakePermission.LOAD)
    is_open = found.state in OPEN_STATES and not found.is_interrupted
    context = {
        "title": found.file_name,
        "load": found,
        "state": state_of(found),
        "meaning": meaning_of(found),
        "source": queries.source_of(found),
        "dataset_title": title_of(found),
        "report": found.report,
        "changes": queries.changes_since(found),
        "may_repeat": may_load and not is_open and found.state != LoadState.LOADED,
        "override_form": form if may_load and found.state == LoadState.STOPPED else None,
        "crumbs": way((_("Caricamenti"), reverse("observatory:loads")), (found.file_name, "")),
    }
    return render(request, "observatory/loads/load.html", context, status=status)


@BOTH
def bring(request: HttpRequest) -> HttpResponse:
    """A file brought by hand, read in the background."""
    request.actor.require(LakePermission.LOAD)
    form = LoadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        found = _receive(request, form)
        messages.success(request, _("File ricevuto: la lettura è cominciata."))
        return redirect("observatory:load", pk=found.pk)
    return render(
        request,
        "observatory/loads/form.html",
        {
            "title": _("Carica un file"),
            "form": form,
            "submit_label": _("Carica"),
            "cancel_url": reverse("observatory:loads"),
            "crumbs": way(
                (_("Caricamenti"), reverse("observatory:loads")), (_("Carica un file"), "")
            ),
        },
        status=UNPROCESSABLE if form.is_bound else 200,
    )


def _receive(request: HttpRequest, form: LoadForm) -> Load:
    """Keep the file and have it read, unless it was already."""
    upload = form.cleaned_data["file"]
    with tempfile.NamedTemporaryFile(prefix="observatory-") as place:
        for chunk in upload.chunks():
            place.write(chunk)
        place.flush()
        found = loading.receive_file(
            path=Path(place.name),
            name=upload.name,
            dataset=form.cleaned_data["dataset"],
            data_on=form.cleaned_data["data_on"],
            actor=request.actor,
            now=timezone.now(),
        )
    if found.state != LoadState.LOADED:
        loading.start_load(load=found, actor=request.actor)
    return found


@require_POST
def repeat(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.visible_loads(request.actor), pk=pk)
    loading.repeat_load(load=found, actor=request.actor, now=timezone.now())
    loading.start_load(load=found, actor=request.actor)
    messages.success(request, _("La lettura ricomincia."))
    return redirect("observatory:load", pk=pk)


@require_POST
def override(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.visible_loads(request.actor), pk=pk)
    form = OverrideForm(request.POST)
    if not form.is_valid():
        return _record(request, found, form, UNPROCESSABLE)
    try:
        loading.override_stop(
            load=found,
            reason=form.cleaned_data["reason"],
            actor=request.actor,
            now=timezone.now(),
        )
    except Refusal as refusal:
        form.add_error("reason", refusal.message)
        return _record(request, found, form, UNPROCESSABLE)
    loading.start_load(load=found, actor=request.actor)
    messages.success(request, _("Confermato: il file viene caricato."))
    return redirect("observatory:load", pk=pk)
