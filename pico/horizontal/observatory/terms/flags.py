"""The words of reports about figures."""

from django.utils.translation import gettext_lazy as _

ANSWERED = _("L'Assistenza ha risposto a chi aveva segnalato.")
# How a report is said to have ended, by the step that ended the request made of it.
ENDS = {
    "confirm": ANSWERED,
    "close_silent": ANSWERED,
    "settle": _("Chi aveva segnalato dice che non serve più risposta."),
    "close_unanswered": _("Chi aveva segnalato non ha risposto alle domande dell'Assistenza."),
    "cancel": _("Chi aveva segnalato ha ritirato la segnalazione."),
    "reject": _("Per l'Assistenza la segnalazione non riguarda la cifra."),
}
