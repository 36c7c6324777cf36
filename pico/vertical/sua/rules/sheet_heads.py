"""The columns of the sheets that enti and UPI send."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from pico.core.foundation import identifiers as codes

from ..terms.contracts import Level, QualificationKind
from ..terms.procurement import ContractKind, Sector
from .sheets import Head, choice, day, money, whole, words

FIRST_YEAR, LAST_YEAR = 2000, 2100


def cui(text: str) -> str:
    """Real CUIs often lack the letter: only what is too long, or no code at all, is refused."""
    code = codes.compact(text)
    if not code.isalnum() or not 18 <= len(code) <= 22:
        raise ValidationError(
            _now("«%(text)s» non è un CUI: attesi 21 caratteri.") % {"text": text[:40]}
        )
    return code


def yes(text: str) -> bool:
    return text.strip().lower() in {"1", "s", "si", "sì", "x", "vero", "true"}


KIND = choice(dict(ContractKind.choices))

CONTRACT_HEADS = (
    Head("cig", _("CIG"), codes.check_cig, ("codice cig",)),
    Head("subject", _("Oggetto"), words(250), ("oggetto del contratto", "descrizione"), True),
    Head("kind", _("Tipo"), KIND, ("tipo di appalto", "tipologia"), True),
    Head("cpv", _("CPV"), codes.check_cpv, ("codice cpv", "cod_cpv")),
    Head("supplier", _("Fornitore"), words(250), ("aggiudicatario", "ditta", "operatore"), True),
    Head("supplier_code", _("Codice fiscale del fornitore"), codes.check_fiscal_code,
         ("cf fornitore", "partita iva")),
    Head("amount", _("Importo"), money, ("importo del contratto", "valore"), True),
    Head("yearly_amount", _("Importo annuo"), money),
    Head("starts_on", _("Decorrenza"), day, ("inizio", "data inizio", "dal"), True),
    Head("ends_on", _("Scadenza"), day, ("fine", "data fine", "al"), True),
    Head("extension_months", _("Proroga (mesi)"), whole(0, 120), ("mesi di proroga",)),
    Head("extension_words", _("Opzione prevista"), words(250), ("opzioni", "rinnovo")),
)  # fmt: skip

PROGRAMME_HEADS = (
    Head("cui", _("CUI"), cui, ("codice cui", "codice unico intervento"), True),
    Head("subject", _("Oggetto"), words(250), ("descrizione", "descrizione dell'acquisto"), True),
    Head("kind", _("Tipo"), KIND, ("settore", "tipologia"), True),
    Head("cpv", _("CPV"), codes.check_cpv, ("codice cpv",)),
    Head("amount", _("Importo"), money, ("importo totale", "valore"), True),
    Head("year", _("Anno"), whole(FIRST_YEAR, LAST_YEAR), ("annualità",), True),
    Head("quarter", _("Trimestre"), whole(1, 4), (), True),
)

QUALIFICATION_HEADS = (
    Head("ente_code", _("Codice fiscale dell'ente"), codes.check_eleven_digits,
         ("codice fiscale", "cf"), True),
    Head("sector", _("Settore"), choice(dict(Sector.choices)), (), True),
    Head("level", _("Livello"), choice({one.value: one.value for one in Level}), (), True),
    Head("kind", _("Tipo"), choice(dict(QualificationKind.choices))),
    Head("score", _("Punteggio"), money),
    Head("valid_from", _("Valida dal"), day, ("dal",), True),
    Head("valid_to", _("Valida al"), day, ("al",)),
    Head("has_reserve", _("Con riserva"), yes),
    Head("covers_execution", _("Esecuzione"), yes),
    Head("source", _("Fonte"), words(250), (), True),
    Head("source_url", _("Indirizzo della fonte"), words(300)),
)  # fmt: skip
