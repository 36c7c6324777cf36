"""RUPs lent between enti; who leaves and who follows."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pico.core.ui.lists import Column, render_list
from pico.engines.workflow.views import step_page

from ..actions.rup import loans as actions
from ..actions.rup.successions import Fate, succeed
from ..forms.rup import LEFT, LeaverForm, LoanForm, SuccessionForm
from ..models import RupLoan
from ..permissions import RupPermission
from ..queries import loans as queries
from ..queries.rup import colleagues
from ..terms.rup import LoanState
from .rup import crumbs, rup_tabs
from .shared import BOTH, acting_ente, form_page, state_badge


@require_safe
def loan_list(request):
    request.actor.require(RupPermission.SEE)
    return render_list(
        request,
        queryset=queries.loans(request.actor, request.space.ente),
        columns=(
            Column("rup", _("RUP"), lambda one: str(one.profile.person),
                   sort="profile__search_key", link=lambda one: one.get_absolute_url()),
            Column("da", _("Dall'ente"), "lender.name"),
            Column("a", _("All'ente"), "borrower.name"),
            Column("per", _("Per che cosa"), "purpose"),
            Column("dal", _("Dal"), "starts_on", sort="starts_on", kind="date"),
            Column("al", _("Al"), "ends_on", sort="ends_on", kind="date"),
            Column("stato", _("Stato"), state_badge, sort="state"),
        ),
        title=_("Prestiti di RUP"),
        template="sua/rup/loans.html",
        empty_title=_("Nessun prestito"),
        empty_text=_("Quando un ente non ha un RUP adatto può chiederlo a un altro: si parte da un profilo dell'Elenco."),
        context={
            "crumbs": crumbs((_("Prestiti"), "")), "tabs": rup_tabs("sua:loans"),
            "may_ask": request.actor.can(RupPermission.ASK_LOAN),
        },
    )  # fmt: skip


@BOTH
def ask(request):
    actor, sua = request.actor, request.space.ente
    actor.require(RupPermission.ASK_LOAN)
    form = LoanForm(
        request.POST or None, choices=queries.lendable(actor, sua),
        initial={"profile": request.GET.get("rup")},
    )  # fmt: skip

    def act():
        return actions.ask_loan(sua=sua, actor=actor, now=timezone.now(), **form.cleaned_data)

    return form_page(
        request, form, act=act, said=_("Richiesta inviata all'ente del RUP."),
        title=_("Chiedi un RUP in prestito"), submit_label=_("Invia la richiesta"),
        lead=_("L'ente del RUP riceve la richiesta con uno schema di accordo; tu registri poi l'atto di nomina."),
        cancel_url=reverse("sua:loans"), crumbs=crumbs((_("Prestiti"), reverse("sua:loans")), (_("Nuovo"), "")),
    )  # fmt: skip


def turn_of(loan: RupLoan) -> str:
    """The ente that must act now; nobody while the loan runs or is over."""
    turns = {LoanState.ASKED: loan.lender.name, LoanState.AGREED: loan.borrower.name}
    return turns.get(LoanState(loan.state), "")


@require_safe
def loan(request, pk):
    found = queries.loan_for(pk, request.actor, request.space.ente)
    return render(
        request, "sua/rup/loan.html",
        {
            "title": found.purpose, "loan": found, "turn": turn_of(found),
            "crumbs": crumbs((_("Prestiti"), reverse("sua:loans")), (found.purpose, "")),
        },
    )  # fmt: skip


@BOTH
def loan_step(request, pk, name):
    found = queries.loan_for(pk, request.actor, request.space.ente)
    back = found.get_absolute_url()
    return step_page(
        request, found, name, back=back, act=actions.make_step,
        crumbs=tuple(crumbs((_("Prestiti"), reverse("sua:loans")), (found.purpose, back))),
    )  # fmt: skip


# Successions ------------------------------------------------------------------------------------


@require_safe
def succession_list(request):
    request.actor.require(RupPermission.SEE)
    return render_list(
        request,
        queryset=queries.successions(request.actor, request.space.ente),
        columns=(
            Column("chi", _("Chi lascia"), lambda one: str(one.leaver),
                   link=lambda one: one.get_absolute_url()),
            Column("ente", _("Ente"), "ente.name"),
            Column("cose", _("Incarichi passati"), "count", kind="number"),
            Column("atto", _("Atto"), "act"),
            Column("effetto", _("Con effetto dal"), "effective_on", sort="effective_on", kind="date"),
        ),
        title=_("Subentri"),
        template="sua/rup/successions.html",
        empty_title=_("Nessun subentro"),
        empty_text=_("Quando una persona lascia, tutto ciò che segue passa ad altri con un solo atto."),
        context={
            "crumbs": crumbs((_("Subentri"), "")), "tabs": rup_tabs("sua:successions"),
            "may_make": request.actor.can(RupPermission.SUCCEED),
        },
    )  # fmt: skip


@BOTH
def new_succession(request):
    """First who leaves; then everything he holds, each thing with its heir."""
    actor, sua, today = request.actor, request.space.ente, timezone.localdate()
    actor.require(RupPermission.SUCCEED)
    people = colleagues(actor.ente_id)
    chosen = LeaverForm(request.GET, people=people)
    context = {
        "title": _("Registra un subentro"), "chosen": chosen,
        "crumbs": crumbs((_("Subentri"), reverse("sua:successions")), (_("Nuovo"), "")),
    }  # fmt: skip
    if not chosen.is_valid():
        return render(
            request, "sua/rup/leaver.html", {**context, "chosen": LeaverForm(people=people)}
        )
    leaver = chosen.cleaned_data["chi"]
    held = queries.held_by(leaver, acting_ente(actor), today)
    form = SuccessionForm(request.POST or None, held=held, people=people.exclude(pk=leaver.pk))

    def act():
        return succeed(
            leaver=leaver, sua=sua, fates=_fates(form, held), act=form.cleaned_data["act"],
            act_on=form.cleaned_data["act_on"], effective_on=form.cleaned_data["effective_on"],
            actor=actor, now=timezone.now(),
        )  # fmt: skip

    if not held:
        return render(request, "sua/rup/leaver.html", {**context, "leaver": leaver})
    return form_page(
        request, form, act=act, said=_("Subentro registrato: nulla è rimasto senza titolare."),
        lead=_("%(who)s ha in carico %(n)d cose. Per ciascuna scegli chi subentra.")
        % {"who": leaver, "n": len(held)},
        submit_label=_("Registra il subentro"), cancel_url=reverse("sua:successions"), **context,
    )  # fmt: skip


def _fates(form: SuccessionForm, held) -> dict[str, Fate]:
    data = form.cleaned_data
    return {
        one.key: Fate(left_because=data[f"{one.key}-perche"])
        if data[one.key] == LEFT
        else Fate(heir=form.people[data[one.key]])
        for one in held
    }


@require_safe
def succession(request, pk):
    found = queries.succession_for(pk, request.actor, request.space.ente)
    return render(
        request, "sua/rup/succession.html",
        {
            "title": str(found), "succession": found, "items": found.items.select_related("heir"),
            "crumbs": crumbs((_("Subentri"), reverse("sua:successions")), (str(found), "")),
        },
    )  # fmt: skip
