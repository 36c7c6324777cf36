"""The words of the Help Desk: families, modules, states, priorities, limits.

Source of the words and numbers: the customer's domain facts of the Help Desk, sections 4 to 6.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from pico.core.foundation.calendar import add_working_days
from pico.core.modules.settings_fields import setting
from pico.core.people.terms import Area

MODULE = "helpdesk"
NUMBER = "HD-{year}-{serial:06d}"

SUBJECT_LENGTH, TEXT_LENGTH = 150, 20_000
TICKET_FILES, TICKET_FILE_BYTES = 10, 20_000_000
FILE_KINDS = (
    ".pdf", ".p7m", ".docx", ".xlsx", ".ods", ".odt", ".png", ".jpg", ".jpeg", ".zip", ".txt",
    ".eml",
)  # fmt: skip
SAME_TEXT = timedelta(minutes=10)  # the same words again within this time are a second click
REOPEN_SPAN = timedelta(days=15)  # after «Risolto»; later a new ticket is linked
NUDGE_SPAN = timedelta(days=1)  # between two «Sollecita» of one asker
SOON_DAYS = 5  # working days within which a date makes a ticket more urgent


class Family(models.TextChoices):
    """What the help is about: the two families of the seeds."""

    PLATFORM = "PLATFORM", _("Assistenza sulla Piattaforma")
    SERVICES = "SERVICES", _("Assistenza sui servizi della Provincia")


class Topic(models.TextChoices):
    """The module a ticket speaks of («modulo»)."""

    PORTAL = "PORTAL", _("Portale")
    COMMUNITY = "COMMUNITY", _("Community")
    TRAINING = "TRAINING", _("Formazione")
    DATA = "DATA", _("Dati")
    HELPDESK = "HELPDESK", _("Help Desk")
    SUA = "SUA", _("SUA")
    SIT = "SIT", _("SIT")
    SAPE = "SAPE", _("SAPE")
    PERSONNEL = "PERSONNEL", _("Personale")
    ACCESS = "ACCESS", _("Accesso e profilo")


SERVICE_TOPICS = (Topic.SUA, Topic.SIT, Topic.SAPE, Topic.PERSONNEL)
# The module of the platform, by its key, from which a ticket is opened.
TOPIC_OF_MODULE = {
    "portal": Topic.PORTAL,
    "community": Topic.COMMUNITY,
    "training": Topic.TRAINING,
    "data": Topic.DATA,
    "helpdesk": Topic.HELPDESK,
    "sua": Topic.SUA,
    "sit": Topic.SIT,
    "sape": Topic.SAPE,
    "personnel": Topic.PERSONNEL,
    "people": Topic.ACCESS,
    "adhesion": Topic.ACCESS,
}
AREA_OF_TOPIC = {
    Topic.SUA: Area.SUA,
    Topic.SIT: Area.SIT,
    Topic.SAPE: Area.SAPE,
    Topic.PERSONNEL: Area.PERSONNEL,
}


class Special(models.TextChoices):
    """Categories with a path of their own."""

    NONE = "NONE", _("Nessuno")
    PRIVACY = "PRIVACY", _("Esercizio dei diritti (privacy)")
    ACCESSIBILITY = "ACCESSIBILITY", _("Segnalazione di accessibilità")
    SECURITY = "SECURITY", _("Sospetta violazione di sicurezza")
    OPINION = "OPINION", _("Quesito: parere non vincolante")


class Level(models.TextChoices):
    FIRST = "FIRST", _("Primo livello")
    SECOND = "SECOND", _("Secondo livello: esperti")
    THIRD = "THIRD", _("Terzo livello: manutenzione applicativa")
    REGIONAL = "REGIONAL", _("UPI regionale")


class Distribution(models.TextChoices):
    """How a queue gives its tickets to its operators."""

    MANUAL = "MANUAL", _("Chi è libero la prende")
    ROUND_ROBIN = "ROUND_ROBIN", _("A turno")
    LEAST_LOADED = "LEAST_LOADED", _("A chi ne ha di meno")


class QueueRole(models.TextChoices):
    OPERATOR = "OPERATOR", _("Operatore")
    EXPERT = "EXPERT", _("Esperto")
    HEAD = "HEAD", _("Responsabile di coda")


class Impact(models.TextChoices):
    BLOCKED = "BLOCKED", _("Non riesco a lavorare")
    HAMPERED = "HAMPERED", _("Lavoro con difficoltà")
    QUESTION = "QUESTION", _("Domanda o suggerimento")


class Urgency(models.TextChoices):
    """How near the date is by which help is needed."""

    AT_ONCE = "AT_ONCE", _("Entro domani")
    SOON = "SOON", _("Entro cinque giorni lavorativi")
    LATER = "LATER", _("Più avanti, o senza data")


class Priority(models.TextChoices):
    CRITICAL = "CRITICAL", _("Critica")
    HIGH = "HIGH", _("Alta")
    MEDIUM = "MEDIUM", _("Media")
    LOW = "LOW", _("Bassa")


PRIORITY_RANK = {
    Priority.CRITICAL: 1,
    Priority.HIGH: 2,
    Priority.MEDIUM: 3,
    Priority.LOW: 4,
}
PRIORITY_MEANING = {
    Priority.CRITICAL: "refused",
    Priority.HIGH: "waiting",
    Priority.MEDIUM: "running",
    Priority.LOW: "draft",
}
# Impact × urgency, as proposed in section 6: a term within a day makes what blocks critical.
MATRIX = {
    Impact.BLOCKED: {
        Urgency.AT_ONCE: Priority.CRITICAL,
        Urgency.SOON: Priority.HIGH,
        Urgency.LATER: Priority.HIGH,
    },
    Impact.HAMPERED: {
        Urgency.AT_ONCE: Priority.HIGH,
        Urgency.SOON: Priority.MEDIUM,
        Urgency.LATER: Priority.MEDIUM,
    },
    Impact.QUESTION: {
        Urgency.AT_ONCE: Priority.MEDIUM,
        Urgency.SOON: Priority.LOW,
        Urgency.LATER: Priority.LOW,
    },
}


def urgency_of(needed_on: date | None, today: date) -> Urgency:
    """Say how near a day is; a day that is past is as near as tomorrow."""
    if needed_on is None:
        return Urgency.LATER
    if needed_on <= today + timedelta(days=1):
        return Urgency.AT_ONCE
    return Urgency.SOON if needed_on <= add_working_days(today, SOON_DAYS) else Urgency.LATER


def priority_of(impact: str, needed_on: date | None, today: date) -> Priority:
    """Return the priority that the matrix gives to an impact and a day."""
    return MATRIX[Impact(impact)][urgency_of(needed_on, today)]


class Channel(models.TextChoices):
    WEB = "WEB", _("Web")
    PUBLIC_FORM = "PUBLIC_FORM", _("Modulo pubblico")
    MAIL = "MAIL", _("E-mail")
    PHONE = "PHONE", _("Telefono")
    INTERNAL = "INTERNAL", _("Interno")


class Visibility(models.TextChoices):
    """Who of the asker's ente sees the ticket, beside the asker and who is in copy."""

    PERSON = "PERSON", _("Solo io")
    OFFICE = "OFFICE", _("Il mio ufficio")
    ENTE = "ENTE", _("Il mio ente")


