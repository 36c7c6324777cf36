"""Nightly work of this room."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from pico.core.jobs.registry import periodic
from pico.core.jobs.schedule import nightly
from pico.portal.pages.models import ContentPage, Placement

from .actions import spread
from .models import Sharing
from .terms import Reach


@periodic(nightly(2, 20), label=_("Contenuti condivisi con i siti nuovi"))
def align(*, now: datetime) -> None:
    """Bring what is shared to the sites that were born since; the others stay as they are."""
    living = Placement.objects.filter(is_origin=True).values("page")
    shared = Sharing.objects.exclude(reach=Reach.SITE).filter(page__in=living)
    for page in ContentPage.objects.filter(sharing__in=shared).iterator(chunk_size=200):
        spread(page=page)
