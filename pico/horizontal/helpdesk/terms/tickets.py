"""The words of the Help Desk: families, modules, states, priorities, limits.

Source of the words and numbers: the customer's domain facts of the Help Desk, sections 4 to 6.
"""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from pico.core.foundation.calendar import add_working_days
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
DRAFT_WARNED_BEFORE = timedelta(days=5)  # a draft is deleted that long after its person was told
SHORTEST_DRAFT, LONGEST_DRAFT = 7, 365  # days that a draft may stay
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
    "observatory": Topic.DATA,
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
