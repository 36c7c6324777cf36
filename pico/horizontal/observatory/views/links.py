"""CUP and CIG: the lists with which Provinces clean their data, and what they decide of a pair."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge

from ..actions import linking
from ..forms.links import AddForm, DecisionFilter, RefuseForm, WithoutCigFilter, WithoutCupFilter
from ..permissions import DataPermission, LinkPermission
from ..queries import pairs, unlinked
from ..queries.lake import the_lake
from ..terms.sections import LotState
from .records import LOTS, PROJECTS, register
from .shared import way

TEMPLATE = "observatory/links/list.html"
UNPROCESSABLE = 422
STATUS = Column("stato-cup", gettext_lazy("Stato del CUP"), "status", sort="status")
# A project without CIG has neither their number nor their amount, nor a state but that.
WITHOUT_CIG = (
    *(one for one in PROJECTS if one.key not in ("stato", "cig", "importo-cig")), STATUS,
)  # fmt: skip
DECISIONS = (
    Column("cup", "CUP", "cup", sort="cup", link=lambda row: row.get_absolute_url()),
    Column("cig", "CIG", "cig", sort="cig"),
    Column("provincia", gettext_lazy("Provincia"), "ente.name", sort="ente__name"),
    Column("decisione", gettext_lazy("Decisione"), lambda row: badge(row.label, row.meaning), export="label"),
    Column("motivo", gettext_lazy("Motivo"), "reason"),
    Column("fonti", gettext_lazy("Fonti"), "told_by"),
    Column("deciso", gettext_lazy("Deciso il"), "decided_at", sort="decided_at", kind="date"),
)  # fmt: skip


def _tabs(name: str) -> list[dict]:
    labels = (
        ("lots-without-cup", _("CIG senza CUP")), ("cups-without-cig", _("CUP senza CIG")),
        ("links", _("Decisioni")),
    )  # fmt: skip
    return [
        {"label": label, "url": reverse(f"observatory:{one}"), "active": one == name}
        for one, label in labels
    ]


def _may_add(request) -> bool:
    return request.actor.can(LinkPermission.DECIDE, pairs.own_of(request.actor))


def _links_way(*more) -> list:
    return way((_("Collegamenti CUP–CIG"), reverse("observatory:links")), *more)


@require_safe
def lots_without_cup(request):
    """«CIG senza CUP ma PNRR = sì»."""
    request.actor.require(DataPermission.READ)
    form = WithoutCupFilter(request.GET)
    rows = unlinked.lots_without_cup(form.filters, form.chosen)
    title = _("CIG senza CUP")
    return register(
        request, rows, LOTS, form, title, _("Nessun CIG senza CUP per i filtri selezionati"),
        "-pubblicato", template=TEMPLATE, crumbs=_links_way((title, "")),
        tabs=_tabs("lots-without-cup"), may_add=_may_add(request), updated_on=the_lake().updated_on("lots"),
        lead=_("Lotti che dichiarano PNRR/PNC e che nessuna fonte collega a un progetto. Apri un CIG per aggiungere il suo CUP."),
        source=_("ANAC, dati aperti sui CIG; decisioni delle Province"),
    )  # fmt: skip


@require_safe
def cups_without_cig(request):
    """«CUP senza CIG»."""
    request.actor.require(DataPermission.READ)
    form = WithoutCigFilter(request.GET)
    rows = unlinked.projects_without_cig(form.filters, form.chosen)
    title = _("CUP senza CIG")
    return register(
        request, rows, WITHOUT_CIG, form, title, _("Nessun CUP senza CIG per i filtri selezionati"),
        "-finanziamento", template=TEMPLATE, crumbs=_links_way((title, "")),
        tabs=_tabs("cups-without-cig"), may_add=_may_add(request), updated_on=the_lake().updated_on("projects"),
        lead=_("Progetti PNRR e PNC di cui non si conosce nessuna gara. Apri un CUP per aggiungere il suo CIG."),
        source=_("Italia Domani (ReGiS) e PNC; decisioni delle Province"),
    )  # fmt: skip


@require_safe
def decisions(request):
    """What the Provinces decided, the latest first."""
    request.actor.require(DataPermission.READ)
    title = _("Collegamenti CUP–CIG")
    return render_list(
        request,
        queryset=pairs.visible_decisions(request.actor),
        columns=DECISIONS,
        filter_form=DecisionFilter,
        template=TEMPLATE,
        title=title,
        default_sort="-deciso",
        empty_title=_("Nessuna decisione"),
        empty_text=_("Le Province confermano, rifiutano o aggiungono i collegamenti dalla pagina di un CUP o di un CIG."),
        context={"tabs": _tabs("links"), "crumbs": way((title, "")), "may_add": _may_add(request)},
    )  # fmt: skip


@require_safe
def link(request, cup: str, cig: str):
    """One pair: who says it, what the Province said of it."""
    request.actor.require(DataPermission.READ)
    return _page(request, _known(cup, cig), RefuseForm())


def _known(cup: str, cig: str) -> pairs.Pair:
    found = pairs.pair(cup, cig)
    if not (found.is_told or found.decision):
        raise Http404
    return found


def _page(request, pair: pairs.Pair, form: RefuseForm):
    may_decide = request.actor.can(LinkPermission.DECIDE, pair)
    state = (pair.link or {}).get("state") or (pairs.state_of(pair.lot) if pair.lot else "")
    context = {
        "title": _("Collegamento fra un CUP e un CIG"),
        "number": f"{pair.cup} – {pair.cig}",
        "crumbs": _links_way((f"{pair.cup} – {pair.cig}", "")),
        "pair": pair,
        "state_label": dict(LotState.choices).get(state, ""),
        "form": form if may_decide and pair.is_told and not pair.is_live else None,
        "may_decide": may_decide,
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "observatory/links/link.html", context, status=status)


@require_POST
def confirm(request, cup: str, cig: str):
    linking.confirm_link(cup=cup, cig=cig, actor=request.actor, now=timezone.now())
    messages.success(request, _("Collegamento confermato."))
    return redirect("observatory:link", cup, cig)


@require_POST
def refuse(request, cup: str, cig: str):
    request.actor.require(DataPermission.READ)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _page(request, _known(cup, cig), form)
    linking.refuse_link(
        cup=cup, cig=cig, reason=form.cleaned_data["reason"], actor=request.actor,
        now=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Collegamento rifiutato: non conta più."))
    return redirect("observatory:link", cup, cig)


@require_POST
def undo(request, cup: str, cig: str):
    linking.undo_decision(cup=cup, cig=cig, actor=request.actor, now=timezone.now())
    messages.success(request, _("Decisione annullata."))
    return redirect("observatory:link", cup, cig)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request):
    """Say that a CUP and a CIG are linked; what is wrong is said in the form."""
    request.actor.require(LinkPermission.DECIDE, pairs.own_of(request.actor))
    given = {name: request.GET.get(name, "") for name in ("cup", "cig")}
    form = AddForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            made = linking.add_link(
                **form.cleaned_data, actor=request.actor, now=timezone.now()
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(_field_of(refusal.code), str(refusal))
        else:
            messages.success(request, _("Collegamento aggiunto."))
            return redirect(made)
    title = _("Aggiungi un collegamento")
    context = {
        "title": title,
        "crumbs": _links_way((title, "")),
        "form": form,
        "submit_label": _("Aggiungi il collegamento"),
        "cancel_url": _back(given),
        "lead": _("Vale da subito nelle pagine del CUP e del CIG, e negli indicatori dal prossimo aggiornamento dei dati."),
    }  # fmt: skip
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "ui/page_form.html", context, status=status)


def _field_of(code: str) -> str | None:
    return {"bad_cup": "cup", "placeholder_cup": "cup", "bad_cig": "cig"}.get(code)


def _back(given: dict[str, str]) -> str:
    """The page that one came from; an address that somebody wrote by hand may say anything."""
    for name, view in (("cup", "cup"), ("cig", "lot")):
        if given[name].isalnum():
            return reverse(f"observatory:{view}", args=[given[name]])
    return reverse("observatory:links")
