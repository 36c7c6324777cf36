"""What the SUA does by itself."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.jobs.registry import periodic
from pico.core.jobs.schedule import daily

from .actions.requests import steps

# Requests ----------------------------------------------------------------------------------------


@periodic(daily(0, 40), label=_("Richieste di gara accolte per silenzio-assenso"))
def accept_in_silence() -> None:
    steps.accept_in_silence(now=timezone.now())
