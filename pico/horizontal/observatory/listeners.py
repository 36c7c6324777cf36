"""What the Osservatorio does when something happens elsewhere."""

from django.utils import timezone

from pico.core.access.actor import SYSTEM
from pico.core.announcements.models import Announcement
from pico.core.enti.models import Space

from .actions.open_data import withdraw_switched_off


def module_switched(announcement: Announcement) -> None:
    """A module that is off does not exist: nor do its datasets. Those of one that is on come at night."""
    space = Space.objects.filter(pk=announcement.subject_id).first()
    if space is not None:
        withdraw_switched_off(
            space=space, module=announcement.data["module"], actor=SYSTEM, now=timezone.now()
        )
