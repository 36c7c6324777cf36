"""The plan of aggregation: totals by CPV and territory, lines merged and split, open data."""

import csv

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from pico.core.foundation.errors import Refusal
from pico.core.foundation.text import key_in
from pico.core.ui.lists import BOM, Bulk, Column, Echo, csv_value, render_list

from ...actions.campaigns import planning
from ...forms.campaigns.simulating import MergeForm, SplitForm
from ...models import Campaign, Plan
from ...queries.campaigns import campaigns as queries
from ...queries.campaigns import plans
from ...rules.aggregation import LEVELS, ZERO
from ...terms.campaigns import SMALL_GROUP, CampaignState, Unit
from ..shared import form_page
from .tabs import crumbs_of, manages, tabs_of


def _columns(campaign: Campaign, may_work: bool):
    def link(row):
        return reverse("sua:campaign-plan-line", args=[campaign.pk, row.pk])

    return (
        Column("description", gettext_lazy("Riga"), link=link if may_work else None, sort="description"),
        Column("cpv", gettext_lazy("CPV"), sort="cpv"),
        Column("unit", gettext_lazy("Unità"), "get_unit_display"),
        Column("enti", gettext_lazy("Enti"), kind="number", sort="enti"),
        Column("quantity", gettext_lazy("Quantità annua"), lambda row: row.quantity.normalize(), kind="number", sort="quantity"),
        Column("value", gettext_lazy("Valore annuo"), kind="money", sort="value"),
        Column("trace", gettext_lazy("Come è nata")),
    )  # fmt: skip


@login_required
def plan(request, pk):
    """The plan. Who only answered sees the totals, once they are frozen, never who needs what."""
    found = queries.campaign(pk, request.space, request.actor)
    runs = manages(request, found)
    made = plans.plan_of(found)
    if not (found.is_frozen or (runs and found.state == CampaignState.CHECKING)):
        raise Http404
    if not runs:
        return _totals_only(request, found, made)
    may_work = bool(made) and not made.is_frozen
    bulk = (Bulk(_("Unisci le righe"), reverse("sua:campaign-plan-merge", args=[pk])),)
    return render_list(
        request,
        queryset=plans.lines_of(made) if made else plans.PlanLine.objects.none(),
        columns=_columns(found, may_work),
        title=_("Consolidamento"),
        template="sua/campaigns/plan.html",
        context=_context(request, found, made) | {
            "manages": True, "may_work": may_work,
            "may_make": found.state == CampaignState.CHECKING,
            "replaced": plans.replaced_lines(made) if made else [],
        },
        bulk=bulk if may_work else (),
        empty_title=_("Il piano non è ancora calcolato"),
        empty_text=_("Valida le risposte, poi calcola il piano: somma i fabbisogni per voce, con la quota di ogni ente."),
    )  # fmt: skip


def _context(request, campaign: Campaign, made: Plan | None) -> dict:
    digits, with_zone = _level(request)
    totals = plans.totals_of(made, digits, with_zone=with_zone) if made else []
    return {
        "campaign": campaign,
        "plan": made,
        "crumbs": crumbs_of(campaign, (_("Consolidamento"), "")),
        "tabs": tabs_of(
            request, campaign, "campaign-plan", queries.my_answer(campaign, request.actor)
        ),
        "digits": digits,
        "with_zone": with_zone,
        "levels": LEVELS,
        "totals": _said(totals),
        "value": sum((one.value for one in totals), ZERO),
    }


def _level(request) -> tuple[int, bool]:
    asked = request.GET.get("cifre", "")
    digits = int(asked) if asked in map(str, LEVELS) else LEVELS[-1]
    return digits, request.GET.get("ambito") == "1"


def _said(totals) -> list[dict]:
    names = plans.names_of({total.key[0] for total in totals})
    return [
        {
            "cpv": total.key[0],
            "name": names.get(total.key[0], ", ".join(sorted(total.names))[:120]),
            "zone": total.key[1],
            "unit": Unit(total.key[2]).label,
            "enti": total.count,
            "quantity": total.quantity.normalize(),
            "value": total.value,
        }
        for total in totals
    ]


