"""What the checks may find: how grave it is, the sentence that says it, and what to do about it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..terms.checks import Severity

ERROR, WARN = Severity.ERROR, Severity.WARN


@dataclass(frozen=True, slots=True)
class Words:
    """How a kind of finding is said; the sentence may be made more exact by the check."""

    severity: Severity
    sentence: str | Promise
    remedy: str | Promise


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found in a record: `row` is its number as a spreadsheet shows it, 0 where there is one only."""

    row: int
    code: str
    field: str
    value: str
    said: str = ""

    @property
    def severity(self) -> Severity:
        return CATALOGUE[self.code].severity

    @property
    def sentence(self) -> str:
        return self.said or str(CATALOGUE[self.code].sentence)

    @property
    def remedy(self) -> str:
        return str(CATALOGUE[self.code].remedy)


COPY_CIG = _("Copia il CIG dalla PCP, dal bando o dal contratto: 10 caratteri, senza spazi.")

CATALOGUE: dict[str, Words] = {
    "cig_missing": Words(ERROR, _("Manca il CIG."), COPY_CIG),
    "cig_invalid": Words(ERROR, _("CIG non valido."), COPY_CIG),
    "cig_confirmed": Words(
        WARN,
        _("Il controllo interno del CIG non torna, ma un amministratore lo ha confermato."),
        _("Il motivo è nella storia della conferma: nessun intervento se non è cambiato nulla."),
    ),
    "cig_placeholder": Words(
        WARN,
        _("Il CIG è un segnaposto di soli zeri."),
        _("Togli il segnaposto, o scrivi il CIG quando c'è."),
    ),
    "cup_invalid": Words(
        ERROR,
        _("CUP non valido."),
        _("Copialo dal sistema CUP o da OpenCUP: lettera, 2 cifre, lettera, 11 cifre."),
    ),
    "cup_placeholder": Words(
        WARN,
        _("Il CUP è un segnaposto di quindici zeri: vale come vuoto."),
        _("Scrivi il CUP vero, o lascia vuoto se il CUP non è dovuto."),
    ),
    "cup_missing": Words(
        WARN,
        _("CIG senza CUP: i lavori che non sono manutenzione ordinaria hanno un CUP."),
        _("Collega il CUP dell'intervento, o indica che è manutenzione ordinaria."),
    ),
    "cup_missing_pnrr": Words(
        ERROR,
        _("CIG senza CUP: l'affidamento è finanziato da PNRR o PNC."),
        _("Il CUP è obbligatorio per ogni intervento PNRR/PNC: collega quello presente in ReGiS."),
    ),
    "cui_form": Words(
        WARN,
        _("Il CUI non ha la forma prevista."),
        _("Attesi 21 caratteri: L, S o F, codice fiscale dell'ente, anno, progressivo."),
    ),
    "cui_placeholder": Words(
        WARN,
        _("Il CUI è un segnaposto di soli zeri."),
        _("Scrivi il CUI del programma triennale, o il motivo per cui non c'è."),
    ),
    "ausa_invalid": Words(
        ERROR,
        _("Il codice AUSA non ha 10 cifre."),
        _(
            "Cercalo nell'Anagrafe unica delle stazioni appaltanti: 10 cifre, zeri iniziali compresi."
        ),
    ),
    "cpv_invalid": Words(
        ERROR,
        _("Il CPV non ha la forma giusta."),
        _("Scegli la voce dall'elenco CPV: 8 cifre, e una di controllo dopo il trattino."),
    ),
    "cpv_unknown": Words(
        ERROR,
        _("Il CPV non è nell'elenco in vigore."),
        _("Scegli la voce dall'elenco CPV: contano le prime 8 cifre."),
    ),
    "istat_invalid": Words(
        ERROR,
        _("Il codice ISTAT del luogo non ha 6 cifre."),
        _("Usa il codice ISTAT del Comune, con gli zeri iniziali: 026086 per Treviso."),
    ),
    "istat_unknown": Words(
        WARN,
        _("Il codice ISTAT non è di un Comune noto."),
        _("Il Comune può essere cessato o fuso: usa il codice del Comune di oggi."),
    ),
    "nuts_unknown": Words(
        ERROR,
        _("Il codice NUTS non esiste in Italia."),
        _("Usa un codice come ITH34 (Treviso): IT, una lettera e una o due cifre."),
    ),
    "soa_unknown": Words(
        ERROR,
        _("La categoria SOA non esiste."),
        _("Scrivila come «OG 3» o «OS 12-A»: le categorie sono 52."),
    ),
    "fiscal_code_invalid": Words(
        WARN,
        _("Il codice fiscale dell'ente non torna."),
        _(
            "Controlla le 11 cifre; i codici provvisori «CFAVCP-…» sono di enti senza codice fiscale."
        ),
    ),
    "rup_unknown": Words(
        WARN,
        _("Il RUP non è nell'Elenco dei RUP."),
        _("Chiedi al RUP di compilare il suo profilo: la SUA lo verifica."),
    ),
    "rup_not_active": Words(
        ERROR,
        _("Il profilo del RUP non è attivo."),
        _("Chiedi la verifica alla SUA, o scegli un altro RUP."),
    ),
    "amount_invalid": Words(
        ERROR,
        _("L'importo non è un numero."),
        _("Scrivi solo cifre e la virgola dei centesimi: 1.234,56."),
    ),
    "amount_negative": Words(
        ERROR, _("L'importo è negativo."), _("Scrivi l'importo senza il segno meno.")
    ),
    "amount_zero": Words(
        WARN,
        _("L'importo è zero."),
        _("ANAC chiede un importo maggiore di zero (regola REG98 o REG99)."),
    ),
    "lot_over_total": Words(
        WARN,
        _("Il lotto vale più della gara intera."),
        _("Il totale della gara è la somma di tutti i lotti, opzioni comprese."),
    ),
    "security_over_lot": Words(
        WARN,
        _("Gli oneri di sicurezza superano l'importo del lotto."),
        _("Gli oneri sono compresi nell'importo del lotto: correggi uno dei due."),
    ),
    "date_invalid": Words(
        ERROR,
        _("La data non esiste o non è scritta bene."),
        _("Scrivi le date come 31/12/2026 o 2026-12-31."),
    ),
    "deadline_before_notice": Words(
        WARN,
        _("La scadenza delle offerte viene prima della pubblicazione."),
        _("Controlla le due date: le offerte arrivano dopo il bando."),
    ),
    "row_short": Words(
        ERROR,
        _("La riga non ha tutte le colonne dell'intestazione."),
        _("Controlla virgolette e a capo dentro i testi: la riga si è spezzata."),
    ),
}
