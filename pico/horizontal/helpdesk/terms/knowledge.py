"""The words of the knowledge base: answers, the form without login, known problems."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from pico.core.modules.settings_fields import setting

# Knowledge base ----------------------------------------------------------------------------------

FAQ_KIND = "FAQ"  # as the search calls it
FAQ_FAMILY = "helpdesk.faq"  # of what is kept until an answer changes (`core/generations`)
# What the list shows of an answer: that somebody opened it, or found it useful, changes none of these.
FAQ_SHOWN = (
    *("question", "answer", "topic", "audience", "space_id", "position", "video_url", "file_id"),
    *("valid_until", "state", "scope"),
)
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
