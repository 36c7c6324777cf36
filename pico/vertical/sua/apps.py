from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.notices import kinds

from .module import SUA

RUP_KINDS = {
    "sua.rup.to_check": _("Profili RUP da verificare"),
    "sua.rup.checked": _("Il mio profilo RUP"),
    "sua.rup.succeeded": _("Incarichi che passano a me"),
    "sua.loan.to_answer": _("Prestiti di RUP a cui rispondere"),
    "sua.loan.moved": _("Prestiti di RUP che mi riguardano"),
    "sua.check.done": _("File controllati"),
}


class SuaConfig(AppConfig):
    name = "pico.vertical.sua"
    label = "sua"
    manifest = SUA

    def ready(self) -> None:
        """Name the kinds of notices, and what a member holds when he leaves."""
        from pico.core.adhesion import holdings

        holdings.register("pico.vertical.sua.actions.rup.leaving.HELD")
        for kind, label in RUP_KINDS.items():
            kinds.declare(kind, label)