class TicketState(models.TextChoices):
    NEW = "NEW", _("Nuovo")
    ASSIGNED = "ASSIGNED", _("Assegnato")
    TAKEN = "TAKEN", _("Preso in carico")
    WORKING = "WORKING", _("In lavorazione")
    WAITING_ASKER = "WAITING_ASKER", _("In attesa del richiedente")
    WAITING_THIRD = "WAITING_THIRD", _("In attesa di terzi")
    ESCALATED = "ESCALATED", _("Inoltrato a livello superiore")
    SOLVED = "SOLVED", _("Risolto")
    CLOSED = "CLOSED", _("Chiuso")
    REOPENED = "REOPENED", _("Riaperto")
    CANCELLED = "CANCELLED", _("Annullato dal richiedente")
    DUPLICATE = "DUPLICATE", _("Duplicato")
    NOT_PERTINENT = "NOT_PERTINENT", _("Respinto – non pertinente")


STATE_MEANING = {
    TicketState.NEW: "draft",
    TicketState.ASSIGNED: "draft",
    TicketState.TAKEN: "running",
    TicketState.WORKING: "running",
    TicketState.WAITING_ASKER: "waiting",
    TicketState.WAITING_THIRD: "suspended",
    TicketState.ESCALATED: "running",
    TicketState.SOLVED: "done",
    TicketState.CLOSED: "done",
    TicketState.REOPENED: "waiting",
    TicketState.CANCELLED: "draft",
    TicketState.DUPLICATE: "draft",
    TicketState.NOT_PERTINENT: "refused",
}
WAITING = (TicketState.WAITING_ASKER, TicketState.WAITING_THIRD)
# Nobody has it in hand yet, or again.
UNTAKEN = (
    TicketState.NEW,
    TicketState.ASSIGNED,
    TicketState.ESCALATED,
    TicketState.REOPENED,
)
IN_HAND = (TicketState.TAKEN, TicketState.WORKING)
OPEN = (*UNTAKEN, *IN_HAND, *WAITING)
FINISHED = (
    TicketState.SOLVED,
    TicketState.CLOSED,
    TicketState.CANCELLED,
    TicketState.DUPLICATE,
    TicketState.NOT_PERTINENT,
)


