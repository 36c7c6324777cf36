"""How saved views are found, and what levels of sharing apply to, for the access table."""

from pico.core.access.shared import SharedObject
from pico.core.foundation.searchable import Entry, Source

from ..models import SavedView
from ..terms.crossing import MODULE, VIEW_KIND
from .crossing import read
from .crossing_words import said


def views():
    return SavedView.objects.order_by("pk")


def view_entry(view: SavedView) -> Entry | None:
    """A view is found by its name, its indicators and what it is of, while it can be drawn."""
    crossing = read(view.query)
    if crossing is None:
        return None
    labels = " · ".join(str(one.label) for one in crossing.indicators)
    return Entry(
        title=view.title,
        body=f"{labels}. {said(crossing.filters)}",
        url=view.get_absolute_url(),
        scope=view.scope,
        module=MODULE,
        kind=VIEW_KIND,
        ente_id=view.owner_id,
        at=view.created_at,
    )


VIEWS = Source(model=SavedView, select=views, entry=view_entry)

SAVED_VIEW = SharedObject(
    model="observatory.SavedView",
    make="pico.horizontal.observatory.tests.factories.make_view",
    channels={
        "list": "/dati/viste/",
        "export": "/dati/viste/?formato=csv",
        "search": "/cerca/?q={title}",
        "suggestions": "/cerca/suggerimenti/?q={title}",
        "api search": "/api/v1/search?q={title}",
    },
    detail={"page": "observatory:view"},
)
