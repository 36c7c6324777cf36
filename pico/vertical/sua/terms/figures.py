"""The indicators of the SUA: each written once, with what it counts, how, and where it comes from.

Source of the list: domain facts of the SUA, section 8.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

FEWEST = 3  # a number smaller than this is not told outside the SUA it is of
AT_RISK_DAYS = 7


class DateOn(models.TextChoices):
    """On which day the period looks."""

    OPENED = "apertura", _("apertura della gara")
    PUBLISHED = "pubblicazione", _("pubblicazione")
    AWARDED = "aggiudicazione", _("aggiudicazione")


class Band(models.TextChoices):
    """«Fascia di importo» of a lot: the edges are parameters of law."""

    SMALL = "SMALL", _("senza contributo ANAC")
    DIRECT = "DIRECT", _("fino alla soglia dell'affidamento diretto")
    BELOW_EU = "BELOW_EU", _("fino alla soglia europea")
    ABOVE_EU = "ABOVE_EU", _("dalla soglia europea")


@dataclass(frozen=True, slots=True)
class Indicator:
    """A number that has one meaning everywhere: `unit` is as it is written beside it."""

    key: str
    label: str
    unit: str
    definition: str
    formula: str
    source: str


DATA = _("dati delle gare in Pi.Co.")
LAW = _("D.Lgs. 36/2023, All. II.4")

INDICATORS = {
    one.key: one
    for one in (
        Indicator(
            "tenders", _("Gare"), "", _("Gare della SUA nel periodo, in qualunque stato."),
            _("numero di gare"), DATA,
        ),
        Indicator(
            "lots", _("Lotti"), "", _("Lotti di quelle gare, ciascuno con il suo CIG."),
            _("numero di lotti"), DATA,
        ),
        Indicator(
            "base", _("Base di gara"), "€",
            _("Importo a base di gara dei lotti, IVA e oneri di sicurezza esclusi."),
            _("somma degli importi a base di gara"), DATA,
        ),
        Indicator(
            "award", _("Aggiudicato"), "€", _("Importo di aggiudicazione dei lotti aggiudicati."),
            _("somma degli importi di aggiudicazione"), DATA,
        ),
        Indicator(
            "weighted_discount", _("Ribasso medio ponderato"), "%",
            _("Quanto si è risparmiato sul totale dei lotti aggiudicati: i più grandi contano di più."),
            _("1 − aggiudicato ÷ (base di gara + sicurezza), solo lotti aggiudicati"), DATA,
        ),
        Indicator(
            "mean_discount", _("Ribasso medio aritmetico"), "%",
            _("Media dei ribassi dei lotti aggiudicati: ciascuno conta uno."),
            _("somma dei ribassi ÷ numero di lotti aggiudicati"), DATA,
        ),
        Indicator(
            "median_discount", _("Ribasso mediano"), "%",
            _("Metà dei lotti aggiudicati ha un ribasso più basso, metà più alto."),
            _("valore di mezzo dei ribassi ordinati (un valore che c'è davvero)"), DATA,
        ),
        Indicator(
            "saving", _("Economie"), "€", _("Quanto l'aggiudicazione lascia della base di gara."),
            _("(base di gara + sicurezza) − aggiudicato, solo lotti aggiudicati"), DATA,
        ),
        Indicator(
            "median_bids", _("Offerte per lotto, mediana"), "",
            _("Offerte arrivate sui lotti aggiudicati."), _("valore di mezzo delle offerte"), DATA,
        ),
        Indicator(
            "single_bid", _("Lotti con una sola offerta"), "%",
            _("Quanti lotti aggiudicati hanno ricevuto una sola offerta."),
            _("lotti con un'offerta ÷ lotti aggiudicati"), DATA,
        ),
        Indicator(
            "desert", _("Lotti deserti"), "%", _("Quanti lotti finiti non hanno ricevuto offerte."),
            _("lotti deserti ÷ lotti con un esito"), DATA,
        ),
        Indicator(
            "phase", _("Giorni per fase"), _("giorni"),
            _("Giorni di calendario fra due passi, per chi li ha fatti entrambi."),
            _("primo quartile, mediana e terzo quartile (valori che ci sono davvero)"), DATA,
        ),
        Indicator(
            "bids_to_contract", _("Dalle offerte al contratto"), _("giorni"),
            _("Giorni fra la scadenza delle offerte e il contratto, misurati da ANAC per la qualificazione."),
            _("mediana dei giorni dei lotti con contratto"), LAW,
        ),
        Indicator(
            "load", _("Carico per istruttore"), "",
            _("Gare non ancora finite di ciascun istruttore, oggi: il periodo non conta."),
            _("numero di gare in corso"), DATA,
        ),
        Indicator(
            "risk", _("Termini a rischio"), "",
            _("Termini ancora aperti già scaduti, o che scadono entro sette giorni, oggi."),
            _("numero di termini"), _("scadenziario di Pi.Co."),
        ),
        Indicator(
            "enti", _("Enti serviti"), "", _("Enti che partecipano ad almeno una gara del periodo."),
            _("numero di enti diversi"), DATA,
        ),
        Indicator(
            "dues", _("Rimborsi alla SUA"), "€",
            _("Dovuti calcolati nel periodo, annullati esclusi; quanti sono già incassati o compensati."),
            _("somma degli importi dei dovuti"), DATA,
        ),
    )
}  # fmt: skip


class Phase(models.TextChoices):
    """A stretch of the way of a tender, between two days that are written down."""

    ASKED = "richiesta", _("Dalla richiesta all'accoglimento")
    PREPARED = "preparazione", _("Dall'accoglimento al bando")
    BIDS = "offerte", _("Dal bando alla scadenza delle offerte")
    AWARD = "valutazione", _("Dalla scadenza delle offerte all'aggiudicazione")
    CONTRACT = "stipula", _("Dall'aggiudicazione al contratto")
    BIDS_TO_CONTRACT = "offerte-contratto", _("Dalle offerte al contratto")
