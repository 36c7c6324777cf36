"""The way from the first page of the editors to the sources."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from pico.portal.sites.doors import Place


@hooks.register("pico_editor_places")
def add_places(request, places) -> None:
    places.append(Place(_("Fonti di notizie"), reverse("harvest:list"), "rss"))
