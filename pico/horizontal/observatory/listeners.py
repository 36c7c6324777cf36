"""What the Osservatorio does when something happens elsewhere."""

from django.utils import timezone

from pico.core.access.actor import SYSTEM
from pico.core.announcements.models import Announcement
from pico.core.enti.models import Space

from .actions.flags import settle_by_request
from .actions.open_data import withdraw_switched_off


def module_switched(announcement: Announcement) -> None:
    """A module that is off does not exist: nor do its datasets. Those of one that is on come at night."""
    space = Space.objects.filter(pk=announcement.subject_id).first()
    if space is not None:
        withdraw_switched_off(
            space=space, module=announcement.data["module"], actor=SYSTEM, now=timezone.now()
        )


def request_ended(announcement: Announcement) -> None:
    """The request that a report of an error opened came to its end: the figure is no more flagged."""
    about = announcement.data.get("object_type"), announcement.data.get("object_id")
    step = announcement.name.rpartition(".")[2]
    settle_by_request(about=about, step=step, actor=SYSTEM, now=timezone.now())
