from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.notices import kinds

from .module import SUA

TENDER_KINDS = {
    "sua.tender.state": _("Gare a cui partecipo: passaggi di stato"),
    "sua.tender.lot": _("Gare a cui partecipo: esiti dei lotti"),
    "sua.hand_over.answer": _("Passaggi di consegne da prendere in carico"),
    "sua.hand_over.mend": _("Passaggi di consegne restituiti"),
}
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
        """Name the kinds of notices."""
        for kind, label in (TENDER_KINDS | RUP_KINDS).items():
            kinds.declare(kind, label)
