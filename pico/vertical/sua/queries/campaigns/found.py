"""How a campaign is found by the search: by who works for its SUA."""

from pico.core.access import scopes
from pico.core.foundation.searchable import Entry, Source

from ...models import Campaign
from ...terms.campaigns import MODULE


def campaigns():
    return Campaign.objects.select_related("owner__space").prefetch_related("items")


def campaign_entry(campaign: Campaign) -> Entry:
    """Title, description and items. The index knows one level an object: the SUA's ente."""
    items = " ".join(f"{item.description} {item.cpv}" for item in campaign.items.all())
    return Entry(
        title=campaign.title,
        body=f"{campaign.description} {items}",
        url=campaign.get_absolute_url(),
        scope=scopes.ente(campaign.owner_id),
        module=MODULE,
        kind="Campagna di fabbisogni",
        ente_id=campaign.owner_id,
        at=campaign.created_at,
    )


CAMPAIGNS = Source(model=Campaign, select=campaigns, entry=campaign_entry)
