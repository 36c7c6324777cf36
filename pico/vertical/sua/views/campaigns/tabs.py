"""The pages of a campaign that exist for an actor, and the way to them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...models import Campaign
from ...permissions import CampaignPermission
from ...terms.campaigns import FROZEN, SHOWN, CampaignState
from ..shared import Crumb, section


def manages(request, campaign: Campaign) -> bool:
    return request.actor.can(CampaignPermission.MANAGE, campaign)


crumbs = section(gettext_lazy("Campagne di fabbisogni"), "sua:campaigns")


def crumbs_of(campaign: Campaign, *more: Crumb) -> list[Crumb]:
    """The way to a page of a campaign; what more there is to it stands after its title."""
    return crumbs((campaign.title, reverse("sua:campaign", args=[campaign.pk])), *more)


def tabs_of(request, campaign: Campaign, active: str, mine=None) -> list[dict]:
    """A ente that was asked sees its answer; who runs the campaign everything."""
    runs, state = manages(request, campaign), campaign.state
    pages = (
        ("campaign", _("Riepilogo"), True),
        ("need", _("La nostra risposta"), mine is not None),
        ("campaign-items", _("Voci"), True),
        ("campaign-recipients", _("Enti"), runs and campaign.is_preparing),
        ("campaign-answers", _("Risposte"), runs and state in SHOWN),
        (
            "campaign-plan",
            _("Consolidamento"),
            (runs and (state == CampaignState.CHECKING or state in FROZEN)) or state in FROZEN,
        ),
        (
            "campaign-simulator",
            _("Simulatore"),
            runs and state in (CampaignState.CHECKING, *FROZEN),
        ),
    )
    return [
        {
            "label": label,
            "url": reverse(f"sua:{name}", args=[campaign.pk]),
            "active": name == active,
        }
        for name, label, exists in pages
        if exists
    ]
