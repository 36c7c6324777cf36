"""Kinds of content, vocabularies, licences: as stored, as said (PORTALE.md §5, §6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

TITLE_LENGTH = 160
SUMMARY_LENGTH = 255
WORDS_A_MINUTE = 200  # how fast an adult reads Italian on a screen


class ContentKind(models.TextChoices):
    NEWS = "NEWS", _("Notizia")
    EVENT = "EVENT", _("Evento")
    SERVICE = "SERVICE", _("Servizio")
    DOCUMENT = "DOCUMENT", _("Documento")
    PLACE = "PLACE", _("Luogo")
    UNIT = "UNIT", _("Unità organizzativa")
    PERSON = "PERSON", _("Persona pubblica")
    PROJECT = "PROJECT", _("Progetto")
    TOPIC = "TOPIC", _("Pagina argomento")
    PRACTICE = "PRACTICE", _("Buona pratica")
    PAGE = "PAGE", _("Pagina generica")


class NewsKind(models.TextChoices):
    NEWS = "NEWS", _("Notizia")
    PRESS_RELEASE = "PRESS_RELEASE", _("Comunicato stampa")
    NOTICE = "NOTICE", _("Avviso")


class EventKind(models.TextChoices):
    CONFERENCE = "CONFERENCE", _("Convegno")
    WEBINAR = "WEBINAR", _("Webinar")
    MEETING = "MEETING", _("Riunione")
    COURSE = "COURSE", _("Corso")
    CONSULTATION = "CONSULTATION", _("Consultazione")
    OPENING = "OPENING", _("Inaugurazione")


class Repeats(models.TextChoices):
    NEVER = "NEVER", _("Non si ripete")
    DAILY = "DAILY", _("Ogni giorno")
    WEEKLY = "WEEKLY", _("Ogni settimana")
    MONTHLY = "MONTHLY", _("Ogni mese")


class EnrolmentMode(models.TextChoices):
    NONE = "NONE", _("Senza iscrizione")
    ELSEWHERE = "ELSEWHERE", _("Su un altro sito")
    MEMBERS = "MEMBERS", _("Qui, per chi è registrato in Pi.Co.")
    ANYONE = "ANYONE", _("Qui, per chiunque (con conferma per e-mail)")


class EnrolmentState(models.TextChoices):
    """`PENDING` waits for the click in the mail; `WAITING` stands in the waiting list."""

    PENDING = "PENDING", _("Da confermare")
    ENROLLED = "ENROLLED", _("Iscritto")
    WAITING = "WAITING", _("In lista d'attesa")
    CANCELLED = "CANCELLED", _("Annullato")


class ServiceCategory(models.TextChoices):
    """Categories of services of the Comuni model."""

    EDUCATION = "EDUCATION", _("Educazione e formazione")
    HEALTH = "HEALTH", _("Salute, benessere e assistenza")
    WORK = "WORK", _("Vita lavorativa")
    TRANSPORT = "TRANSPORT", _("Mobilità e trasporti")
    PLANNING = "PLANNING", _("Catasto e urbanistica")
    REGISTRY = "REGISTRY", _("Anagrafe e stato civile")
    TOURISM = "TOURISM", _("Turismo")
    JUSTICE = "JUSTICE", _("Giustizia e sicurezza pubblica")
    TAXES = "TAXES", _("Tributi, finanze e contravvenzioni")
    CULTURE = "CULTURE", _("Cultura e tempo libero")
    ENVIRONMENT = "ENVIRONMENT", _("Ambiente")
    BUSINESS = "BUSINESS", _("Imprese e commercio")
    PERMITS = "PERMITS", _("Autorizzazioni")
    PROCUREMENT = "PROCUREMENT", _("Appalti pubblici")
    FARMING = "FARMING", _("Agricoltura e pesca")


class DocumentKind(models.TextChoices):
    GUIDELINES = "GUIDELINES", _("Linee guida")
    HANDBOOK = "HANDBOOK", _("Manuale (Bussola/Formulario)")
    AGREEMENT_MODEL = "AGREEMENT_MODEL", _("Modello di convenzione")
    ACT_MODEL = "ACT_MODEL", _("Modello di atto")
    DELIBERA = "DELIBERA", _("Delibera")
    DETERMINA = "DETERMINA", _("Determina")
    DECREE = "DECREE", _("Decreto del Presidente")
    REGULATION = "REGULATION", _("Regolamento")
    ORDER = "ORDER", _("Ordinanza")
    CALL = "CALL", _("Bando/avviso")
    REPORT = "REPORT", _("Relazione/Studio")
    PRESENTATION = "PRESENTATION", _("Presentazione")
    SURVEY_REPORT = "SURVEY_REPORT", _("Rapporto d'indagine")
    MEMORANDUM = "MEMORANDUM", _("Protocollo d'intesa")
    CIRCULAR = "CIRCULAR", _("Circolare")
    UPI_NOTE = "UPI_NOTE", _("Nota UPI")
    AMENDMENTS = "AMENDMENTS", _("Emendamenti/Dossier")
    BULLETIN = "BULLETIN", _("Bollettino")
    NEWSLETTER = "NEWSLETTER", _("Newsletter")
    FORMS = "FORMS", _("Modulistica")
    OPEN_DATA = "OPEN_DATA", _("Open data")


class UnitKind(models.TextChoices):
    BODY = "BODY", _("Organo")
    AREA = "AREA", _("Area")
    OFFICE = "OFFICE", _("Ufficio")
    SERVICE = "SERVICE", _("Servizio")
    ENTE = "ENTE", _("Ente")


class PublicRole(models.TextChoices):
    """The bodies of a Province and, in Sicily, of a libero consorzio comunale."""

    PRESIDENT = "PRESIDENT", _("Presidente della Provincia")
    PRESIDENT_LCC = "PRESIDENT_LCC", _("Presidente del Libero consorzio")
    VICE_PRESIDENT = "VICE_PRESIDENT", _("Vicepresidente")
    COUNCILLOR = "COUNCILLOR", _("Componente del Consiglio provinciale")
    COUNCILLOR_LCC = "COUNCILLOR_LCC", _("Componente del Consiglio del Libero consorzio")
    MAYOR = "MAYOR", _("Componente dell'Assemblea dei Sindaci")
    EQUALITY = "EQUALITY", _("Consigliera di parità")
    SECRETARY = "SECRETARY", _("Segretario generale")
    AUDITOR = "AUDITOR", _("Componente del Collegio dei revisori")
    EVALUATOR = "EVALUATOR", _("Componente dell'OIV/Nucleo")
    MANAGER = "MANAGER", _("Dirigente")
    OFFICER = "OFFICER", _("Responsabile di ufficio")
    UPI_OFFICE = "UPI_OFFICE", _("Carica in UPI")


class PlaceKind(models.TextChoices):
    OFFICE = "OFFICE", _("Sede e ufficio")
    SCHOOL = "SCHOOL", _("Istituto superiore")
    CULTURE = "CULTURE", _("Luogo della cultura")
    NATURE = "NATURE", _("Parco e area naturale")
    ROAD = "ROAD", _("Strada e ponte")
    SPORT = "SPORT", _("Impianto sportivo")
    OTHER = "OTHER", _("Altro luogo")


class ProjectState(models.TextChoices):
    PLANNED = "PLANNED", _("In programma")
    RUNNING = "RUNNING", _("In corso")
    DONE = "DONE", _("Concluso")
    SUSPENDED = "SUSPENDED", _("Sospeso")


class PracticeField(models.TextChoices):
    """The fields of work of the platform (COMMUNITY.md, Buona pratica)."""

    SUA = "SUA", _("Appalti e SUA")
    SIT = "SIT", _("Servizi innovativi")
    SAPE = "SAPE", _("Politiche europee")
    STAFF = "STAFF", _("Personale")
    OTHER = "OTHER", _("Altro")


class Transferability(models.TextChoices):
    HIGH = "HIGH", _("Alta")
    MEDIUM = "MEDIUM", _("Media")
    LOW = "LOW", _("Bassa")


class Vocabulary(models.TextChoices):
    """The official topics of the Comuni model, and Pi.Co.'s own themes: two lists, never mixed."""

    TOPICS = "TOPICS", _("Argomenti")
    THEMES = "THEMES", _("Temi Pi.Co.")


class Licence(models.TextChoices):
    CC_BY = "CC_BY", _("CC BY 4.0")
    CC0 = "CC0", _("CC0 1.0")
    IODL = "IODL", _("IODL 2.0")
    RESERVED = "RESERVED", _("Diritti riservati")


LICENCE_ADDRESSES = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.it",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.it",
    Licence.IODL: "https://www.dati.gov.it/iodl/2.0/",
}
