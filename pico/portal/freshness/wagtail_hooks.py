"""«Da rivedere» on the first page of the editors."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks

from pico.core.ui.formats import date_it
from pico.portal.sites.doors import Place, Row, Section

from . import queries

SHOWN = 5


@hooks.register("pico_editor_sections")
def add_section(request, sections) -> None:
    """What is to be read again within a month."""
    cares = queries.to_review(request.space, timezone.localdate())
    rows = [
        Row(
            title=care.page.title,
            url=reverse("freshness:care", args=[care.pk]),
            why=_("entro il %(day)s") % {"day": date_it(care.review_on)},
        )
        for care in cares[:SHOWN]
    ]
    sections.append(
        Section(
            "da-rivedere",
            _("Da rivedere"),
            rows,
            cares.count(),
            reverse("freshness:list"),
            _("Nessuna pagina da rivedere"),
        )
    )


@hooks.register("pico_editor_places")
def add_places(request, places) -> None:
    places.append(Place(_("Collegamenti rotti"), reverse("freshness:links"), "link"))
