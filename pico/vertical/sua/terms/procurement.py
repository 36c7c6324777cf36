"""What is bought and how: kinds, procedures, techniques, criteria, works categories, funding.

Each choice that the PCP of ANAC knows has its code there beside it. Source: ANAC, «tipologiche» of
2026 (sceltaContraente, tipoProcedura, categoria, tipoFinanziamento); artt. 50, 59, 70-76, 108 D.Lgs. 36/2023.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContractKind(models.TextChoices):
    """«Tipo di appalto»."""

    WORKS = "WORKS", _("Lavori")
    SERVICES = "SERVICES", _("Servizi")
    SUPPLIES = "SUPPLIES", _("Forniture")
    ENGINEERING = "ENGINEERING", _("Servizi di ingegneria e architettura (SIA)")
    WORKS_CONCESSION = "WORKS_CONCESSION", _("Concessione di lavori")
    SERVICES_CONCESSION = "SERVICES_CONCESSION", _("Concessione di servizi")
    MIXED = "MIXED", _("Misto")


CONCESSIONS = (ContractKind.WORKS_CONCESSION, ContractKind.SERVICES_CONCESSION)
# Mixed contracts follow the rules of works here: the strictest attachments, SOA lines allowed.
WITH_WORKS = (ContractKind.WORKS, ContractKind.WORKS_CONCESSION, ContractKind.MIXED)


class Sector(models.TextChoices):
    """«Settore» of a qualification, art. 63 and All. II.4."""

    WORKS = "WORKS", _("Lavori")
    GOODS = "GOODS", _("Servizi e forniture")


def sector_of(kind: str) -> Sector:
    """The sector whose qualification a contract needs."""
    return Sector.WORKS if kind in WITH_WORKS else Sector.GOODS


class Procedure(models.TextChoices):
    DIRECT = "DIRECT", _("Affidamento diretto")
    NEGOTIATED = "NEGOTIATED", _("Procedura negoziata senza bando")
    OPEN = "OPEN", _("Procedura aperta")
    RESTRICTED = "RESTRICTED", _("Procedura ristretta")
    COMPETITIVE = "COMPETITIVE", _("Procedura competitiva con negoziazione")
    DIALOGUE = "DIALOGUE", _("Dialogo competitivo")
    INNOVATION = "INNOVATION", _("Partenariato per l'innovazione")
    CONCESSION = "CONCESSION", _("Procedura competitiva (concessioni)")
    OTHER_MANY = "OTHER_MANY", _("Altra procedura a più fasi")
    OTHER_ONE = "OTHER_ONE", _("Altra procedura a fase unica")
    FRAMEWORK = "FRAMEWORK", _("Accordo quadro")
    ADHESION = "ADHESION", _("Affidamento diretto in adesione ad accordo quadro/convenzione")


# PCP `sceltaContraente`, eForms `tipoProcedura`.
PROCEDURE_CODES = {
    Procedure.DIRECT: ("10", ""),
    Procedure.NEGOTIATED: ("5", "neg-wo-call"),
    Procedure.OPEN: ("6", "open"),
    Procedure.RESTRICTED: ("9", "restricted"),
    Procedure.COMPETITIVE: ("4", "neg-w-call"),
    Procedure.DIALOGUE: ("1", "comp-dial"),
    Procedure.INNOVATION: ("3", "innovation"),
    Procedure.CONCESSION: ("2", ""),
    Procedure.OTHER_MANY: ("7", "oth-mult"),
    Procedure.OTHER_ONE: ("8", "oth-single"),
    Procedure.FRAMEWORK: ("11", ""),
    Procedure.ADHESION: ("12", ""),
}


class Technique(models.TextChoices):
    """Techniques are not procedures (artt. 32, 34, 46, 59): a field of their own."""

    NONE = "NONE", _("Nessuna")
    FRAMEWORK = "FRAMEWORK", _("Accordo quadro")
    DYNAMIC = "DYNAMIC", _("Sistema dinamico di acquisizione")
    AUCTION = "AUCTION", _("Asta elettronica")
    CATALOGUE = "CATALOGUE", _("Catalogo elettronico")
    CONTEST = "CONTEST", _("Concorso di progettazione")


class Criterion(models.TextChoices):
    BEST_VALUE = "BEST_VALUE", _("OEPV – miglior rapporto qualità/prezzo")
    FIXED_COST = "FIXED_COST", _("OEPV – costo fisso")
    LOWEST_PRICE = "LOWEST_PRICE", _("Minor prezzo")


class Funding(models.TextChoices):
    """PCP `tipoFinanziamento`: the value is the code."""

    A = "A", _("Fondi di bilancio della stazione appaltante")
    B = "B", _("Fondi di bilancio dell'amministrazione competente")
    C01 = "C01", _("Entrate a destinazione vincolata – pubblica comunitaria")
    C02 = "C02", _("Entrate a destinazione vincolata – pubblica nazionale centrale")
    C03 = "C03", _("Entrate a destinazione vincolata – pubblica regionale")
    C04 = "C04", _("Entrate a destinazione vincolata – pubblica locale")
    C05 = "C05", _("Entrate a destinazione vincolata – pubblica, altri")
    C06 = "C06", _("Entrate a destinazione vincolata – privati")
    D = "D", _("Mutuo")
    E = "E", _("Trasferimento di immobili")
    F = "F", _("Economie su stanziamenti non vincolati")
    G = "G", _("Apporto di capitali privati")
    H = "H", _("Sfruttamento economico e funzionale del bene")
    I = "I", _("Altro")  # noqa: E741 - the code of the list


class Urgency(models.TextChoices):
    """PCP `motivoUrgenza`."""

    HERITAGE = "1", _("Somma urgenza – beni culturali")
    CIVIL_PROTECTION = "2", _("Somma urgenza e protezione civile")
    SPECIAL_SECTORS = "3", _("Estrema urgenza – settori speciali")
    NEGOTIATED = "4", _("Procedura negoziata per estrema urgenza")
    HYDROGEOLOGICAL = "5", _("Estrema urgenza – vincolo idrogeologico, sismico, ambientale")
    LAW_120 = "6", _("L. 120/2020")
    NONE = "7", _("Non applicabile")


# Words of the works categories; PCP writes a blank after OG and OS. All. II.12, tab. A.
SOA_CATEGORIES = (
    ("OG 1", _("Edifici civili e industriali")),
    ("OG 2", _("Restauro e manutenzione dei beni immobili tutelati")),
    ("OG 3", _("Strade, autostrade, ponti, viadotti, ferrovie, metropolitane")),
    ("OG 4", _("Opere d'arte nel sottosuolo")),
    ("OG 5", _("Dighe")),
    ("OG 6", _("Acquedotti, gasdotti, oleodotti, opere di irrigazione")),
    ("OG 7", _("Opere marittime e lavori di dragaggio")),
    ("OG 8", _("Opere fluviali, di difesa, di sistemazione idraulica")),
    ("OG 9", _("Impianti per la produzione di energia elettrica")),
    ("OG 10", _("Impianti per la trasformazione e distribuzione di energia elettrica")),
    ("OG 11", _("Impianti tecnologici")),
    ("OG 12", _("Opere e impianti di bonifica e protezione ambientale")),
    ("OG 13", _("Opere di ingegneria naturalistica")),
    ("OS 1", _("Lavori in terra")),
    ("OS 2-A", _("Superfici decorate di beni immobili del patrimonio culturale")),
    ("OS 2-B", _("Beni culturali mobili di interesse archivistico e librario")),
    ("OS 3", _("Impianti idrico-sanitario, cucine, lavanderie")),
    ("OS 4", _("Impianti elettromeccanici trasportatori")),
    ("OS 5", _("Impianti pneumatici e antintrusione")),
    ("OS 6", _("Finiture di opere generali in materiali lignei, plastici, metallici")),
    ("OS 7", _("Finiture di opere generali di natura edile e tecnica")),
    ("OS 8", _("Opere di impermeabilizzazione")),
    ("OS 9", _("Impianti per la segnaletica luminosa e la sicurezza del traffico")),
    ("OS 10", _("Segnaletica stradale non luminosa")),
    ("OS 11", _("Apparecchiature strutturali speciali")),
    ("OS 12-A", _("Barriere stradali di sicurezza")),
    ("OS 12-B", _("Barriere paramassi, fermaneve e simili")),
    ("OS 13", _("Strutture prefabbricate in cemento armato")),
    ("OS 14", _("Impianti di smaltimento e recupero rifiuti")),
    ("OS 15", _("Pulizia di acque marine, lacustri, fluviali")),
    ("OS 16", _("Impianti per centrali di produzione di energia elettrica")),
    ("OS 17", _("Linee telefoniche e impianti di telefonia")),
    ("OS 18-A", _("Componenti strutturali in acciaio")),
    ("OS 18-B", _("Componenti per facciate continue")),
    ("OS 19", _("Impianti di reti di telecomunicazione e di trasmissione dati")),
    ("OS 20-A", _("Rilevamenti topografici")),
    ("OS 20-B", _("Indagini geognostiche")),
    ("OS 21", _("Opere strutturali speciali")),
    ("OS 22", _("Impianti di potabilizzazione e depurazione")),
    ("OS 23", _("Demolizione di opere")),
    ("OS 24", _("Verde e arredo urbano")),
    ("OS 25", _("Scavi archeologici")),
    ("OS 26", _("Pavimentazioni e sovrastrutture speciali")),
    ("OS 27", _("Impianti per la trazione elettrica")),
    ("OS 28", _("Impianti termici e di condizionamento")),
    ("OS 29", _("Armamento ferroviario")),
    ("OS 30", _("Impianti interni elettrici, telefonici, radiotelefonici e televisivi")),
    ("OS 31", _("Impianti per la mobilità sospesa")),
    ("OS 32", _("Strutture in legno")),
    ("OS 33", _("Coperture speciali")),
    ("OS 34", _("Sistemi antirumore per infrastrutture di mobilità")),
    ("OS 35", _("Interventi a basso impatto ambientale")),
)
SOA_CHOICES = tuple((code, code) for code, _words in SOA_CATEGORIES)
SOA_LABELS = dict(SOA_CATEGORIES)

# «Classifiche»: what one covers is a parameter (`soa.classifica.*`), never a number here.
SOA_CLASSES = tuple(
    (code, code) for code in ("I", "II", "III", "III-bis", "IV", "IV-bis", "V", "VI", "VII", "VIII")
)

# DPCM 24/12/2015 and 11/7/2018: categories to be bought through aggregators (PCP list; 999 none).
DPCM_CATEGORIES = (
    ("999", _("Nessuna delle categorie dei DPCM 24/12/2015 e 11/7/2018")),
    ("15", _("Vigilanza armata")),
    ("16", _("Facility management immobili")),
    ("17", _("Pulizia immobili")),
    ("18", _("Guardiania")),
    ("19", _("Manutenzione immobili e impianti")),
    ("24", _("Servizio di trasporto scolastico")),
    ("25", _("Manutenzione strade (servizi e forniture)")),
)
