"""What the room does by itself."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.jobs.registry import periodic
from pico.core.jobs.schedule import nightly

from .actions import forget


@periodic(nightly(3, 20), label=_("Pulizia dei messaggi ricevuti"))
def forget_old() -> None:
    forget(now=timezone.now())