class Voice(models.TextChoices):
    """For whom a message speaks."""

    ASKER = "ASKER", _("Richiedente")
    DESK = "DESK", _("Assistenza")


class MessageKind(models.TextChoices):
    """Only PUBLIC and SOLUTION are ever shown, mailed or exported to askers."""

    PUBLIC = "PUBLIC", _("Messaggio")
    SOLUTION = "SOLUTION", _("Soluzione")
    INTERNAL = "INTERNAL", _("Nota interna")


SHOWN_TO_ASKERS = (MessageKind.PUBLIC, MessageKind.SOLUTION)


# Knowledge base ----------------------------------------------------------------------------------

FAQ_KIND = "FAQ"  # as the search calls it
QUESTION_LENGTH, ANSWER_LENGTH = 250, 20_000
FAQ_FILE_BYTES = 20_000_000
REVIEW_MONTHS = 12  # after which an answer is read again
SUGGESTIONS = 5
SHORTEST_ASKED = 6  # characters of a subject before anything is suggested
ALIKE = 0.34  # share of words that two subjects have in common to be the same case
ALIKE_CASES = 3  # solved tickets of one kind after which an answer is proposed
ALIKE_DAYS = 90
AVOIDED_AFTER = timedelta(minutes=30)  # an answer was read and no request followed


class Audience(models.TextChoices):
    """For whom an answer is meant («destinatari»); who may read it is its level of sharing."""

    ALL = "ALL", _("Tutti")
    REGISTERED = "REGISTERED", _("Registrati")
    PROVINCES = "PROVINCES", _("Province")
    COMUNI = "COMUNI", _("Comuni")


# Said beside an answer that is not for everybody.
AUDIENCE_NOTES = {
    Audience.REGISTERED: _("Per chi è registrato"),
    Audience.PROVINCES: _("Per le Province"),
    Audience.COMUNI: _("Per i Comuni"),
}


class FaqState(models.TextChoices):
    DRAFT = "DRAFT", _("Bozza")
    REVIEW = "REVIEW", _("In revisione")
    PUBLISHED = "PUBLISHED", _("Pubblicata")
    ARCHIVED = "ARCHIVED", _("Archiviata")


