"""The seven sections of the «Cruscotto ANAC» and the five themes of the Osservatorio.

Source: domain facts of the data, sections 1, 2 and 9.
"""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class SectionKey(models.TextChoices):
    """The name of a section in addresses, and how it is called until UPI calls it otherwise."""

    OVERVIEW = "panoramica", _("Panoramica appalti")
    QUALIFICATION = "qualificazione", _("Qualificazione e attività di committenza")
    TERRITORY = "territorio", _("Gare per Provincia e raggruppamento regionale")
    AWARDS = "aggiudicazioni", _("Aggiudicazioni, concorrenza e mercato")
    PNRR = "pnrr", _("Progetti PNRR")
    PNC = "pnc", _("Progetti PNC: attuazione per CUP e collegamento CIG")
    STAFF = "personale", _("Personale delle Province")


# Aggregates of these are for everybody, the others for who signed in.
PUBLIC_SECTIONS = (
    SectionKey.OVERVIEW, SectionKey.TERRITORY, SectionKey.PNRR, SectionKey.PNC,
)  # fmt: skip
ABOUT = {
    SectionKey.OVERVIEW: _("Quante gare, per quanto, di che cosa e con quali procedure."),
    SectionKey.QUALIFICATION: _("I livelli di qualificazione e le gare svolte per altri enti."),
    SectionKey.TERRITORY: _("Le stesse misure Provincia per Provincia, nella regione e nel tempo."),
    SectionKey.AWARDS: _("Ribassi, offerte, tempi e concentrazione del mercato."),
    SectionKey.PNRR: _("Progetti, finanziamenti e pagamenti del PNRR."),
    SectionKey.PNC: _("I CUP del Piano complementare e le gare che li realizzano."),
    SectionKey.STAFF: _("Addetti, età, genere e ricambio, dal Conto annuale della RGS."),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """A «cruscotto tematico» of the Osservatorio: the sections it is read in."""

    key: str
    label: str
    sections: tuple[SectionKey, ...]


THEMES = (
    Theme(
        "appalti", _("Appalti e qualificazioni delle Province"),
        (SectionKey.OVERVIEW, SectionKey.QUALIFICATION, SectionKey.AWARDS),
    ),
    Theme(
        "progetti", _("Progetti PNRR e PNC delle Province"), (SectionKey.PNRR, SectionKey.PNC),
    ),
    Theme("personale", _("Personale delle Province"), (SectionKey.STAFF,)),
    Theme(
        "gare", _("Gare per singole Province e raggruppamenti regionali"), (SectionKey.TERRITORY,),
    ),
    Theme(
        "pnc", _("Attuazione dei progetti finanziati dal PNC, per CUP e collegamento con i CIG"),
        (SectionKey.PNC,),
    ),
)  # fmt: skip


class Division(models.TextChoices):
    """«Ripartizione geografica», ISTAT."""

    NORTH_WEST = "NORTH_WEST", _("Nord-ovest")
    NORTH_EAST = "NORTH_EAST", _("Nord-est")
    CENTRE = "CENTRE", _("Centro")
    SOUTH = "SOUTH", _("Sud")
    ISLANDS = "ISLANDS", _("Isole")


@dataclass(frozen=True, slots=True)
class Break:
    """A day from which a series does not say what it said before."""

    on: date
    label: str
    reason: str


BREAKS = (
    Break(
        date(2023, 7, 1), _("Nuovo Codice"),
        _("Dal 1° luglio 2023 valgono le procedure e le soglie del D.Lgs. 36/2023."),
    ),
    Break(
        date(2024, 1, 1), _("PCP"),
        _("Dal 1° gennaio 2024 i CIG nascono sulla Piattaforma contratti pubblici ed entrano anche gli affidamenti sotto 40.000 €: i numeri non si confrontano con quelli di prima."),
    ),
)  # fmt: skip


class LotState(models.TextChoices):
    """Where a CUP stands through its most advanced live CIG (domain facts, 4.1), in order."""

    NO_CIG = "NO_CIG", _("Senza CIG")
    ENDED_BADLY = "ENDED_BADLY", _("Annullato/deserto")
    RUNNING = "RUNNING", _("CIG in gara")
    AWARDED = "AWARDED", _("Aggiudicato")
    EXECUTION = "EXECUTION", _("Contratto/esecuzione")
    CONCLUDED = "CONCLUDED", _("Concluso")


class Attribution(models.TextChoices):
    """Whose a delegated tender is."""

    ALL = "", _("come SUA e per sé")
    SUA = "sua", _("solo come SUA, per altri")
    BENEFICIARY = "beneficiario", _("solo come beneficiario")


# The missions of the PNRR (Council Implementing Decision of 13 July 2021, and its revision of 2023).
MISSIONS = {
    "M1": _("Digitalizzazione, innovazione, competitività, cultura e turismo"),
    "M2": _("Rivoluzione verde e transizione ecologica"),
    "M3": _("Infrastrutture per una mobilità sostenibile"), "M4": _("Istruzione e ricerca"),
    "M5": _("Inclusione e coesione"), "M6": _("Salute"), "M7": _("REPowerEU"),
}  # fmt: skip
ANAC_PAGE = (
    "https://dati.anticorruzione.it/superset/dashboard/dettaglio_cig/?cig={cig}&standalone=2"
)
CUP_PAGE = "https://opencup.gov.it/portale/progetto/-/cup/{cup}"
FEWEST = 5  # medians of fewer cases are not told
