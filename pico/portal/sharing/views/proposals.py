"""Proposals: those to decide and those one made."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge
from pico.portal.sites.doors import for_editors

from .. import actions, queries
from ..forms import DecideForm, ProposalFilter
from ..models import Proposal
from ..permissions import SharingPermission
from ..terms import MEANINGS, ProposalState


def state_badge(proposal) -> str:
    return badge(proposal.get_state_display(), MEANINGS[ProposalState(proposal.state)])


def _columns(other: str, label) -> tuple[Column, ...]:
    return (
        Column(
            "titolo",
            gettext_lazy("Titolo"),
            "page.title",
            sort="page__title",
            link=lambda row: reverse("sharing:proposal", args=[row.pk]),
        ),
        Column("sito", label, f"{other}.name", sort=f"{other}__name"),
        Column("data", gettext_lazy("Proposta il"), "proposed_at", sort="proposed_at", kind="date"),
        Column(
            "stato",
            gettext_lazy("Stato"),
            state_badge,
            sort="state",
            export=lambda row: row.get_state_display(),
        ),
    )


RECEIVED = _columns("origin", gettext_lazy("Da"))
SENT = _columns("to", gettext_lazy("A"))


@for_editors
def proposal_list(request):
    """Those received, or with `?vista=inviate` those sent."""
    has_above = request.actor.can(SharingPermission.PROPOSE, request.space)
    is_sent = has_above and request.GET.get("vista", "inviate") == "inviate"
    space = request.space
    rows = queries.proposals_from(space) if is_sent else queries.proposals_to(space)
    return render_list(
        request,
        queryset=rows,
        columns=SENT if is_sent else RECEIVED,
        title=_("Proposte inviate") if is_sent else _("Proposte ricevute"),
        filter_form=ProposalFilter,
        template="sharing/proposals.html",
        default_sort="-data",
        context={"tabs": _tabs(is_sent) if has_above else ()},
        empty_title=_("Nessuna proposta"),
        empty_text=_("Da «I nostri contenuti» proponi un contenuto al sito sopra il tuo.")
        if is_sent
        else _("Quando una Provincia propone un contenuto al tuo sito, lo trovi qui."),
    )


def _tabs(is_sent: bool) -> list[dict]:
    return [
        {"label": _("Inviate"), "url": "?vista=inviate", "active": is_sent},
        {"label": _("Ricevute"), "url": "?vista=ricevute", "active": not is_sent},
    ]


def _known(request, pk: int) -> Proposal:
    """A proposal made by, or to, the space in hand."""
    rows = Proposal.objects.select_related("page", "origin__ente", "to__ente", "proposed_by")
    proposal = get_object_or_404(rows, pk=pk)
    if request.space.pk not in (proposal.origin_id, proposal.to_id):
        raise Http404
    return proposal


@for_editors
def proposal(request, pk: int, form=None, status: int = 200):
    found = _known(request, pk)
    is_open = found.state == ProposalState.PROPOSED
    context = {
        "proposal": found,
        "state": state_badge(found),
        "may_decide": is_open and found.to_id == request.space.pk,
        "may_withdraw": is_open and found.origin_id == request.space.pk,
        "form": form or DecideForm(),
    }
    return render(request, "sharing/proposal.html", context, status=status)


@for_editors
@require_POST
def accept(request, pk: int):
    found = _known(request, pk)
    actions.decide(proposal=found, accept=True, actor=request.actor, now=timezone.now())
    messages.success(request, _("Proposta accolta: il contenuto è sul tuo sito."))
    return redirect("sharing:proposal", pk)


@for_editors
@require_POST
def reject(request, pk: int):
    found = _known(request, pk)
    form = DecideForm(request.POST)
    form.is_valid()
    try:
        actions.decide(
            proposal=found,
            accept=False,
            reason=form.cleaned_data.get("reason", ""),
            actor=request.actor,
            now=timezone.now(),
        )
    except Refusal as refusal:
        form.add_error("reason", refusal.message)
        return proposal(request, pk, form=form, status=422)
    messages.success(request, _("Proposta respinta: chi l'ha fatta riceve il motivo."))
    return redirect("sharing:proposal", pk)


@for_editors
@require_POST
def withdraw(request, pk: int):
    found = _known(request, pk)
    actions.withdraw_proposal(proposal=found, actor=request.actor, now=timezone.now())
    messages.success(request, _("Proposta ritirata."))
    return redirect("sharing:proposals")
