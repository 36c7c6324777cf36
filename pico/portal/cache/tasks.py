"""Periodic work of this room."""

from django.utils.translation import gettext_lazy as _

from pico.core.generations import actions
from pico.core.jobs.registry import periodic
from pico.core.jobs.schedule import every


@periodic(every(minutes=30), label=_("Riordino delle pagine pronte"))
def fold_generations() -> None:
    actions.fold()
