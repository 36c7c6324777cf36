"""What the search knows of a campaign."""

from pico.core.foundation.searchable import Entry, Source

from .models import Campaign
from .purposes import is_known
from .terms import SHOWN


def _found():
    return Campaign.objects.select_related("owner")


def search_entry(campaign: Campaign) -> Entry | None:
    """Return the campaign as the search shows it; None while it is being prepared."""
    if campaign.state not in SHOWN or not is_known(campaign.purpose):
        return None
    purpose = campaign.used_by
    return Entry(
        title=campaign.title,
        body=campaign.description,
        url=purpose.url("detail", campaign.pk),
        scope=campaign.scope,
        module=purpose.module,
        kind=str(purpose.noun),
        ente_id=campaign.owner_id,
        at=campaign.opens_at or campaign.created_at,
    )


SOURCE = Source(model=Campaign, select=_found, entry=search_entry)
