"""The contract register, the programmes of the enti, and the sheets that bring them."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from pico.core.modules.known import CIG, page_of
from pico.core.ui.lists import Column, render_list

from ..actions.contracts import importing
from ..actions.contracts import registering as actions
from ..actions.contracts.requesting import request_from_programme
from ..forms.contracts import (
    ContractFilter,
    ContractForm,
    ProgrammeFilter,
    ProgrammeForm,
    SheetForm,
)
from ..models import Contract
from ..models.office import is_office
from ..permissions import RupPermission, SuaPermission
from ..queries import contracts as queries
from ..rules.sheet_heads import CONTRACT_HEADS, PROGRAMME_HEADS
from ..terms.contracts import SheetKind
from .shared import BOTH, acting_ente, form_page, nothing_for, section, tabs

crumbs = section(gettext_lazy("Contratti"), "sua:contracts")
TABS = (
    (gettext_lazy("Contratti"), "sua:contracts"),
    (gettext_lazy("Programmazione"), "sua:programme"),
)


def urgent(contract: Contract, today) -> str:
    """The days left, for a list."""
    left = (contract.ends_on - today).days
    return (
        _("scaduto") if left < 0 else ngettext("%(n)d giorno", "%(n)d giorni", left) % {"n": left}
    )


def unbroken(row) -> str:
    """The CPV on one line."""
    return row.cpv.replace("-", "\u2011")


@require_safe
def contract_list(request):
    actor, today = request.actor, timezone.localdate()
    actor.require(RupPermission.SEE)
    return render_list(
        request,
        queryset=queries.contracts(actor, request.space.ente),
        columns=(
            Column("oggetto", _("Oggetto"), "subject", sort="subject",
                   link=lambda one: one.get_absolute_url()),
            Column("ente", _("Ente"), "ente.name", sort="ente__name"),
            Column("cig", _("CIG"), "cig", link=lambda one: page_of(request, CIG, one.cig)),
            Column("cpv", _("CPV"), unbroken, sort="cpv", export="cpv"),
            Column("fornitore", _("Fornitore"), "supplier"),
            Column("importo", _("Importo"), "amount", sort="amount", kind="money"),
            Column("scadenza", _("Scadenza"), "ends_on", sort="ends_on", kind="date"),
            Column("mancano", _("Mancano"), lambda one: urgent(one, today)),
        ),
        filter_form=ContractFilter(request.GET, today=today),
        title=_("Registro dei contratti"),
        template="sua/contracts/list.html",
        default_sort="scadenza",
        empty_title=_("Nessun contratto"),
        empty_text=nothing_for(actor, _("Inserisci i contratti in corso, o importali da un foglio: le campagne partono da quelli in scadenza.")),
        context={
            "crumbs": crumbs(), "tabs": tabs(TABS, "sua:contracts"),
            "may_add": actor.can(RupPermission.REGISTER), "add_url": reverse("sua:contract-new"),
            "add_label": _("Inserisci un contratto"), "import_url": reverse("sua:contracts-import"),
        },
    )  # fmt: skip


@require_safe
def contract(request, pk):
    found = queries.contract_for(pk, request.actor, request.space.ente)
    return render(
        request, "sua/contracts/record.html",
        {
            "title": found.subject, "contract": found, "next_term": found.ends_on,
            "may_change": request.actor.can(RupPermission.CHANGE_CONTRACT, found),
            "crumbs": crumbs((found.subject, "")),
        },
    )  # fmt: skip


def _new(request, form_class, bring, **page):
    """A new row of an ente: one's own, or for the office of the SUA the one that is chosen."""
    actor = request.actor
    actor.require(RupPermission.REGISTER)
    form = form_class(request.POST or None, actor=actor, is_office=is_office(actor))

    def act():
        return bring(
            ente=form.cleaned_data.get("ente") or acting_ente(actor), sua=request.space.ente,
            fields=form.given(), actor=actor, now=timezone.now(),
        )  # fmt: skip

    return form_page(request, form, act=act, **page)


@BOTH
def new_contract(request):
    return _new(
        request, ContractForm, actions.register_contract, said=_("Contratto registrato."),
        title=_("Inserisci un contratto"), cancel_url=reverse("sua:contracts"),
        crumbs=crumbs((_("Nuovo"), "")),
    )  # fmt: skip


@BOTH
def change_contract(request, pk):
    actor, sua = request.actor, request.space.ente
    found = queries.contract_for(pk, actor, sua)
    actor.require(RupPermission.CHANGE_CONTRACT, found)
    form = ContractForm(request.POST or None, instance=found, actor=actor, is_office=False)

    def act():
        return actions.change_contract(
            contract=queries.contract_for(pk, actor, sua), fields=form.given(), actor=actor,
            now=timezone.now(),
        )  # fmt: skip

    return form_page(
        request, form, act=act, said=_("Contratto aggiornato."), title=_("Modifica il contratto"),
        cancel_url=found.get_absolute_url(),
        crumbs=crumbs((found.subject, found.get_absolute_url()), (_("Modifica"), "")),
    )  # fmt: skip


