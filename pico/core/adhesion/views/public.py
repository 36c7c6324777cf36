"""«Le Province aderenti»: the public page."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.foundation.text import search_key
from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge

from .. import cartogram
from ..filters import MapFilter
from ..queries.adhesions import Overview, ProvinceView, provinces_overview

STANDINGS = {
    "member": (gettext_lazy("Aderente"), "done"),
    "coming": (gettext_lazy("Adesione in corso"), "running"),
    "out": (gettext_lazy("Non ancora aderente"), "draft"),
}


def _standing(row: ProvinceView):
    return badge(*STANDINGS[row.standing])


COLUMNS = (
    Column("name", gettext_lazy("Provincia"), value="ente.name", sort="ente__name"),
    Column("region", gettext_lazy("Regione"), value="ente.region", sort="ente__region__name"),
    Column(
        "standing",
        gettext_lazy("Adesione"),
        value=_standing,
        sort="standing",
        export=lambda row: STANDINGS[row.standing][0],
    ),
    Column(
        "services",
        gettext_lazy("Moduli attivi"),
        value=lambda row: ", ".join(row.service_labels),
    ),
    Column("comuni", gettext_lazy("Comuni aderenti"), sort="comuni", kind="number"),
)


class OverviewFilter(MapFilter):
    """The filters applied to rows that are already in memory."""

    def narrow(self, rows):
        words = search_key(self.chosen.get("q", "")).split()
        region = self.chosen.get("region")
        standing = self.chosen.get("standing")
        return [
            row
            for row in rows
            if all(word in row.ente.search_key for word in words)
            and (region is None or row.ente.region_id == region.pk)
            and standing in (None, row.standing)
        ]


def province_map(request):
    """Counters, tiles and a table that can be searched: all public."""
    overview: Overview = provinces_overview()
    drawn = cartogram.tiles(overview)
    return render_list(
        request,
        queryset=list(overview.rows),
        columns=COLUMNS,
        title=_("Le Province aderenti"),
        filter_form=OverviewFilter,
        template="adhesion/map.html",
        context={
            "overview": overview,
            "tiles": drawn,
            "width": cartogram.WIDTH,
            "height": cartogram.HEIGHT,
            "legend": [(key, label) for key, (label, _meaning) in STANDINGS.items()],
        },
        per_page=100,
        default_sort="name",
    )
