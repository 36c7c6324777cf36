from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.notices import kinds

from .module import HELPDESK

TICKET_KINDS = {
    "helpdesk.received": _("Le mie richieste di assistenza: ricevuta"),
    "helpdesk.taken": _("Le mie richieste di assistenza: presa in carico"),
    "helpdesk.replied": _("Le mie richieste di assistenza: risposte"),
    "helpdesk.waiting": _("Le mie richieste di assistenza: in attesa di me"),
    "helpdesk.solved": _("Le mie richieste di assistenza: risolta"),
    "helpdesk.closed": _("Le mie richieste di assistenza: chiusa"),
    "helpdesk.reopened": _("Richieste di assistenza riaperte"),
    "helpdesk.queued": _("Nuove richieste nelle code in cui lavoro"),
    "helpdesk.handle": _("Richieste di assistenza assegnate a me"),
    "helpdesk.answered": _("Messaggi nelle richieste che seguo come operatore"),
    "helpdesk.nudged": _("Solleciti a una coda di cui rispondo"),
    "helpdesk.alert": _("Allerte di sicurezza"),
}
KNOWLEDGE_KINDS = {
    "helpdesk.faq.to_approve": _("FAQ da approvare"),
    "helpdesk.faq.sent_back": _("Mie FAQ da completare"),
    "helpdesk.faq.to_review": _("FAQ scadute o da rileggere"),
    "helpdesk.faq.idea": _("Casi risolti che potrebbero diventare FAQ"),
    "helpdesk.problem.solved": _("Problemi noti che ho anch'io: risolti"),
}
# All that askers are told but «Risposta» and «Risolta» (domain facts, section 8).
BESIDES_ANSWERS = tuple(
    f"helpdesk.{name}" for name in ("received", "taken", "waiting", "closed", "reopened")
)
PRIVACY_KINDS = {
    "helpdesk.draft": _("Mie richieste iniziate e mai inviate"),
    "helpdesk.privacy.reported": _("Dati personali segnalati, da rileggere"),
    "helpdesk.privacy.settled": _("Esito dei dati personali segnalati"),
}
ROUTING_KINDS = {
    "helpdesk.routing.warned": _("Code senza operatori"),
    "helpdesk.absence.stands_in": _("Colleghi assenti che sostituisco"),
}
MAIL = "pico.horizontal.helpdesk.listeners.mail"


class HelpdeskConfig(AppConfig):
    name = "pico.horizontal.helpdesk"
    label = "helpdesk"
    manifest = HELPDESK

    def ready(self) -> None:
        """Name the kinds of notices; every mail about a ticket bears its number and is answered."""
        from pico.core.generations.watch import Watched, declare

        from .terms import FAQ_FAMILY, FAQ_SHOWN

        declare(
            Watched(FAQ_FAMILY, ("helpdesk.faq",), columns=FAQ_SHOWN),
            Watched(FAQ_FAMILY, ("files.storedfile",), columns=("title", "current_id")),
        )
        for kind, label in TICKET_KINDS.items():
            kinds.declare(kind, label, reply=f"{MAIL}.reply_address", head=f"{MAIL}.head")
        for kind, label in (KNOWLEDGE_KINDS | ROUTING_KINDS | PRIVACY_KINDS).items():
            kinds.declare(kind, label)
        kinds.offer(
            "helpdesk.answers",
            _("Delle mie richieste di assistenza, per e-mail solo le risposte e la soluzione"),
            silenced=BESIDES_ANSWERS,
            help_text=_("Ricevuta, presa in carico, chiusa e riaperta restano fra gli avvisi."),
        )
