"""The what-if: two scenarios side by side in the address, the report, the tender."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal

from ...actions.campaigns import settling
from ...forms.campaigns.simulating import LOTS, TOOLS, ScenarioForm, TenderForm
from ...models import Campaign, Plan
from ...permissions import CampaignPermission
from ...queries.campaigns import campaigns as queries
from ...queries.campaigns import plans
from ...queries.campaigns.facts import facts_of
from ...rules.simulator import LotsBy, NoSaving, Outcome, Work, simulate
from ...terms.campaigns import CampaignState, Unit
from ...terms.procurement import ContractKind
from ..shared import form_page
from . import printing
from .tabs import crumbs_of, tabs_of

COMPARE = "confronta"
SHOWN_LEAVERS = 8
WORK_LABELS = {
    Work.WORKS: ContractKind.WORKS,
    Work.SUPPLIES: ContractKind.SUPPLIES,
    Work.SERVICES: ContractKind.SERVICES,
}
WHY_NOT = {
    NoSaving.NO_HISTORY: gettext_lazy("la SUA non ha ancora lotti aggiudicati con questi CPV"),
    NoSaving.NO_VALUE: gettext_lazy("nessun valore da confrontare"),
}


def _found(request, pk) -> tuple[Campaign, Plan]:
    found = queries.managed_campaign(pk, request.space, request.actor)
    made = plans.plan_of(found)
    if made is None or not (found.is_frozen or found.state == CampaignState.CHECKING):
        raise Refusal(_("Calcola prima il piano, nella scheda «Consolidamento»."), code="no_plan")
    return found, made


def _scenarios(request, campaign: Campaign, plan: Plan):
    """The scenarios that the address describes, reckoned over the same needs."""
    needs = plans.needs(plan)
    enti = {
        ente.pk: ente
        for ente in Ente.objects.filter(pk__in={need.ente for need in needs}).order_by("name")
    }
    facts = facts_of(campaign.owner, timezone.localdate())
    letters = ("a", "b") if COMPARE in request.GET else ("a",)
    found = []
    for letter in letters:
        form = ScenarioForm(request.GET, prefix=letter, enti=enti.values(), initial={})
        outcome = simulate(needs, form.assumptions, facts)
        shown_form = ScenarioForm(prefix=letter, enti=enti.values(), initial=_initial(outcome))
        found.append({"letter": letter.upper(), "form": shown_form, **said(outcome, enti)})
    return found


def _initial(outcome: Outcome) -> dict:
    chosen = outcome.assumptions
    return {
        "lots_by": str(chosen.lots_by), "digits": chosen.digits, "tool": str(chosen.tool),
        "months": chosen.months, "options": chosen.options, "only_certain": chosen.only_certain,
        "without": sorted(chosen.without),
    }  # fmt: skip


def said(outcome: Outcome, enti: dict[int, Ente]) -> dict:
    """A scenario in words for the page and the report."""
    names = lot_names(outcome)
    thresholds = {one.threshold.key: one.threshold.label for one in outcome.crossed}
    return {
        "outcome": outcome,
        "lots_by": dict(LOTS)[outcome.assumptions.lots_by],
        "tool": dict(TOOLS)[outcome.assumptions.tool],
        "lots": [
            {
                "name": names[lot.key], "value": lot.value, "enti": len(lot.quotas),
                "saving": lot.saving,
                "quantities": [
                    (quantity.quantize(1), Unit(unit).label)
                    for unit, quantity in sorted(lot.quantities.items())
                ],
            }
            for lot in outcome.lots
        ],
        "works": [(WORK_LABELS[work].label, value) for work, value in outcome.works.items() if value],
        "why_not": str(WHY_NOT.get(outcome.saving.why_not, "")),
        "leavers": [
            {
                "ente": enti[one.ente].short_name or enti[one.ente].name, "value": one.value,
                "left": one.left, "undone": [thresholds[key] for key in one.undone],
            }
            for one in outcome.leavers[:SHOWN_LEAVERS]
        ],
        "dropped_names": [enti[pk].name for pk in sorted(outcome.assumptions.without) if pk in enti],
    }  # fmt: skip


def lot_names(outcome: Outcome) -> dict[str, str]:
    """What each lot is called, by its key."""
    by = outcome.assumptions.lots_by
    keys = [lot.key for lot in outcome.lots]
    if by == LotsBy.CPV:
        known = plans.names_of(set(keys))
        return {key: f"{key} – {known[key]}" if key in known else key for key in keys}
    if by == LotsBy.KIND:
        return {key: str(WORK_LABELS[Work(key)].label) for key in keys}
    if by == LotsBy.ZONE:
        return {key: key or _("Senza ambito") for key in keys}
    return dict.fromkeys(keys, _("Lotto unico"))


@login_required
def simulator(request, pk):
    """Change the assumptions and see; compare two scenarios."""
    found, made = _found(request, pk)
    scenarios = _scenarios(request, found, made)
    decides = request.actor.can(CampaignPermission.DECIDE, found)
    return render(
        request, "sua/campaigns/simulator.html",
        {
            "title": _("Simulatore"), "campaign": found, "plan": made, "scenarios": scenarios,
            "compares": len(scenarios) > 1, "crumbs": crumbs_of(found, (_("Simulatore"), "")),
            "tabs": tabs_of(request, found, "campaign-simulator"), "query": request.GET.urlencode(),
            "may_open": decides and found.state == CampaignState.CONSOLIDATED,
            "difference": _difference(scenarios),
        },
    )  # fmt: skip


def _difference(scenarios: list[dict]) -> dict | None:
    """What B changes of A."""
    if len(scenarios) < 2:
        return None
    one, other = (scenario["outcome"] for scenario in scenarios)
    return {
        "total": other.total - one.total,
        "lots": len(other.lots) - len(one.lots),
        "enti": other.enti - one.enti,
    }


@login_required
def report(request, pk):
    """The report for the decision: the ricognizione and the scenarios of the address, as PDF."""
    found, made = _found(request, pk)
    return printing.as_pdf(
        "sua/campaigns/report.html",
        {
            "campaign": found, "plan": made, "scenarios": _scenarios(request, found, made),
            "lines": plans.lines_of(made), "today": timezone.localdate(),
        },
        f"relazione-fabbisogni-{pk}.pdf",
    )  # fmt: skip


@login_required
def tender(request, pk):
    """Open the tender with the lots of scenario A of the address."""
    found, made = _found(request, pk)
    if not request.actor.can(CampaignPermission.DECIDE, found):
        raise Http404
    scenario = _scenarios(request, found, made)[0]
    outcome: Outcome = scenario["outcome"]
    main = max(outcome.works, key=lambda work: outcome.works[work])
    form = TenderForm(
        request.POST or None,
        initial={"title": found.title, "contract_kind": WORK_LABELS[main].value},
    )

    def act():
        settling.open_aggregated_tender(
            campaign=found, assumptions=outcome.assumptions, address=request.GET.urlencode(),
            names=lot_names(outcome), actor=request.actor, now=timezone.now(),
            **form.cleaned_data,
        )  # fmt: skip

    title, page = _("Apri la gara"), reverse("sua:campaign-simulator", args=[pk])
    return form_page(
        request, form, act=act, said=_("Gara aperta con i lotti dello scenario."),
        back=reverse("sua:campaign", args=[pk]), template="sua/campaigns/tender.html",
        title=title, campaign=found, scenario=scenario, submit_label=title,
        cancel_url=f"{page}?{request.GET.urlencode()}",
        crumbs=crumbs_of(found, (_("Simulatore"), page), (title, "")),
    )  # fmt: skip
