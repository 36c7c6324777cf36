"""The living style guide: every component in every state, on rows kept in memory."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from pico.core.foundation.errors import Refusal
from pico.core.foundation.text import search_key
from pico.core.ui import colours, formats
from pico.core.ui import views as ui_views
from pico.core.ui.lists import Bulk, Column, render_list
from pico.core.ui.templatetags.ui import MEANINGS, Step, badge

from .forms import SampleFilter, SampleForm
from .samples import LEVELS, LONG, NAMES, STATES, Row, sample_events, sample_rows, sample_tabs
from .shell import sample_shell

UPI_COLOUR = "0066cc"


def page(request, here: str, **context) -> dict:
    crumbs = [
        ("Pi.Co.", "/"),
        (_("Guida di stile"), reverse("ui:guide")),
        (context["title"], ""),
    ]
    return {"shell": sample_shell(here, chosen_colour(request)), "crumbs": crumbs, **context}


def chosen_colour(request) -> str:
    code = request.GET.get("colore", "")
    return f"#{code if colours.is_colour(code) else UPI_COLOUR}"


def index(request):
    now = timezone.now()
    today = timezone.localdate()
    context = page(
        request,
        "guide",
        title=_("Componenti"),
        states=STATES,
        meanings=MEANINGS,
        levels=LEVELS,
        today=today,
        soon=today + dt.timedelta(days=3),
        far=today + dt.timedelta(days=40),
        past=today - dt.timedelta(days=2),
        now=now,
        long=LONG,
        hostile="<script>alert(1)</script>",
        steps=[
            Step(_("Oggetto"), "#", "done"),
            Step(_("Enti e importi"), "", "current"),
            Step(_("Documenti")),
            Step(_("Riepilogo")),
        ],
        events=sample_events(now),
        tabs=sample_tabs(),
    )
    return render(request, "ui/guide/index.html", context)


def forms_page(request):
    """Show the form: empty, or with `?errori` or a POST as it comes back."""
    data = request.POST if request.method == "POST" else None
    if "errori" in request.GET:
        data = {"amount": "dodici", "title": "x" * 170, "ente_text": "San"}
    form = SampleForm(data, request.FILES or None)
    context = page(
        request,
        "guide-forms",
        title=_("Nuova richiesta"),
        form=form,
        submit_label=_("Invia la richiesta"),
    )
    context |= {"cancel_url": reverse("ui:guide"), "autosave_url": reverse("ui:guide-draft")}
    return render(request, "ui/page_form.html", context)


def list_page(request):
    """Show 300 rows, or as many as `?righe=` says."""
    asked = request.GET.get("righe", "")
    total = min(int(asked), 5000) if asked.isdecimal() else 300
    return render_list(
        request,
        queryset=sample_rows(total),
        columns=(
            Column(
                "nome",
                _("Convenzione"),
                "name",
                sort="name",
                link=lambda row: f"#{row.pk}",
            ),
            Column("ente", _("Ente"), "ente", sort="ente"),
            Column("stato", _("Stato"), state_badge, sort="state"),
            Column("importo", _("Importo"), "amount", sort="amount", kind="money"),
            Column("firma", _("Firmata il"), "signed_on", sort="signed_on", kind="date"),
        ),
        filter_form=SampleFilter,
        bulk=(Bulk(_("Archivia"), reverse("ui:guide-chosen"), icon="folder"),),
        template="ui/guide/list.html",
        title=_("Convenzioni"),
        context=page(request, "guide-list", title=_("Convenzioni")),
        empty_title=_("Nessuna convenzione"),
        empty_text=_("Quando un ente firma la prima convenzione, la trovi qui."),
    )


@require_POST
def chosen(request):
    """Say how many rows were chosen, and do nothing to them."""
    keys = request.POST.getlist("scelti")
    if not keys:
        raise Refusal(_("Scegli almeno una riga dell'elenco."), code="nothing_chosen")
    messages.success(request, _("Righe scelte: %(n)d.") % {"n": len(keys)})
    return redirect("ui:guide-list")


@require_POST
def save_draft(request):
    """Answer an automatic save, and forget it."""
    return JsonResponse({"saved_at": formats.time_it(timezone.now())})


def state_badge(row: Row):
    return badge(dict(STATES)[row.state], row.state)


def record_page(request):
    today = timezone.localdate()
    context = page(
        request,
        "guide-record",
        title=_(
            "Manutenzione straordinaria del liceo di Montebelluna e messa in sicurezza della palestra"
        ),
        number="SUA-TV-2026-0042",
        turn="Stazione unica appaltante",
        next_term=today + dt.timedelta(days=4),
        tabs=sample_tabs(),
        events=sample_events(timezone.now()),
    )
    return render(request, "ui/guide/record.html", context)


def dashboard_page(request):
    context = page(request, "guide-dashboard", title=_("Come vanno le gare"))
    return render(request, "ui/guide/dashboard.html", context | {"states": STATES})


def error(request, code: int):
    """Show an error page as a person would meet it."""
    match code:
        case 403:
            return ui_views.forbidden(request, PermissionDenied())
        case 404:
            return ui_views.not_found(request)
        case 500:
            return ui_views.broken(request)
        case 400:
            return ui_views.bad_request(request)
        case 419:
            return ui_views.csrf_failed(request)
    raise Http404


def refuse(request):
    raise Refusal(
        _("Il termine è scaduto il 3 nov 2026: chiedi alla SUA di riaprirlo."),
        code="term_is_past",
    )


def progress(request):
    """Answer the progress of a job that never ends: 10 % more each time."""
    percent = (
        min(100, int(request.GET.get("da", 0)) + 10)
        if request.GET.get("da", "0").isdecimal()
        else 0
    )
    url = f"{reverse('ui:guide-progress')}?da={percent}"
    return render(
        request,
        "ui/progress.html",
        {
            "percent": percent,
            "label": _("Importazione dei Comuni"),
            "url": url if percent < 100 else "",
        },
    )


def suggest(request):
    wanted = search_key(request.GET.get("q", ""))
    found = [name for name in NAMES if wanted and wanted in search_key(name)]
    answers = [
        {"id": number, "label": name, "detail": _("Provincia · codice IPA di prova")}
        for number, name in enumerate(found, 1)
    ]
    return JsonResponse(answers, safe=False)


@require_POST
def upload(request):
    """Take a file and forget it."""
    one = request.FILES.get("file")
    if one is None:
        return JsonResponse({"message": _("Nessun file ricevuto: sceglilo di nuovo.")}, status=409)
    return JsonResponse({"id": f"{one.size}", "name": one.name})


def audience(request):
    label = dict(LEVELS).get(request.GET.get("scope", ""))
    sentence = _("Lo vede: nessuno, scegli un livello.") if not label else format_html(
        "Lo vede: <strong>{}</strong>.", label
    )  # fmt: skip
    return render(request, "ui/guide/_audience.html", {"sentence": sentence})