def _totals_only(request, campaign: Campaign, made: Plan | None):
    """For an ente that was asked: the aggregated totals, without zones."""
    if made is None:
        raise Http404
    context = _context(request, campaign, made)
    return render(
        request, "sua/campaigns/totals.html",
        context | {"title": _("Fabbisogni aggregati"), "with_zone": False},
    )  # fmt: skip


@login_required
@require_POST
def make(request, pk):
    found = queries.managed_campaign(pk, request.space, request.actor)
    made = planning.make_plan(campaign=found, actor=request.actor, now=timezone.now())
    messages.success(request, _("Piano calcolato: versione %(n)d.") % {"n": made.number})
    return redirect("sua:campaign-plan", pk)


def _newest(campaign: Campaign) -> Plan:
    made = plans.plan_of(campaign)
    if made is None:
        raise Http404
    return made


@login_required
@require_POST
def merge(request, pk):
    """Ask how the line is to be called, then merge the chosen ones."""
    found = queries.managed_campaign(pk, request.space, request.actor)
    made = _newest(found)
    keys = [key for key in map(key_in, request.POST.getlist("scelti")) if key]
    form = MergeForm(request.POST if "description" in request.POST else None)
    if form.is_valid():
        planning.merge_lines(
            plan=made, lines=keys, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Righe unite: le precedenti restano nella storia del piano."))
        return redirect("sua:campaign-plan", pk)
    if len(keys) < 2:
        raise Refusal(_("Scegli almeno due righe da unire."), code="too_few")
    return render(
        request, "sua/campaigns/merge.html",
        {
            "form": form, "title": _("Unisci le righe"), "campaign": found, "keys": keys,
            "lines": plans.lines_of(made).filter(pk__in=keys), "submit_label": _("Unisci"),
            "cancel_url": reverse("sua:campaign-plan", args=[pk]),
            "crumbs": crumbs_of(
                found, (_("Consolidamento"), reverse("sua:campaign-plan", args=[pk])), (_("Unisci"), "")
            ),
        },
    )  # fmt: skip


@login_required
def line(request, pk, line_pk):
    """A line with its quotas; some enti may get a line of their own."""
    found = queries.managed_campaign(pk, request.space, request.actor)
    kept = plans.line(_newest(found), line_pk)
    quotas = list(plans.quotas_of_line(kept))
    form = SplitForm(request.POST or None, quotas=quotas)

    def act():
        planning.split_line(line=kept, actor=request.actor, now=timezone.now(), **form.cleaned_data)

    back = reverse("sua:campaign-plan", args=[pk])
    return form_page(
        request, form, act=act, said=_("Riga divisa in due."), back=back, cancel_url=back,
        template="sua/campaigns/plan_line.html", title=kept.description, campaign=found, line=kept,
        quotas=quotas, submit_label=_("Dividi la riga"),
        crumbs=crumbs_of(found, (_("Consolidamento"), back), (kept.description, "")),
    )  # fmt: skip


def open_data(request, pk):
    """The aggregated needs of an archived campaign, for everybody, as CSV."""
    found = Campaign.objects.filter(
        pk=pk, owner=request.space.ente_id, state=CampaignState.ARCHIVED
    ).first()
    made = plans.plan_of(found) if found else None
    if made is None:
        raise Http404
    writer = csv.writer(Echo(), delimiter=";")
    heads = ("CPV (5 cifre)", "Unità", "Enti", "Quantità annua", "Valore annuo in euro")

    def rows():
        yield BOM + writer.writerow(heads)
        for row in plans.open_data(made):
            hidden = (f"meno di {SMALL_GROUP}", "", "") if len(row) == 2 else ()
            yield writer.writerow([csv_value(one) for one in (*row, *hidden)])

    return StreamingHttpResponse(
        rows(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="fabbisogni-{pk}.csv"'},
    )
