"""«Controlla prima di inviare», CIG senza CUP, «Che cosa vuol dire questo errore?»."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from pico.core.files.serving import send_kept
from pico.core.foundation.identifiers import recognise
from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge

from ..actions.checks import files as file_actions
from ..actions.checks import healing as actions
from ..forms.checks import (
    ConfirmCigForm,
    ErrorFilter,
    FileForm,
    LinkForm,
    MissingFilter,
    PasteForm,
    RemedyForm,
    WaiveForm,
)
from ..permissions import RupPermission
from ..queries import check_reports as reports
from ..queries import checks as queries
from ..rules.findings import CATALOGUE, Finding
from ..rules.preflight import Lists, check_record
from ..terms.checks import SEVERITY_MEANINGS, CheckState, MissingCupState
from .shared import BOTH, form_page, section, state_badge, tabs

crumbs = section(gettext_lazy("Controlli"), "sua:checks")
TABS = (
    (gettext_lazy("Controlla prima di inviare"), "sua:checks"),
    (gettext_lazy("File controllati"), "sua:file-checks"),
    (gettext_lazy("CIG senza CUP"), "sua:missing-cups"),
    (gettext_lazy("Lotti senza CUP"), "sua:lots-without-cup"),
    (gettext_lazy("Errori ANAC"), "sua:errors"),
)
# What `recognise` calls its codes, as the checks do.
NAMES = {"cig": "cig", "cup": "cup", "cpv": "cpv", "istat": "istat", "fiscal_code": "fiscal_code"}


@BOTH
def checks(request):
    """Paste codes and read what is wrong; nothing is stored."""
    actor = request.actor
    actor.require(RupPermission.CHECK)
    form = PasteForm(request.POST if "codes" in request.POST else None)
    results = None
    if form.is_bound and form.is_valid():
        lists = queries.lists_for(request.space.ente)
        results = list(_judged(form.cleaned_data, lists))
    return render(
        request, "sua/checks/paste.html",
        {
            "title": _("Controlla prima di inviare"), "form": form, "file_form": FileForm(),
            "results": results, "wrong": sum(bool(found) for _c, _k, found in results or ()),
            "tabs": tabs(TABS, "sua:checks"), "crumbs": crumbs(),
            "may_confirm": actor.can(RupPermission.CONFIRM_CIG),
        },
    )  # fmt: skip


def _judged(data: dict, lists: Lists) -> Iterator[tuple[str, str, list[Finding]]]:
    for code in data["codes"]:
        kind = data["kind"] or _kind_of(code)
        yield code, kind.upper(), check_record({kind: code}, lists)


def _kind_of(code: str) -> str:
    """What a code is: by its form, else by its length; ten characters are a CIG."""
    known = [NAMES[kind] for kind, _code in recognise(code) if kind in NAMES]
    if known:
        return known[0]
    by_length = {15: "cup", 21: "cui", 20: "cui", 6: "istat", 8: "cpv", 5: "nuts"}
    return by_length.get(len(code.replace(" ", "")), "cig")


@require_POST
def order(request):
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        for error in form.errors.get("file", ()):
            messages.error(request, error)
        return redirect("sua:checks")
    one = form.cleaned_data["file"][0]
    check = file_actions.order_check(
        content=one, name=one.name, size=one.size, sua=request.space.ente, actor=request.actor,
        now=timezone.now(),
    )  # fmt: skip
    return redirect(check)


@require_safe
def file_checks(request):
    request.actor.require(RupPermission.CHECK)
    return render_list(
        request,
        queryset=queries.file_checks(request.actor),
        columns=(
            Column("file", _("File"), "file_name", sort="file_name",
                   link=lambda one: one.get_absolute_url()),
            Column("chiesto", _("Chiesto il"), "asked_at", sort="asked_at"),
            Column("da", _("Da"), lambda one: str(one.author)),
            Column("righe", _("Righe"), "rows", kind="number"),
            Column("errori", _("Errori"), "errors", sort="errors", kind="number"),
            Column("avvertenze", _("Avvertenze"), "warnings", kind="number"),
            Column("stato", _("Stato"), state_badge),
        ),
        title=_("File controllati"),
        template="sua/checks/list.html",
        empty_title=_("Nessun file controllato"),
        empty_text=_("Carica un CSV da «Controlla prima di inviare»."),
        context={"crumbs": crumbs((_("File"), "")), "tabs": tabs(TABS, "sua:file-checks")},
    )  # fmt: skip


@require_safe
def file_check(request, pk):
    found = queries.file_check_for(pk, request.actor)
    counts = [
        (CATALOGUE[code], SEVERITY_MEANINGS[CATALOGUE[code].severity], number)
        for code, number in found.counts.items()
        if code in CATALOGUE
    ]
    return render(
        request, "sua/checks/file.html",
        {
            "title": found.file_name, "check": found, "counts": counts,
            "findings": [(Finding(**one), SEVERITY_MEANINGS[Finding(**one).severity]) for one in found.findings],
            "is_done": found.state == CheckState.DONE, "job": found.job,
            "missing": found.missing_cups.filter(state=MissingCupState.OPEN).count(),
            "has_sheet": reports.fits_a_sheet(found),
            "crumbs": crumbs((_("File"), reverse("sua:file-checks")), (found.file_name, "")),
        },
    )  # fmt: skip


@require_safe
def report(request, pk):
    """The report of a check: CSV as the job wrote it, XLSX where it fits."""
    found = queries.file_check_for(pk, request.actor)
    if found.state != CheckState.DONE or not found.report_key:
        raise Http404
    name = f"controllo-{slugify(found.file_name)[:60]}-{found.pk}"
    if request.GET.get("formato") == "xlsx":
        if not reports.fits_a_sheet(found):
            raise Http404
        return reports.as_sheet(found, name)
    return send_kept(
        request, key=found.report_key, media_type="text/csv", name=f"{name}.csv",
        modified=found.done_at, tag=f"check-{found.pk}-{found.done_at:%s}",
    )  # fmt: skip


@BOTH
def confirm_cig(request):
    request.actor.require(RupPermission.CONFIRM_CIG)
    form = ConfirmCigForm(request.POST or None, initial={"cig": request.GET.get("cig", "")})

    def act():
        return actions.confirm_cig(
            sua=request.space.ente, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )

    return form_page(
        request, form, act=act, said=_("CIG confermato: d'ora in poi è solo un'avvertenza."),
        back=reverse("sua:checks"), title=_("Conferma un CIG"), submit_label=_("Conferma il CIG"),
        lead=_("Il controllo interno del CIG non torna. Se il codice è giusto davvero, confermalo con il motivo."),
        cancel_url=reverse("sua:checks"), crumbs=crumbs((_("Conferma un CIG"), "")),
    )  # fmt: skip


# CIG senza CUP ----------------------------------------------------------------------------------


@require_safe
def missing_cups(request):
    request.actor.require(RupPermission.CHECK)
    return render_list(
        request,
        queryset=queries.missing_cups(request.actor),
        columns=(
            Column("cig", _("CIG"), "cig", sort="cig",
                   link=lambda one: reverse("sua:missing-cup", args=[one.pk])),
            Column("oggetto", _("Oggetto"), lambda one: Truncator(one.subject).chars(90)),
            Column("pnrr", _("PNRR/PNC"), lambda one: _("sì") if one.is_pnrr else ""),
            Column("chi", _("Chi deve agire"), lambda one: one.ente.name if one.ente else one.check_of.owner.name),
            Column("proposto", _("CUP proposto"), lambda one: one.cup or one.proposed_cup),
            Column("stato", _("Stato"), state_badge, sort="state"),
        ),
        filter_form=MissingFilter,
        title=_("CIG senza CUP"),
        template="sua/checks/list.html",
        empty_title=_("Nessun CIG senza CUP"),
        empty_text=_("Qui arrivano i CIG dei file controllati che dovrebbero avere un CUP e non l'hanno."),
        context={"crumbs": crumbs((_("CIG senza CUP"), "")), "tabs": tabs(TABS, "sua:missing-cups")},
    )  # fmt: skip


@require_safe
def lots_without_cup(request):
    """The lots of one's own tenders that should have a CUP: it is written in the lot."""
    request.actor.require(RupPermission.CHECK)
    return render_list(
        request,
        queryset=queries.lots_without_cup(request.actor),
        columns=(
            Column("cig", _("CIG"), "cig", sort="cig", link=lambda one: one.get_absolute_url()),
            Column("oggetto", _("Oggetto"), lambda one: Truncator(one.subject).chars(90)),
            Column("gara", _("Gara"), "tender.number", sort="tender__number"),
            Column("pnrr", _("PNRR/PNC"), lambda one: _("sì") if one.tender.is_pnrr else ""),
            Column("proposto", _("CUP proposto"), queries.cup_of_the_other_lots),
            Column("stato", _("Stato"), lambda one: badge(one.state_label, one.meaning), sort="state"),
        ),
        title=_("Lotti senza CUP"),
        template="sua/checks/list.html",
        empty_title=_("Nessun lotto senza CUP"),
        empty_text=_("Qui stanno i lotti delle gare, di lavori o PNRR, che hanno un CIG e non un CUP."),
        context={"crumbs": crumbs((_("Lotti senza CUP"), "")), "tabs": tabs(TABS, "sua:lots-without-cup")},
    )  # fmt: skip


