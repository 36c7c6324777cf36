"""Pages of the register of enti, and the suggestions that every form of the house asks for."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pico.core.foundation.errors import Refusal
from pico.core.ui import formats
from pico.core.ui.lists import Column, render_list

from . import actions, queries
from .forms import ALL, CEASED, EnteFilter, EnteForm, NewEnteForm
from .models import Ente, RegistryImport
from .permissions import EntiPermission
from .terms import EnteKind, Outcome


def ente_url(ente: Ente) -> str:
    return reverse("enti:detail", args=[ente.pk])


def place_of(ente: Ente) -> str:
    return ente.territory.plate if ente.territory else ""


COLUMNS = (
    Column("name", gettext_lazy("Denominazione"), sort="name", link=ente_url),
    Column("kind", gettext_lazy("Tipo"), "get_kind_display", sort="kind"),
    Column("place", gettext_lazy("Prov."), place_of, sort="territory__plate"),
    Column("region", gettext_lazy("Regione"), "region.name", sort="region__name"),
    Column("ipa_code", gettext_lazy("Codice IPA"), sort="ipa_code"),
    Column("istat_code", gettext_lazy("Codice ISTAT"), sort="istat_code"),
    Column("fiscal_code", gettext_lazy("Codice fiscale")),
)
CEASED_ON = Column("valid_to", gettext_lazy("Cessato il"), sort="valid_to", kind="date")


@require_GET
def enti_list(request):
    """The register: filters, search, export. Public."""
    shows_ceased = request.GET.get("life") in (ALL, CEASED)
    return render_list(
        request,
        queryset=queries.enti(),
        columns=(*COLUMNS, CEASED_ON) if shows_ceased else COLUMNS,
        title=_("Enti"),
        filter_form=EnteFilter,
        template="enti/list.html",
        context={
            "crumbs": [(_("Enti"), "")],
            "may_create": request.actor.can(EntiPermission.CREATE_ENTE),
        },
        empty_title=_("Il registro è vuoto"),
        empty_text=_("Si riempie con «manage.py import_enti --registry»."),
    )


@require_GET
@cache_control(public=True, max_age=300)
def suggest(request):
    """At most ten enti for what was typed, as JSON; `tipo` (repeatable) keeps only those kinds."""
    kinds = [k for k in request.GET.getlist("tipo") if k in EnteKind.values]
    found = queries.suggestions(request.GET.get("q", ""), kinds)
    return JsonResponse(
        [
            {"id": ente.pk, "label": ente.name, "detail": queries.name_detail(ente)}
            for ente in found
        ],
        safe=False,
    )


def _ente(pk: int) -> Ente:
    return get_object_or_404(queries.enti(), pk=pk)


def _frame(request, ente: Ente, here: str) -> dict:
    """What every page of one ente shows: title, way back, tabs, what may be done."""
    may_edit = request.actor.can(EntiPermission.EDIT_ENTE, ente)
    tabs = [("detail", _("Riepilogo"))]
    if queries.has_territory(ente):
        tabs.append(("comuni", _("Comuni")))
    if may_edit:
        tabs.append(("history", _("Storia")))
    return {
        "title": ente.name,
        "ente": ente,
        "may_edit": may_edit,
        "crumbs": [(_("Enti"), reverse("enti:list")), (ente.name, "")],
        "tabs": [
            {
                "label": label,
                "url": reverse(f"enti:{name}", args=[ente.pk]),
                "active": name == here,
            }
            for name, label in tabs
        ]
        if len(tabs) > 1
        else [],
    }


@require_GET
def detail(request, pk: int):
    """The card of an ente: codes, territory, life, yesterday's codes, contacts. Public."""
    ente = _ente(pk)
    frame = _frame(request, ente, "detail")
    space = getattr(ente, "space", None)
    context = {
        "codes": ente.codes.order_by("scheme", "valid_to"),
        "stays": ente.territories.select_related("territory").order_by("valid_from", "pk"),
        "successors": ente.successors.select_related("new"),
        "predecessors": ente.predecessors.select_related("old"),
        "province": None if queries.has_territory(ente) else queries.province_of(ente),
        "space": space,
        "may_configure": space is not None
        and request.actor.can(EntiPermission.CONFIGURE_SPACE, space),
        "manual": queries.manual_values(ente) if frame["may_edit"] else [],
    }
    return render(request, "enti/detail.html", {**frame, **context})


@require_GET
def comuni(request, pk: int):
    """The Comuni of a territory."""
    ente = _ente(pk)
    if not queries.has_territory(ente):
        raise Http404
    columns = (
        Column("name", _("Comune"), "short_name", sort="short_name", link=ente_url),
        Column("istat_code", _("Codice ISTAT"), sort="istat_code"),
        Column("belfiore", _("Codice catastale"), sort="belfiore"),
        Column("ipa_code", _("Codice IPA"), sort="ipa_code"),
    )
    return render_list(
        request,
        queryset=queries.comuni_of(ente),
        columns=columns,
        template="enti/comuni.html",
        context=_frame(request, ente, "comuni"),
        title=_("Comuni: %(name)s") % {"name": ente.name},
        empty_title=_("Nessun Comune nel registro"),
    )


@require_GET
def history(request, pk: int):
    """What changed in the data of an ente; refuse who may not edit it."""
    ente = _ente(pk)
    frame = _frame(request, ente, "history")
    if not frame["may_edit"]:
        raise Http404
    events = [
        {"at": line.at, "title": line.sentence, "who": line.person_name}
        for line in queries.history_of(ente)[:200]
    ]
    return render(request, "enti/history.html", {**frame, "events": events})


