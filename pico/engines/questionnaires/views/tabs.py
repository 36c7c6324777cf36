"""The pages of a campaign that exist for an actor, and when its results do."""

from django.utils.translation import gettext as _

from ..permissions import QuestionnairePermission
from ..queries import campaigns as queries
from ..terms import RUNNING, SHOWN, AnswerState, ResultsFor
from .finding import Found


def manages(request, found: Found) -> bool:
    return request.actor.can(QuestionnairePermission.DESIGN, found.campaign)


def may_see_results(request, found: Found) -> bool:
    """Who manages, once it is open; others when results are given back, or right after answering."""
    campaign = found.campaign
    if campaign.state not in SHOWN:
        return False
    if manages(request, found):
        # While an anonymous poll is open, each new count would tell what the last one answered.
        return not (campaign.is_anonymous and campaign.state in RUNNING and not campaign.is_quick)
    if campaign.is_given_back and campaign.results_for != ResultsFor.EDITORS:
        return True
    return campaign.results_for == ResultsFor.AFTER_ANSWER and _has_answered(request, found)


def _has_answered(request, found: Found) -> bool:
    if str(found.campaign.pk) in request.session.get("questionnaires_answered", []):
        return True
    invitation = queries.invitation_of(found.campaign, request.actor)
    return invitation is not None and invitation.state == AnswerState.SENT


def tabs_of(request, found: Found, active: str) -> list[dict]:
    """The pages of a campaign that exist for this actor."""
    campaign, actor = found.campaign, request.actor
    manages = actor.can(QuestionnairePermission.DESIGN, campaign)
    pages = [("detail", _("Riepilogo"), True), ("design", _("Domande"), manages)]
    if manages:
        pages += [
            ("settings", _("Destinatari e tempi"), True),
            ("invited", _("Partecipazione"), campaign.state in SHOWN and campaign.invites),
        ]
    pages.append(("results", _("Risultati"), may_see_results(request, found)))
    if manages:
        pages.append(("publication", _("Pubblicazione"), campaign.state in SHOWN))
    return [
        {"label": label, "url": found.url(page), "active": page == active}
        for page, label, exists in pages
        if exists
    ]
