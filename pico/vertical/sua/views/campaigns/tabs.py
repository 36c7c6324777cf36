"""The pages of a campaign that exist for an actor, and the way to them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ...models import Campaign
from ...permissions import CampaignPermission
from ...terms.campaigns import FROZEN, SHOWN, CampaignState


def manages(request, campaign: Campaign) -> bool:
    return request.actor.can(CampaignPermission.MANAGE, campaign)


def crumbs_of(campaign: Campaign | None = None, *more: tuple[str, str]) -> list[tuple[str, str]]:
    way = [(_("SUA"), reverse("sua:home")), (_("Campagne di fabbisogni"), reverse("sua:campaigns"))]
    if campaign:
        way.append((campaign.title, reverse("sua:campaign", args=[campaign.pk])))
    way += more
    return [*way[:-1], (way[-1][0], "")]


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
