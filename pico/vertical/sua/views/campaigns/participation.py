"""Who has answered and who has not: the map of the enti, the list, reminders, validation in bulk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from pico.core.foundation.errors import Refusal
from pico.core.foundation.text import key_in
from pico.core.ui.lists import Bulk, Column, render_list
from pico.core.ui.templatetags.ui import badge

from ...actions.campaigns import running, sending
from ...forms.campaigns.preparing import AnswerFilter
from ...models import Campaign
from ...queries.campaigns import campaigns as queries
from ...terms.campaigns import ANSWER_MEANING, ANSWERED, MISSING, AnswerState
from .tabs import crumbs_of, tabs_of

PREVIEWED = 200


def _columns(campaign: Campaign):
    return (
        Column(
            "ente", gettext_lazy("Ente"), "ente.name", sort="ente__name",
            link=lambda row: reverse("sua:need-given", args=[campaign.pk, row.pk]),
        ),
        Column(
            "state", gettext_lazy("Stato"), lambda row: badge(row.state_label, row.state_meaning),
            export="state_label", sort="state",
        ),
        Column("zone", gettext_lazy("Ambito"), sort="zone"),
        Column("lines", gettext_lazy("Righe"), "line_count", kind="number"),
        Column("amount", gettext_lazy("Importo annuo"), "amount", kind="money", sort="amount"),
        Column("sent_at", gettext_lazy("Inviata il"), sort="sent_at", kind="date"),
        Column("reminded_on", gettext_lazy("Sollecitato il"), sort="reminded_on", kind="date"),
    )  # fmt: skip


@login_required
def answers(request, pk):
    """The answers of a campaign: figures, map, list."""
    found = queries.managed_campaign(pk, request.space, request.actor)
    counts = queries.counts(found)
    bulk = ()
    if found.is_judging:
        bulk = (
            Bulk(_("Valida"), reverse("sua:campaign-validate", args=[pk]), "primary"),
            Bulk(_("Assegna l'ambito"), reverse("sua:campaign-zones", args=[pk])),
        )
    return render_list(
        request,
        queryset=queries.answers_of(found),
        columns=_columns(found),
        filter_form=AnswerFilter,
        title=_("Risposte"),
        template="sua/campaigns/answers.html",
        context={
            "campaign": found,
            "crumbs": crumbs_of(found, (_("Risposte"), "")),
            "tabs": tabs_of(request, found, "campaign-answers"),
            "invited": sum(counts.values()),
            "answered": sum(counts[state] for state in ANSWERED),
            "missing": sum(counts[state] for state in MISSING),
            "to_check": counts[AnswerState.SENT],
            "percent": _percent(counts),
            "tiles": _tiles(found),
            "legend": [(AnswerState(s).label, ANSWER_MEANING[s], counts[s]) for s in AnswerState],
        },
        default_sort="ente",
        bulk=bulk,
    )


def _percent(counts: dict) -> int:
    total = sum(counts.values())
    return round(100 * sum(counts[state] for state in ANSWERED) / total) if total else 0


def _tiles(campaign: Campaign) -> list[dict]:
    """One tile an ente, by name: colour and word of its state, and the way to its answer."""
    rows = campaign.answers.order_by("ente__short_name", "ente__name").values_list(
        "pk", "ente__short_name", "ente__name", "state"
    )
    return [
        {
            "name": short or name,
            "state": AnswerState(state).label,
            "meaning": ANSWER_MEANING[state],
            "url": reverse("sua:need-given", args=[campaign.pk, pk]),
        }
        for pk, short, name, state in rows
    ]


@login_required
def remind(request, pk):
    """Who would be told again, then it is done."""
    found = queries.managed_campaign(pk, request.space, request.actor)
    if request.method == "POST":
        many = running.ask_reminders(campaign=found, actor=request.actor, now=timezone.now())
        if many:
            messages.success(request, _("Solleciti in partenza: %(n)d.") % {"n": many})
        else:
            messages.info(request, _("Nessun sollecito: chi manca è già stato avvisato oggi."))
        return redirect("sua:campaign-answers", pk)
    waiting = queries.missing(found, not_reminded_on=timezone.localdate()).order_by("ente__name")
    return render(
        request, "sua/campaigns/remind.html",
        {
            "title": _("Sollecita chi manca"), "campaign": found, "count": waiting.count(),
            "waiting": waiting[:PREVIEWED], "submit_label": _("Invia i solleciti"),
            "cancel_url": reverse("sua:campaign-answers", args=[pk]),
            "crumbs": crumbs_of(
                found, (_("Risposte"), reverse("sua:campaign-answers", args=[pk])), (_("Solleciti"), "")
            ),
        },
    )  # fmt: skip


def _chosen(request, campaign: Campaign):
    keys = [key_in(text) for text in request.POST.getlist("scelti")]
    rows = campaign.answers.select_related("campaign__owner__space", "ente")
    return rows.filter(pk__in=[key for key in keys if key])


@login_required
@require_POST
def validate(request, pk):
    """Validate the chosen answers; each that is refused says why."""
    found = queries.managed_campaign(pk, request.space, request.actor)
    done = sending.validate_all(
        answers=_chosen(request, found), actor=request.actor, now=timezone.now()
    )
    if done.moved:
        messages.success(request, _("Risposte validate: %(n)d.") % {"n": len(done.moved)})
    for answer, reason in done.refused[:5]:
        messages.warning(request, f"{answer}: {reason}")
    return redirect("sua:campaign-answers", pk)


@login_required
@require_POST
def zones(request, pk):
    """Give the chosen enti the part of the territory that lots are made by: asked, then written."""
    found = queries.managed_campaign(pk, request.space, request.actor)
    chosen = _chosen(request, found)
    if "zone" not in request.POST:
        if not chosen:
            raise Refusal(_("Scegli almeno un ente."), code="nobody")
        known = found.answers.exclude(zone="").order_by("zone").values_list("zone", flat=True)
        return render(
            request, "sua/campaigns/zones.html",
            {
                "title": _("Assegna l'ambito"), "campaign": found, "chosen": chosen,
                "known": list(known.distinct()), "submit_label": _("Assegna"),
                "cancel_url": reverse("sua:campaign-answers", args=[pk]),
                "crumbs": crumbs_of(
                    found, (_("Risposte"), reverse("sua:campaign-answers", args=[pk])), (_("Ambito"), "")
                ),
            },
        )  # fmt: skip
    many = sending.change_zone(
        answers=chosen, zone=request.POST["zone"], actor=request.actor, now=timezone.now()
    )
    messages.success(request, _("Ambito assegnato: %(n)d enti.") % {"n": many})
    return redirect("sua:campaign-answers", pk)
