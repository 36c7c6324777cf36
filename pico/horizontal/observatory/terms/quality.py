"""The quality desk: what may be missing in the data of a Province, and where it is put right."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Fault(models.TextChoices):
    """The value is the word of the address."""

    NO_OUTCOME = "senza-esito", _("CIG senza esito")
    NO_CUP = "cig-senza-cup", _("CIG del PNRR senza CUP")
    NO_CIG = "cup-senza-cig", _("CUP senza CIG")
    NO_AMOUNT = "senza-importo", _("Aggiudicazioni senza importo")
    BAD_DATES = "date-impossibili", _("Date che non possono essere")


SAID = {
    Fault.NO_OUTCOME: _("Lotti con le offerte scadute da più di sei mesi, di cui ANAC non sa come sono finiti."),
    Fault.NO_CUP: _("Lotti dichiarati PNRR o PNC a cui non è collegato alcun CUP."),
    Fault.NO_CIG: _("Progetti attivi del PNRR e del PNC di cui non si conosce alcuna gara."),
    Fault.NO_AMOUNT: _("Lotti aggiudicati di cui manca l'importo di aggiudicazione, o è zero."),
    Fault.BAD_DATES: _("Lotti aggiudicati o scaduti prima di essere pubblicati, o pubblicati nel futuro."),
}  # fmt: skip
# «Dove si corregge»: the system of who publishes, never here, where data are kept as they came.
WHERE = {
    Fault.NO_OUTCOME: _("Sulla Piattaforma contratti pubblici (PCP) il RUP invia, dalla piattaforma di approvvigionamento, la scheda di aggiudicazione o quella di mancata aggiudicazione. I CIG presi prima del 2024 si completano in SIMOG."),
    Fault.NO_CUP: _("Il CUP si indica nella scheda della gara sulla PCP; per i CIG presi prima del 2024, in SIMOG. Se la scheda è già pubblicata e la correzione non è accettata, si chiede ad ANAC e intanto si dichiara il legame fra CUP e CIG in ReGiS."),
    Fault.NO_CIG: _("In ReGiS, fra le procedure di affidamento del progetto, si indica il CIG. Se la gara non è ancora partita non c'è niente da correggere."),
    Fault.NO_AMOUNT: _("Nella scheda di aggiudicazione sulla PCP, o in SIMOG per i CIG presi prima del 2024."),
    Fault.BAD_DATES: _("Nelle schede della gara e dell'aggiudicazione: si rettifica la data sbagliata. La piattaforma di approvvigionamento ripete l'invio."),
}  # fmt: skip
SITES = {
    Fault.NO_OUTCOME: "https://www.anticorruzione.it/-/piattaforma-contratti-pubblici",
    Fault.NO_CUP: "https://www.anticorruzione.it/-/piattaforma-contratti-pubblici",
    Fault.NO_CIG: "https://www.italiadomani.gov.it/",
    Fault.NO_AMOUNT: "https://www.anticorruzione.it/-/piattaforma-contratti-pubblici",
    Fault.BAD_DATES: "https://www.anticorruzione.it/-/piattaforma-contratti-pubblici",
}
# The table whose day a fault is measured from.
TABLE_OF = {fault: "projects" if fault == Fault.NO_CIG else "lots" for fault in Fault}
WAITED_DAYS = 183  # from the end of the offers before a missing outcome is a fault
THANKED = 10  # Provinces of the board
