"""One campaign: what it is, what may be done now, who has answered."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pico.core.foundation.errors import Refusal
from pico.core.people.audience import label_of

from ..actions import campaigning, starting
from ..forms.campaigns import CampaignForm, ExtendForm, ReasonForm
from ..permissions import QuestionnairePermission
from ..queries import campaigns as queries
from ..queries import definitions
from ..terms import ANSWER_MEANING, SHOWN
from ..workflow import CAMPAIGN, prepared
from .finding import find, find_managed
from .tabs import tabs_of

PLAIN = ("try_out", "schedule", "rework", "analyse", "retract", "archive")


def detail(request, purpose, pk):
    """What is asked and why, how it stands, what the actor may do."""
    found = find(request, purpose, pk)
    campaign, actor = found.campaign, request.actor
    outline = definitions.outline_of(campaign.questionnaire)
    manages = actor.can(QuestionnairePermission.DESIGN, campaign)
    invitation = queries.invitation_of(campaign, actor)
    return render(
        request,
        "questionnaires/detail.html",
        {
            "found": found,
            "campaign": campaign,
            "crumbs": found.crumbs,
            "tabs": tabs_of(request, found, "detail"),
            "manages": manages,
            "steps": _steps(campaign, outline, actor) if manages else [],
            "extend_form": ExtendForm(),
            "reason_form": ReasonForm(auto_id="annulla_%s"),
            "questions": len(outline.asked),
            "invitation": invitation,
            "answer_meaning": ANSWER_MEANING.get(invitation.state) if invitation else "",
            "may_answer": may_answer(campaign, actor, invitation),
            "rate": queries.participation(campaign) if campaign.state in SHOWN else None,
            "would_ask": queries.count_recipients(campaign) if campaign.is_preparing else None,
            "scope_label": label_of(campaign.scope, actor),
            "urls": {
                name: found.url(name)
                for name in ("answer", "step", "extend", "cancel", "duplicate", "xlsform", "trial",
                             "remind", "model", "receipt", "position", "summary")
            },
        },
    )  # fmt: skip


def may_answer(campaign, actor, invitation) -> bool:
    """There is something for this actor to do on the page of the answer."""
    if invitation is None:
        return campaign.is_running and not campaign.invites
    return invitation.is_missing and actor.can(QuestionnairePermission.FILL, invitation)


def _steps(campaign, outline, actor) -> list[dict]:
    """The steps of the table that the actor may take now, each with what stands in its way."""
    ready = prepared(campaign, outline)
    return [
        {"name": step.name, "label": step.label, "obstacles": step.obstacles(ready)}
        for step in CAMPAIGN.open_steps(ready, actor=actor)
    ]


@login_required
@require_POST
def step(request, purpose, pk):
    """Take a step: the name of the button says which."""
    found = find_managed(request, purpose, pk)
    name, now = request.POST.get("step", ""), timezone.now()
    own = {
        "open": campaigning.open_campaign,
        "close": campaigning.close_campaign,
        "publish": campaigning.publish_results,
    }
    if name in own:
        own[name](campaign=found.campaign, actor=request.actor, now=now)
    elif name in PLAIN:
        campaigning.move_campaign(campaign=found.campaign, step=name, actor=request.actor, now=now)
    else:
        raise Http404
    messages.success(request, _("Fatto: «%(step)s».") % {"step": CAMPAIGN.step(name).label})
    return redirect(found.url("detail"))


@login_required
@require_POST
def extend(request, purpose, pk):
    found = find_managed(request, purpose, pk)
    form = ExtendForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Scrivi la nuova chiusura e il perché."), code="invalid")
    campaigning.extend_campaign(
        campaign=found.campaign, actor=request.actor, now=timezone.now(), **form.cleaned_data
    )
    messages.success(request, _("Prorogato: chi deve ancora rispondere riceve il motivo."))
    return redirect(found.url("detail"))


@login_required
@require_POST
def cancel(request, purpose, pk):
    found = find_managed(request, purpose, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Scrivi perché si annulla."), code="reason_missing")
    campaigning.cancel_campaign(
        campaign=found.campaign, actor=request.actor, now=timezone.now(), **form.cleaned_data
    )
    messages.success(request, _("Annullato."))
    return redirect(found.url("detail"))


@login_required
@require_POST
def remind(request, purpose, pk):
    found = find_managed(request, purpose, pk)
    told = campaigning.ask_reminders(
        campaign=found.campaign, actor=request.actor, now=timezone.now()
    )
    messages.success(request, _("Solleciti in partenza: %(n)s.") % {"n": told})
    return redirect(found.url("invited"))


@login_required
@require_POST
def model(request, purpose, pk):
    found = find_managed(request, purpose, pk)
    starting.keep_as_model(
        campaign=found.campaign, is_model=request.POST.get("choice") == "yes",
        actor=request.actor, now=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Fatto."))
    return redirect(found.url("detail"))


@login_required
def settings(request, purpose, pk):
    """Who is asked, when, with which anonymity, who sees the results."""
    found = find_managed(request, purpose, pk)
    campaign = found.campaign
    form = CampaignForm(request.POST or None, instance=campaign, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        fresh = found.campaign.__class__.objects.select_related("owner").get(pk=pk)
        try:
            campaigning.edit_campaign(
                campaign=fresh, values=form.values(), actor=request.actor, now=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Salvato."))
            return redirect(found.url("detail"))
    return render(
        request, "questionnaires/settings.html",
        {
            "form": form, "title": campaign.title, "crumbs": [*found.crumbs, (_("Destinatari"), "")],
            "tabs": tabs_of(request, found, "settings"), "cancel_url": found.url("detail"),
            "campaign": campaign,
        },
    )  # fmt: skip
