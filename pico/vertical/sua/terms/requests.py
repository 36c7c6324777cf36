"""Words of the requests («richieste di attivazione»): states, steps, attachments, economic framework."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .procurement import CONCESSIONS, WITH_WORKS, ContractKind, Criterion, Procedure

SUBJECT_LENGTH = 250
NUMBER = "RICH-{plate}-{year}-{serial:04d}"
MOST_LOTS = 99
FILE_KINDS = (".pdf", ".p7m", ".doc", ".docx", ".odt", ".xls", ".xlsx", ".ods", ".zip", ".dwg", ".csv", ".png", ".jpg")  # fmt: skip
FILE_BYTES = 50_000_000
MOST_FILES = 400


class RequestState(models.TextChoices):
    DRAFT = "DRAFT", _("Bozza")
    SENT = "SENT", _("Inviata")
    RECEIVED = "RECEIVED", _("Ricevuta")
    INSTRUCTION = "INSTRUCTION", _("In istruttoria")
    INTEGRATION = "INTEGRATION", _("Integrazione richiesta")
    ACCEPTED = "ACCEPTED", _("Accettata")
    ACCEPTED_BY_SILENCE = "ACCEPTED_BY_SILENCE", _("Accolta per silenzio-assenso")
    REFUSED = "REFUSED", _("Rifiutata")
    WITHDRAWN = "WITHDRAWN", _("Ritirata")


STATE_MEANING = {
    RequestState.DRAFT: "draft",
    RequestState.SENT: "waiting",
    RequestState.RECEIVED: "waiting",
    RequestState.INSTRUCTION: "running",
    RequestState.INTEGRATION: "suspended",
    RequestState.ACCEPTED: "done",
    RequestState.ACCEPTED_BY_SILENCE: "done",
    RequestState.REFUSED: "refused",
    RequestState.WITHDRAWN: "draft",
}
# While the SUA has not answered; the ten days of the law run from «Ricevuta».
UNANSWERED = (RequestState.RECEIVED, RequestState.INSTRUCTION, RequestState.INTEGRATION)
OPEN = (RequestState.SENT, *UNANSWERED)
GOING_ON = (RequestState.ACCEPTED, RequestState.ACCEPTED_BY_SILENCE)


class Part(models.TextChoices):
    """The parts of the guided request, in order; the value stands in the address."""

    SUBJECT = "oggetto", _("Oggetto")
    AMOUNTS = "importi", _("Importi e lotti")
    PROCEDURE = "procedura", _("Procedura")
    CODES = "codici", _("Codici")
    MONEY = "finanziamento", _("Finanziamento")
    PEOPLE = "persone", _("Persone e progetto")
    FILES = "documenti", _("Documenti")
    SUMMARY = "riepilogo", _("Riepilogo")


class Section(models.TextChoices):
    """Section of the economic framework («quadro economico»). Source: All. I.7 art. 5."""

    A = "A", _("A – Lavori o prestazioni, soggetti a ribasso")
    A2 = "A2", _("A2 – Sicurezza, non soggetta a ribasso")
    B = "B", _("B – Somme a disposizione")


class CostKind(models.TextChoices):
    """A line of the economic framework."""

    WORKS = "WORKS", _("Lavori o prestazioni")
    SECURITY = "SECURITY", _("Oneri della sicurezza")
    OWN_WORKS = "OWN_WORKS", _("Lavori in economia")
    SURVEYS = "SURVEYS", _("Rilievi e indagini")
    CONNECTIONS = "CONNECTIONS", _("Allacciamenti")
    UNFORESEEN = "UNFORESEEN", _("Imprevisti")
    PRICE_REVISION = "PRICE_REVISION", _("Accantonamento per revisione prezzi")
    EXPROPRIATION = "EXPROPRIATION", _("Espropri")
    TECHNICAL = "TECHNICAL", _("Spese tecniche")
    INCENTIVE = "INCENTIVE", _("Incentivi art. 45")
    COMMISSION = "COMMISSION", _("Commissioni giudicatrici")
    PUBLICITY = "PUBLICITY", _("Pubblicità")
    TESTING = "TESTING", _("Collaudo")
    ANAC_FEE = "ANAC_FEE", _("Contributo ANAC")
    SUA_FEE = "SUA_FEE", _("Rimborso SUA")
    VAT = "VAT", _("IVA")
    OTHER = "OTHER", _("Altro")


SECTION_OF = {CostKind.WORKS: Section.A, CostKind.SECURITY: Section.A2}


def section_of(kind: str) -> Section:
    """The section a line stands in: what is not work or security is «a disposizione»."""
    return SECTION_OF.get(CostKind(kind), Section.B)


class Reward(models.TextChoices):
    """«Misure premiali» of tenders paid by PNRR and PNC: art. 47, c. 5, D.L. 77/2021, with the letters of the law."""

    NOT_DISCRIMINATING = (
        "NOT_DISCRIMINATING",
        _("nessun accertamento di discriminazioni nei tre anni precedenti (lett. a)"),
    )
    WORK_AND_LIFE = "WORK_AND_LIFE", _("conciliazione fra cura, vita e lavoro (lett. b)")
    MORE_HIRED = (
        "MORE_HIRED",
        _("assunzione di giovani, donne e persone con disabilità oltre la quota (lett. c)"),
    )
    GENDER_EQUALITY = (
        "GENDER_EQUALITY",
        _("parità di genere e pari opportunità nel triennio (lett. d)"),
    )
    DISABILITY_LAW = (
        "DISABILITY_LAW",
        _("obblighi della L. 68/1999 rispettati nel triennio (lett. d-bis)"),
    )
    REPORT = "REPORT", _("dichiarazione volontaria di carattere non finanziario (lett. e)")


class AttachmentKind(models.TextChoices):
    """Checklist of a request, in the order of the file of a tender."""

    DECISION = "DECISION", _("Decisione di contrarre (determina), anche in bozza")
    PROJECT = "PROJECT", _("Progetto")
    VALIDATION = "VALIDATION", _("Verbale di verifica e validazione")
    SPECIFICATIONS = "SPECIFICATIONS", _("Capitolato speciale / prestazionale")
    FRAMEWORK = "FRAMEWORK", _("Quadro economico")
    CONTRACT = "CONTRACT", _("Schema di contratto")
    BILL = "BILL", _("Computo metrico ed elenco prezzi")
    LABOUR = "LABOUR", _("Quadro incidenza manodopera")
    SAFETY = "SAFETY", _("PSC / DUVRI")
    TIMETABLE = "TIMETABLE", _("Cronoprogramma")
    COVERAGE = "COVERAGE", _("Attestazione copertura finanziaria")
    RUP_ACT = "RUP_ACT", _("Nomina RUP")
    CONFLICTS = "CONFLICTS", _("Dichiarazione assenza conflitti")
    PROGRAMME = "PROGRAMME", _("Estratto programma triennale")
    CRITERIA = "CRITERIA", _("Proposta criteri e punteggi")
    INVITED = "INVITED", _("Elenco OE da invitare")
    REQUIREMENTS = "REQUIREMENTS", _("Requisiti speciali proposti")
    STAFF = "STAFF", _("Elenco personale per clausola sociale")
    PEF = "PEF", _("PEF")
    CAM = "CAM", _("Relazione CAM")
    DNSH = "DNSH", _("DNSH")
    OTHER = "OTHER", _("Altro")


# Reserved until the bid deadline whoever sees the request: art. 35 c. 2.
RESERVED_KINDS = frozenset({AttachmentKind.INVITED})
ALWAYS = (
    AttachmentKind.DECISION,
    AttachmentKind.PROJECT,
    AttachmentKind.SPECIFICATIONS,
    AttachmentKind.FRAMEWORK,
    AttachmentKind.CONTRACT,
    AttachmentKind.COVERAGE,
    AttachmentKind.RUP_ACT,
    AttachmentKind.CONFLICTS,
)


def asked_attachments(
    *,
    kind: str,
    procedure: str = "",
    criterion: str = "",
    is_pnrr: bool = False,
    has_cam: bool = False,
    has_social_clause: bool = False,
) -> dict[AttachmentKind, bool]:
    """Return the checklist of a request: kind of attachment, and whether it is compulsory."""
    works = kind in WITH_WORKS
    wanted = dict.fromkeys(ALWAYS, True)
    optional = {
        AttachmentKind.VALIDATION: (works, True),
        AttachmentKind.BILL: (works, False),
        AttachmentKind.LABOUR: (kind != ContractKind.SUPPLIES, False),
        AttachmentKind.SAFETY: (True, False),
        AttachmentKind.TIMETABLE: (works, False),
        AttachmentKind.PROGRAMME: (True, False),
        AttachmentKind.CRITERIA: (criterion and criterion != Criterion.LOWEST_PRICE, True),
        AttachmentKind.INVITED: (procedure == Procedure.NEGOTIATED, False),
        AttachmentKind.REQUIREMENTS: (procedure != Procedure.DIRECT, False),
        AttachmentKind.STAFF: (has_social_clause, False),
        AttachmentKind.PEF: (kind in CONCESSIONS, False),
        AttachmentKind.CAM: (has_cam, False),
        AttachmentKind.DNSH: (is_pnrr, False),
    }
    wanted |= {one: must for one, (applies, must) in optional.items() if applies}
    return {one: wanted[one] for one in AttachmentKind if one in wanted}
