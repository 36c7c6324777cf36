from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.notices import kinds
from pico.engines.deadlines.reckoning import catalogue

from .module import SUA
from .rules import clocks

REQUEST_KINDS = {
    "sua.request.to_approve": _("Richieste di gara da approvare"),
    "sua.request.to_receive": _("Richieste di gara da protocollare"),
    "sua.request.to_handle": _("Richieste di gara da prendere in carico"),
    "sua.request.to_complete": _("Richieste di gara da integrare"),
    "sua.request.moved": _("Richieste di gara del mio ente: novità"),
    "sua.request.came": _("Richieste di gara che seguo nella SUA: novità"),
    "sua.adhesion.moved": _("Adesioni alla convenzione SUA"),
}

TENDER_KINDS = {
    "sua.tender.state": _("Gare a cui partecipo: passaggi di stato"),
    "sua.tender.lot": _("Gare a cui partecipo: esiti dei lotti"),
    "sua.tender.without_head": _("Gare rimaste senza RUP"),
    "sua.hand_over.answer": _("Passaggi di consegne da prendere in carico"),
    "sua.hand_over.mend": _("Passaggi di consegne restituiti"),
    "sua.capacity.approve": _("Cessioni di capacità da approvare"),
}
CAMPAIGN_KINDS = {
    "sua.need.asked": _("Campagne di fabbisogni a cui rispondere"),
    "sua.need.to_approve": _("Fabbisogni da approvare"),
    "sua.need.section": _("Sezioni di fabbisogni affidate a me"),
    "sua.need.reminded": _("Solleciti delle campagne di fabbisogni"),
    "sua.need.to_check": _("Fabbisogni da validare"),
    "sua.campaign.extended": _("Campagne di fabbisogni prorogate"),
    "sua.campaign.result": _("Esiti delle campagne di fabbisogni"),
}
RUP_KINDS = {
    "sua.rup.to_check": _("Profili RUP da verificare"),
    "sua.rup.checked": _("Il mio profilo RUP"),
    "sua.rup.succeeded": _("Incarichi che passano a me"),
    "sua.loan.to_answer": _("Prestiti di RUP a cui rispondere"),
    "sua.loan.moved": _("Prestiti di RUP che mi riguardano"),
    "sua.check.done": _("File controllati"),
}
DUE_KINDS = {"sua.due.moved": _("Rimborsi alla SUA del mio ente")}
LIBRARY_KINDS = {"sua.library.changed": _("Testi nazionali del documentale SUA aggiornati")}


class SuaConfig(AppConfig):
    name = "pico.vertical.sua"
    label = "sua"
    manifest = SUA

    def ready(self) -> None:
        """Name the kinds of notices, the terms of «Se parte oggi…», what a member holds when he leaves."""
        from pico.core.adhesion import holdings

        holdings.register("pico.vertical.sua.actions.rup.leaving.HELD")
        kinds_of_all = (
            REQUEST_KINDS | TENDER_KINDS | CAMPAIGN_KINDS | RUP_KINDS | DUE_KINDS | LIBRARY_KINDS
        )
        for kind, label in kinds_of_all.items():
            kinds.declare(kind, label)
        catalogue.declare(*clocks.OFFERED)