@require_safe
def missing_cup(request, pk):
    found = queries.missing_cup_for(pk, request.actor)
    may_heal = found.state == MissingCupState.OPEN and request.actor.can(RupPermission.HEAL, found)
    return render(
        request, "sua/checks/missing.html",
        {
            "title": found.cig, "missing": found, "may_heal": may_heal,
            "link_form": LinkForm(initial={"cup": found.proposed_cup}), "waive_form": WaiveForm(),
            "crumbs": crumbs((_("CIG senza CUP"), reverse("sua:missing-cups")), (found.cig, "")),
        },
    )  # fmt: skip


@require_POST
def link_cup(request, pk):
    found = queries.missing_cup_for(pk, request.actor)
    actions.link_cup(
        missing=found, cup=request.POST.get("cup", ""), actor=request.actor, now=timezone.now()
    )
    messages.success(request, _("CUP collegato."))
    return redirect("sua:missing-cups")


@require_POST
def waive_cup(request, pk):
    found = queries.missing_cup_for(pk, request.actor)
    actions.waive_cup(
        missing=found, reason=request.POST.get("reason", ""), actor=request.actor,
        now=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Segnato: il CUP non è dovuto."))
    return redirect("sua:missing-cups")


# «Che cosa vuol dire questo errore?» ------------------------------------------------------------


@require_safe
def errors(request):
    request.actor.require(RupPermission.SEE)
    form = ErrorFilter(request.GET)
    text = form.chosen.get("q", "")
    return render_list(
        request,
        queryset=queries.errors(text),
        columns=(
            Column("codice", _("Codice"), "code", link=lambda one: one.get_absolute_url()),
            Column("messaggio", _("Messaggio di ANAC"), lambda one: Truncator(one.message).chars(140)),
            Column("rimedio", _("Che cosa fare"),
                   lambda one: Truncator(one.remedy).chars(160) or _("non ancora spiegato")),
        ),
        filter_form=form,
        title=_("Che cosa vuol dire questo errore?"),
        template="sua/checks/list.html",
        empty_title=_("Il dizionario è vuoto"),
        empty_text=_("Chi gestisce la piattaforma carica l'elenco degli errori di ANAC."),
        context={"crumbs": crumbs((_("Errori ANAC"), "")), "tabs": tabs(TABS, "sua:errors")},
    )  # fmt: skip


@require_safe
def error(request, code):
    request.actor.require(RupPermission.SEE)
    found = queries.error_named(code)
    return render(
        request, "sua/checks/error.html",
        {
            "title": found.code, "error": found,
            "may_change": request.actor.can(RupPermission.REMEDY),
            "crumbs": crumbs((_("Errori ANAC"), reverse("sua:errors")), (found.code, "")),
        },
    )  # fmt: skip


@BOTH
def change_error(request, code):
    request.actor.require(RupPermission.REMEDY)
    found = queries.error_named(code)
    form = RemedyForm(request.POST or None, instance=found)

    def act():
        return actions.change_remedy(
            code=code, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )

    return form_page(
        request, form, act=act, said=_("Spiegazione salvata."), title=_("Spiega %(code)s") % {"code": code},
        cancel_url=found.get_absolute_url(),
        crumbs=crumbs((_("Errori ANAC"), reverse("sua:errors")), (code, found.get_absolute_url()), (_("Spiega"), "")),
    )  # fmt: skip
