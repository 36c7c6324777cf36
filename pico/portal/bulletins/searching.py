"""What the search knows of a published bulletin."""

from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.enti.addresses import path_in
from pico.core.foundation.searchable import Entry, Source

from . import drawing
from .models import Bulletin


def _found():
    return Bulletin.objects.select_related("series__space__ente")


def search_entry(bulletin: Bulletin) -> Entry | None:
    """Return the bulletin as the search shows it; None until it is published."""
    if bulletin.published_at is None:
        return None
    said = [bulletin.series.description, drawing.words(bulletin, drawing.drawn(bulletin))]
    title = f"{bulletin}: {bulletin.title}" if bulletin.title else str(bulletin)
    return Entry(
        title=title,
        body="\n".join(said),
        url=path_in(bulletin.space, "bulletins:bulletin", bulletin.pk),
        scope=scopes.PUBLIC,
        module="bulletins",
        kind=_("Bollettino"),
        ente_id=bulletin.space.ente_id,
        at=bulletin.published_at,
    )


BULLETINS = Source(model=Bulletin, select=_found, entry=search_entry)
