"""Who has answered and who has not; one answer as it was given."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from pico.core.adhesion.cartogram import HEIGHT, PITCH, PLACES, SIDE, WIDTH
from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge

from ..actions import campaigning
from ..forms.campaigns import InvitedFilter, ReopenForm
from ..forms.entries import read_pages
from ..permissions import QuestionnairePermission
from ..queries import answers, definitions
from ..queries import campaigns as queries
from ..terms import ANSWER_MEANING, Anonymity, AnswerState
from .finding import Found, find_managed, invitation_in
from .tabs import tabs_of


def _when(row):
    response = getattr(row, "response", None)
    return response.sent_at if response and response.is_official else None


def _columns(found: Found):
    campaign = found.campaign
    return (
        Column(
            "who",
            _("Ente") if campaign.asks_enti else _("Persona"),
            lambda row: str(row),
            sort="ente__name" if campaign.asks_enti else "person__last_name",
            link=lambda row: found.url("given", row.pk),
        ),
        Column("region", gettext_lazy("Regione"), "ente.region.name", sort="ente__region__name"),
        Column(
            "state",
            gettext_lazy("Stato"),
            lambda row: badge(row.get_state_display(), ANSWER_MEANING[row.state]),
            export="get_state_display",
            sort="state",
        ),
        Column("sent_at", gettext_lazy("Inviata il"), _when, kind="date"),
        Column("reminded_on", gettext_lazy("Sollecitato il"), sort="reminded_on", kind="date"),
    )


@login_required
def invited(request, purpose, pk):
    """Who has answered and who has not, by region and on the map of the Provinces."""
    found = find_managed(request, purpose, pk)
    campaign = found.campaign
    # On the map a Province is alone: it would tell who has answered.
    shows_where = campaign.asks_enti and not campaign.is_anonymous
    return render_list(
        request,
        queryset=queries.invited(campaign),
        columns=_columns(found),
        filter_form=InvitedFilter(request.GET),
        title=campaign.title,
        template="questionnaires/invited.html",
        context={
            "found": found,
            "campaign": campaign,
            "crumbs": [*found.crumbs, (_("Partecipazione"), "")],
            "tabs": tabs_of(request, found, "invited"),
            "rate": queries.participation(campaign),
            "regions": queries.participation_by_region(campaign) if shows_where else [],
            "map": _map(queries.participation_by_plate(campaign)) if shows_where else None,
            "remind_url": found.url("remind"),
        },
        default_sort="who",
        empty_title=_("Nessuno da elencare"),
        empty_text=_("Di un sondaggio anonimo non si elenca chi ha risposto."),
    )


def _map(rates: dict) -> dict:
    """The rates on the grid of the Provinces: five shades, each with its number."""
    tiles = [
        {
            "plate": plate, "rate": rate, "shade": min(4, rate.percent // 20),
            "x": PLACES[plate][0] * PITCH, "y": PLACES[plate][1] * PITCH,
            "middle": PLACES[plate][0] * PITCH + SIDE // 2,
            "name_at": PLACES[plate][1] * PITCH + 15, "rate_at": PLACES[plate][1] * PITCH + 29,
        }
        for plate, rate in rates.items()
        if plate in PLACES
    ]  # fmt: skip
    return {"tiles": tiles, "width": WIDTH, "height": HEIGHT, "side": SIDE}


@login_required
def given(request, purpose, pk, invitation_pk):
    """One answer as it was given, for who asked; it may be reopened with a reason."""
    found = find_managed(request, purpose, pk)
    invitation = invitation_in(found, invitation_pk)
    outline = definitions.outline_of(found.campaign.questionnaire)
    response = answers.response_of(invitation)
    is_named = found.campaign.anonymity == Anonymity.NAMED
    is_sent = is_named and response and response.is_official
    may_reopen = invitation.state in (AnswerState.SENT, AnswerState.EXPIRED) and request.actor.can(
        QuestionnairePermission.PUBLISH, found.campaign
    )
    return render(
        request, "questionnaires/given.html",
        {
            "found": found, "campaign": found.campaign, "invitation": invitation,
            "crumbs": [*found.crumbs, (_("Partecipazione"), found.url("invited")), (str(invitation), "")],
            "meaning": ANSWER_MEANING[invitation.state],
            "response": response, "is_sent": is_sent,
            "pages": read_pages(outline, answers.answers_of(response)) if is_sent else [],
            "reopen_form": ReopenForm() if may_reopen and not found.campaign.in_one_go else None,
            "reopen_url": found.url("reopen", invitation.pk),
        },
    )  # fmt: skip


@login_required
@require_POST
def reopen(request, purpose, pk, invitation_pk):
    found = find_managed(request, purpose, pk)
    form = ReopenForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Scrivi il motivo e fino a quando si può rispondere."), code="invalid")
    campaigning.reopen_answer(
        invitation=invitation_in(found, invitation_pk),
        actor=request.actor, now=timezone.now(), **form.cleaned_data,
    )  # fmt: skip
    messages.success(request, _("Riaperta: chi risponde riceve il motivo."))
    return redirect(found.url("given", invitation_pk))