FAQ_MEANING = {
    FaqState.DRAFT: "draft",
    FaqState.REVIEW: "waiting",
    FaqState.PUBLISHED: "done",
    FaqState.ARCHIVED: "suspended",
}


class AvoidedHow(models.TextChoices):
    """Why a request is counted as avoided."""

    SOLVED = "SOLVED", _("«Ho risolto» premuto su un suggerimento")
    SILENT = "SILENT", _("Risposta letta e nessuna richiesta in 30 minuti")


class Found(models.TextChoices):
    """What the redaction finds in a text, and how it says it instead."""

    NAME = "NAME", _("Nome")
    FISCAL_CODE = "FISCAL_CODE", _("Codice fiscale")
    EMAIL = "EMAIL", _("E-mail")
    PHONE = "PHONE", _("Telefono")
    IBAN = "IBAN", _("IBAN")
    CIG = "CIG", _("CIG")


REPLACED_BY = {
    Found.NAME: "[nome]",
    Found.FISCAL_CODE: "[codice fiscale]",
    Found.EMAIL: "[e-mail]",
    Found.PHONE: "[telefono]",
    Found.IBAN: "[IBAN]",
    Found.CIG: "[CIG]",
}
NOT_PERSONAL = (Found.CIG,)  # stays, unless one chooses otherwise


# Form without login ------------------------------------------------------------------------------

ACCESS_FILES, ACCESS_FILE_BYTES = 3, 5_000_000
ACCESS_FILE_KINDS = (".pdf", ".png", ".jpg", ".jpeg")
ACCESS_SHORTEST, ACCESS_LONGEST = 20, 4000
CONFIRM_SPAN = timedelta(hours=72)
SECRET_PAGE_SPAN = timedelta(days=90)
CHALLENGE_SPAN = timedelta(hours=2)


class AccessState(models.TextChoices):
    TO_CONFIRM = "TO_CONFIRM", _("Da confermare")
    CONFIRMED = "CONFIRMED", _("Confermata")


class AccessRole(models.TextChoices):
    """«Ruolo nell'ente», as the form offers it."""

    ADMINISTRATOR = "ADMINISTRATOR", _("Amministratore")
    SECRETARY = "SECRETARY", _("Segretario")
    MANAGER = "MANAGER", _("Dirigente")
    OFFICER = "OFFICER", _("Funzionario")
    OTHER = "OTHER", _("Altro")


class AccessProblem(models.TextChoices):
    """«Tipo di problema»."""

    REGISTER = "REGISTER", _("Non riesco a registrarmi")
    SPID = "SPID", _("Non riesco ad accedere con SPID")
    CIE = "CIE", _("Non riesco ad accedere con CIE")
    PASSWORD = "PASSWORD", _("Ho dimenticato la password")
    NO_MAIL = "NO_MAIL", _("Non ho ricevuto l'e-mail di conferma")
    SUSPENDED = "SUSPENDED", _("Il mio account è sospeso")
    MOVED = "MOVED", _("Ho cambiato ente o ruolo")
    NOT_ADHERING = "NOT_ADHERING", _("Il mio ente non ha ancora aderito")
    OTHER = "OTHER", _("Altro problema di accesso")


class SpidProvider(models.TextChoices):
    """«Gestore SPID»: those accredited by AgID."""

    ARUBA = "ARUBA", "Aruba"
    ETNA = "ETNA", "EtnaID"
    INFOCAMERE = "INFOCAMERE", "InfoCamere"
    INFOCERT = "INFOCERT", "InfoCert"
    INTESI = "INTESI", "Intesi Group"
    LEPIDA = "LEPIDA", "Lepida"
    NAMIRIAL = "NAMIRIAL", "Namirial"
    POSTE = "POSTE", "Poste Italiane"
    REGISTER = "REGISTER", "Register.it"
    SIELTE = "SIELTE", "Sielte"
    TEAMSYSTEM = "TEAMSYSTEM", "TeamSystem"
    TI_TRUST = "TI_TRUST", "TI Trust Technologies"
    OTHER = "OTHER", _("Altro gestore")


