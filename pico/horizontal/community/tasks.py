"""What the Community does by itself."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.jobs.registry import periodic
from pico.core.jobs.schedule import daily

from .notices import route_unanswered


@periodic(daily(8, 15), label=_("Domande senza risposta a chi sa"))
def ask_who_knows() -> None:
    route_unanswered(now=timezone.now())
