"""«Scaricamenti automatici»: the addresses that are asked by the clock."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge

from ..actions import scheduled_downloads as actions
from ..forms.downloads import DownloadForm
from ..models import ScheduledDownload
from ..permissions import LakePermission
from ..queries import downloads as queries
from ..rules.sources import SOURCES
from .shared import way

BOTH = require_http_methods(["GET", "POST"])
UNPROCESSABLE = 422


def state_of(source: ScheduledDownload) -> str:
    return source.get_cadence_display() if source.is_on else _("Sospeso")


COLUMNS = (
    Column("archivio", gettext_lazy("Archivio"), str, link=ScheduledDownload.get_absolute_url),
    Column("indirizzo", gettext_lazy("Indirizzo"), "address"),
    Column("cadenza", gettext_lazy("Cadenza"), state_of),
    Column(
        "esito", gettext_lazy("Esito"), lambda row: badge(row.get_outcome_display(), row.meaning),
        export=lambda row: row.get_outcome_display(),
    ),
    Column("prova", gettext_lazy("Ultima prova"), "tried_at", sort="tried_at", kind="date"),
)  # fmt: skip


def trail_of_pages(*here: tuple[str, str]) -> list:
    return way(
        (_("Caricamenti"), reverse("observatory:loads")),
        (_("Scaricamenti automatici"), reverse("observatory:downloads") if here else ""),
        *here,
    )


@require_safe
def download_list(request: HttpRequest) -> HttpResponse:
    """Every address with how its last turn went."""
    request.actor.require(LakePermission.SEE_LOADS)
    return render_list(
        request,
        queryset=queries.visible_downloads(request.actor),
        columns=COLUMNS,
        template="observatory/downloads/list.html",
        title=_("Scaricamenti automatici"),
        empty_title=_("Nessun indirizzo si scarica da solo"),
        empty_text=_("Aggiungi l'indirizzo di un archivio: di notte si chiede se c'è qualcosa di nuovo."),
        context={
            "may_load": request.actor.can(LakePermission.LOAD),
            "not_fetched": queries.not_fetched(),
            "crumbs": trail_of_pages(),
        },
    )  # fmt: skip


@BOTH
def download_new(request: HttpRequest) -> HttpResponse:
    """A new address; `?archivio=` fills in the one that is known."""
    known = SOURCES.get(request.GET.get("archivio", ""))
    initial = {"dataset": known.key, "address": known.download} if known else {}
    return _form(request, None, initial)


@BOTH
def download(request: HttpRequest, pk: int) -> HttpResponse:
    return _form(request, get_object_or_404(queries.visible_downloads(request.actor), pk=pk), {})


def _form(request: HttpRequest, source: ScheduledDownload | None, initial: dict) -> HttpResponse:
    request.actor.require(LakePermission.LOAD)
    form = DownloadForm(request.POST or None, instance=source, initial=initial)
    if request.method == "POST" and form.is_valid() and _keep(request, form, source):
        messages.success(request, _("Scaricamento automatico salvato."))
        return redirect("observatory:downloads")
    title = str(source) if source else _("Nuovo scaricamento automatico")
    context = {
        "title": title,
        "form": form,
        "source": source,
        "cancel_url": reverse("observatory:downloads"),
        "crumbs": trail_of_pages((title, "")),
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "observatory/downloads/form.html", context, status=status)


def _keep(request: HttpRequest, form: DownloadForm, source: ScheduledDownload | None) -> bool:
    try:
        actions.keep_download(
            source=source, values=form.cleaned_data, actor=request.actor, now=timezone.now()
        )
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return False
    return True


@require_POST
def download_now(request: HttpRequest, pk: int) -> HttpResponse:
    source = get_object_or_404(queries.visible_downloads(request.actor), pk=pk)
    actions.ask_for(source=source, actor=request.actor)
    messages.success(request, _("Si chiede ora: l'esito compare qui."))
    return redirect("observatory:downloads")


@require_POST
def download_drop(request: HttpRequest, pk: int) -> HttpResponse:
    source = get_object_or_404(queries.visible_downloads(request.actor), pk=pk)
    actions.drop_download(source=source, actor=request.actor, now=timezone.now())
    messages.success(request, _("Indirizzo tolto: ciò che era arrivato resta."))
    return redirect("observatory:downloads")
