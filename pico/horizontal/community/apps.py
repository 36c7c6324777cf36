from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.notices import kinds

from .module import COMMUNITY

NOTICE_KINDS = {
    "community.mention": _("Qualcuno mi chiama in una discussione"),
    "community.answer": _("Risposte a ciò che ho scritto"),
    "community.answer.accepted": _("La mia risposta è stata accettata"),
    "community.followed": _("Interventi nelle discussioni che seguo"),
    "community.discussion.new": _("Nuove discussioni nelle categorie che seguo"),
    "community.question.asked": _("Domande senza risposta sui miei temi"),
    "community.comment": _("Commenti ai miei articoli"),
    "community.article.waiting": _("Articoli da approvare"),
    "community.practice.waiting": _("Buone pratiche da validare"),
    "community.practice.adopted": _("Adozioni delle mie buone pratiche"),
    "community.proposal.waiting": _("Proposte da decidere"),
    "community.report.waiting": _("Segnalazioni da esaminare"),
    # Documents and networks
    "community.document.version_added": _("Nuove versioni dei documenti preferiti"),
    "community.document.superseded": _("Documenti preferiti superati"),
    "community.document.expiring": _("Miei documenti in scadenza"),
    "community.archive.ready": _("ZIP che ho chiesto"),
    "community.network.request": _("Richieste di entrare nelle reti che animo"),
    "community.network.invitation": _("Inviti alle reti tematiche"),
    "community.network.answer": _("Risposte alle mie richieste di entrare in una rete"),
    "community.network.letter": _("Lettere di chi anima le mie reti"),
    "community.network.meeting": _("Incontri delle mie reti"),
}
REPLY = "pico.horizontal.community.listeners.mail.reply_address"
ANSWERED_BY_MAIL = {
    "community.mention",
    "community.answer",
    "community.followed",
    "community.discussion.new",
    "community.question.asked",
}


class CommunityConfig(AppConfig):
    name = "pico.horizontal.community"
    label = "community"
    manifest = COMMUNITY

    def ready(self) -> None:
        """Name our kinds of notices, and tell the questionnaire engine what it serves us for."""
        from pico.core.notices import digests
        from pico.engines.questionnaires import purposes

        from .permissions import SURVEYS

        for kind, label in NOTICE_KINDS.items():
            kinds.declare(kind, label, reply=REPLY if kind in ANSWERED_BY_MAIL else "")
        digests.offer("pico.horizontal.community.listeners.digest.gather")
        purposes.register(SURVEYS)