# Programme --------------------------------------------------------------------------------------


@require_safe
def programme(request):
    actor = request.actor
    actor.require(RupPermission.SEE)
    return render_list(
        request,
        queryset=queries.programme(actor, request.space.ente),
        columns=(
            Column("oggetto", _("Oggetto"), "subject", sort="subject",
                   link=lambda one: one.get_absolute_url()),
            Column("ente", _("Ente"), "ente.name", sort="ente__name"),
            Column("cui", _("CUI"), "cui"),
            Column("tipo", _("Tipo"), "get_kind_display"),
            Column("cpv", _("CPV"), unbroken, export="cpv"),
            Column("importo", _("Importo"), "amount", sort="amount", kind="money"),
            Column("quando", _("Quando"),
                   lambda one: _("%(q)d° trim. %(y)d") % {"q": one.quarter, "y": one.year},
                   sort="year"),
        ),
        filter_form=ProgrammeFilter,
        title=_("Programmazione triennale"),
        template="sua/contracts/list.html",
        empty_title=_("Nessuna riga di programmazione"),
        empty_text=_("Importa il programma triennale: la SUA vede in anticipo le gare che arrivano."),
        context={
            "crumbs": crumbs((_("Programmazione"), "")), "tabs": tabs(TABS, "sua:programme"),
            "may_add": actor.can(RupPermission.REGISTER), "add_url": reverse("sua:programme-new"),
            "add_label": _("Inserisci una riga"), "import_url": reverse("sua:programme-import"),
        },
    )  # fmt: skip


@BOTH
def new_row(request):
    back = reverse("sua:programme")
    return _new(
        request, ProgrammeForm, actions.plan_purchase, said=_("Riga inserita."), back=back,
        title=_("Inserisci una riga di programmazione"), cancel_url=back,
        crumbs=crumbs((_("Programmazione"), back), (_("Nuova"), "")),
    )  # fmt: skip


@require_safe
def programme_row(request, pk):
    actor = request.actor
    found = queries.programme_row_for(pk, actor, request.space.ente)
    asked = queries.request_of(found, actor)
    return render(
        request, "sua/contracts/row.html",
        {
            "title": found.subject, "row": found, "asked": asked,
            "may_ask": asked is None
            and found.ente_id == actor.ente_id
            and actor.can(SuaPermission.BEGIN_REQUEST),
            "crumbs": crumbs((_("Programmazione"), reverse("sua:programme")), (found.subject, "")),
        },
    )  # fmt: skip


@require_POST
def ask_from_row(request, pk):
    """«Diventa richiesta»."""
    found = queries.programme_row_for(pk, request.actor, request.space.ente)
    made = request_from_programme(row=found, actor=request.actor, now=timezone.now())
    messages.success(
        request, _("Richiesta iniziata con i dati del programma: completala e inviala.")
    )
    return redirect(made)


# Sheets -----------------------------------------------------------------------------------------


def _import_page(request, bring, heads, title: str, cancel: str):
    actor = request.actor
    actor.require(RupPermission.REGISTER)
    asks = is_office(actor)
    form = SheetForm(request.POST or None, request.FILES or None, asks_ente=asks)

    def act():
        one = form.cleaned_data["sheet"][0]
        return bring(
            content=one.read(), name=one.name, sua=request.space.ente,
            ente=form.cleaned_data.get("ente") or acting_ente(actor), actor=actor,
            now=timezone.now(),
        )  # fmt: skip

    return form_page(
        request, form, act=act, said=_("Foglio letto."), template="sua/contracts/import.html",
        title=title, heads=heads, submit_label=_("Importa"), cancel_url=cancel,
        crumbs=crumbs((title, "")),
    )  # fmt: skip


@BOTH
def import_contracts(request):
    return _import_page(
        request, importing.import_contracts, CONTRACT_HEADS, _("Importa contratti"),
        reverse("sua:contracts"),
    )  # fmt: skip


@BOTH
def import_programme(request):
    return _import_page(
        request, importing.import_programme, PROGRAMME_HEADS, _("Importa la programmazione"),
        reverse("sua:programme"),
    )  # fmt: skip


LISTS = {
    SheetKind.CONTRACTS: "sua:contracts",
    SheetKind.PROGRAMME: "sua:programme",
    SheetKind.QUALIFICATIONS: "sua:qualifications",
}


@require_safe
def imported(request, pk):
    """What came of a sheet: what is in, and each fault with its place."""
    found = queries.import_for(pk, request.actor)
    return render(
        request, "sua/contracts/imported.html",
        {
            "title": found.file_name, "done": found, "back": reverse(LISTS[SheetKind(found.kind)]),
            "crumbs": crumbs((_("Importazione"), "")),
        },
    )  # fmt: skip