@require_http_methods(["GET", "POST"])
def edit(request, pk: int):
    """Type values that no import overwrites; refuse who may not."""
    ente = _ente(pk)
    if not request.actor.can(EntiPermission.EDIT_ENTE, ente):
        raise PermissionDenied(_("Solo UPI e l'amministratore dell'ente ne modificano i dati."))
    may_identify = request.actor.can(EntiPermission.IDENTIFY_ENTE, ente)
    form = EnteForm(request.POST or None, instance=ente, may_identify=may_identify)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_ente(
                ente=ente,
                values=form.cleaned_data,
                actor=request.actor,
                now=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Dati salvati."))
            return redirect(ente_url(ente))
    context = {
        "title": _("Modifica i dati"),
        "lead": _(
            "I valori che cambi restano i tuoi: gli allineamenti con ISTAT e Indice PA non li toccano."
        ),
        "form": form,
        "cancel_url": ente_url(ente),
        "crumbs": [
            (_("Enti"), reverse("enti:list")),
            (ente.name, ente_url(ente)),
            (_("Modifica"), ""),
        ],
    }
    return render(request, "ui/page_form.html", context)


@require_POST
def revert(request, pk: int, field: str):
    """Take the registry's value back."""
    ente = _ente(pk)
    actions.revert_field(ente=ente, field=field, actor=request.actor, now=timezone.now())
    messages.success(request, _("Ripristinato il valore del registro."))
    return redirect(ente_url(ente))


@require_http_methods(["GET", "POST"])
def create(request):
    """Add an ente that no registry lists; only UPI."""
    if not request.actor.can(EntiPermission.CREATE_ENTE):
        raise PermissionDenied(_("Solo UPI aggiunge un ente al registro."))
    form = NewEnteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ente = actions.create_ente(values=form.values, actor=request.actor, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Ente aggiunto al registro."))
            return redirect(ente_url(ente))
    context = {
        "title": _("Aggiungi un ente"),
        "lead": _("Solo per gli enti che non sono né nell'elenco ISTAT né nell'Indice PA."),
        "form": form,
        "submit_label": _("Aggiungi l'ente"),
        "cancel_url": reverse("enti:list"),
        "crumbs": [(_("Enti"), reverse("enti:list")), (_("Aggiungi"), "")],
    }
    return render(request, "ui/page_form.html", context)


@require_GET
def differences(request):
    """Where the values typed here disagree with the registry; only UPI."""
    if not request.actor.can(EntiPermission.COMPARE_REGISTRY):
        raise PermissionDenied(_("Solo UPI confronta il registro con i valori manuali."))
    columns = (
        Column("ente", _("Ente"), "ente.name", link=lambda row: ente_url(row.ente)),
        Column("label", _("Dato")),
        Column("manual", _("Valore manuale")),
        Column("registry", _("Valore del registro")),
    )
    return render_list(
        request,
        queryset=queries.differences(),
        columns=columns,
        title=_("Differenze con il registro"),
        context={"crumbs": [(_("Enti"), reverse("enti:list")), (_("Differenze"), "")]},
        empty_title=_("Nessuna differenza"),
        empty_text=_("Ogni valore inserito a mano è uguale a quello di ISTAT e dell'Indice PA."),
    )


def import_url(run: RegistryImport) -> str:
    return reverse("enti:import", args=[run.pk])


@require_GET
def imports(request):
    """The runs that changed the registry; only UPI."""
    if not request.actor.can(EntiPermission.COMPARE_REGISTRY):
        raise PermissionDenied(_("Solo UPI vede gli allineamenti del registro."))
    columns = (
        Column("at", _("Quando"), sort="at", kind="date", link=import_url),
        Column("source", _("Fonte"), "get_source_display", sort="source"),
        Column("day", _("Dati al"), sort="day", kind="date"),
        Column("file_name", _("File")),
        Column("added", _("Aggiunti"), lambda run: run.counts["ADDED"], kind="number"),
        Column("changed", _("Modificati"), lambda run: run.counts["CHANGED"], kind="number"),
        Column("ceased", _("Cessati"), lambda run: run.counts["CEASED"], kind="number"),
        Column("refused", _("Rifiutati"), lambda run: run.counts["REFUSED"], kind="number"),
    )
    return render_list(
        request,
        queryset=queries.imports(),
        columns=columns,
        title=_("Allineamenti del registro"),
        context={"crumbs": [(_("Enti"), reverse("enti:list")), (_("Allineamenti"), "")]},
        empty_title=_("Nessun allineamento"),
    )


@require_GET
def import_lines(request, pk: int):
    """What one run changed, closed, kept and refused; only UPI."""
    if not request.actor.can(EntiPermission.COMPARE_REGISTRY):
        raise PermissionDenied(_("Solo UPI vede gli allineamenti del registro."))
    run = get_object_or_404(queries.imports().defer(None), pk=pk)
    columns = (
        Column("ente", _("Ente"), sort="ente"),
        Column("code", _("Codice")),
        Column("outcome", _("Esito"), lambda line: Outcome(line["outcome"]).label),
        Column("field", _("Dato")),
        Column("before", _("Prima")),
        Column("after", _("Dopo")),
        Column("reason", _("Motivo")),
    )
    title = _("Allineamento del %(day)s") % {"day": formats.date_it(run.at)}
    return render_list(
        request,
        queryset=run.lines,
        columns=columns,
        title=title,
        context={
            "crumbs": [
                (_("Enti"), reverse("enti:list")),
                (_("Allineamenti"), reverse("enti:imports")),
                (title, ""),
            ]
        },
        empty_title=_("Solo enti aggiunti"),
        empty_text=_("Nessun ente modificato, cessato o rifiutato."),
    )