# Known problems ----------------------------------------------------------------------------------

PROBLEM_TITLE, PROBLEM_TEXT = 150, 4000
BANNERS_KEY = "helpdesk:banners"
MOST_BANNERS = 2


class ProblemKind(models.TextChoices):
    PROBLEM = "PROBLEM", _("Problema noto")
    MAINTENANCE = "MAINTENANCE", _("Manutenzione programmata")


class Severity(models.TextChoices):
    """«Gravità»: how the banner looks, and whether there is one over every page."""

    LOW = "LOW", _("Lieve: solo nella pagina dello stato")
    MEDIUM = "MEDIUM", _("Media: avviso in ogni pagina")
    HIGH = "HIGH", _("Grave: avviso evidente in ogni pagina")


class OutsideService(models.TextChoices):
    """A service of others on which ours depends."""

    SPID = "SPID", "SPID"
    CIE = "CIE", "CIE"
    PCP = "PCP", _("Piattaforma contratti pubblici (PCP, ANAC)")
    OPENCUP = "OPENCUP", "OpenCUP"
    IPA = "IPA", "IPA"
    PDND = "PDND", "PDND"
    OTHER = "OTHER", _("Altro servizio esterno")


@dataclass(frozen=True, slots=True)
class HelpdeskSettings:
    """What each space decides of its Help Desk."""

    manual_url: str = setting(
        "",
        label=_("Indirizzo dei manuali"),
        help_text=_("Si apre dal «?» di ogni pagina. Vuoto: nessun collegamento."),
        starts_with="https://",
    )


# Routing -----------------------------------------------------------------------------------------


class AskerKind(models.TextChoices):
    """Who asks, as a rule of routing sees him."""

    ANYBODY = "", _("Chiunque")
    OUTSIDE = "OUTSIDE", _("Chi non ha un accesso")
    OF_THE_PROVINCE = "OF_THE_PROVINCE", _("Chi lavora nella Provincia di riferimento")


class Target(models.TextChoices):
    """Where a rule sends: a queue by name, or one that depends on the ticket."""

    QUEUE = "QUEUE", _("Una coda precisa")
    PROVINCE = "PROVINCE", _("La Provincia di riferimento, coda del modulo")
    POOL = "POOL", _("Il pool di esperti del modulo")
    REGIONAL = "REGIONAL", _("L'UPI regionale di riferimento")


MODULE_OF_TOPIC = {topic: key for key, topic in TOPIC_OF_MODULE.items() if topic in SERVICE_TOPICS}

# Keys of queues: by them the rules find those that depend on the ticket.
ACCESS, PLATFORM, MAINTENANCE, GENERAL = "access", "platform", "maintenance", "GENERAL"
POOL, PROVINCE, REGIONAL = "experts:{topic}", "province:{ente}:{topic}", "regional:{ente}"

# Service levels ----------------------------------------------------------------------------------

WORKING_DAY = 480  # minutes: 9–13 and 14–18
# Domain facts, section 6: first reply and solution, in working minutes.
TARGETS = {
    Priority.CRITICAL: (60, 480),
    Priority.HIGH: (240, 2 * WORKING_DAY),
    Priority.MEDIUM: (480, 5 * WORKING_DAY),
    Priority.LOW: (2 * WORKING_DAY, 10 * WORKING_DAY),
}
FIRST_REPLY, SOLUTION = "helpdesk.first_reply", "helpdesk.solution"
SHARES = (75, 100, 150)  # per cent of a target: who has it, the head of the queue, the supervisor
AGEING = (2, 5, 10)  # working days that divide open tickets by age
LONGEST_TARGET = 60 * WORKING_DAY

# Retention ---------------------------------------------------------------------------------------

# Domain facts, section 10: months after a ticket is over, without and with an account.
KEPT_OUTSIDE_MONTHS, KEPT_MONTHS = 12, 36
