"""Words of the engine: kinds of question, states of a campaign and of an answer, limits."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What may be asked. Source: domain facts of the Community, §6."""

    SINGLE = "SINGLE", _("Scelta singola")
    MULTIPLE = "MULTIPLE", _("Scelta multipla")
    YES_NO = "YES_NO", _("Sì o no")
    SCALE = "SCALE", _("Scala da 1 a 5")
    NPS = "NPS", _("Da 0 a 10: quanto lo consiglieresti")
    MATRIX = "MATRIX", _("Matrice")
    RANKING = "RANKING", _("Ordinamento")
    NUMBER = "NUMBER", _("Numero")
    MONEY = "MONEY", _("Importo in euro")
    PERCENT = "PERCENT", _("Percentuale")
    DATE = "DATE", _("Data")
    TEXT = "TEXT", _("Testo breve")
    LONG_TEXT = "LONG_TEXT", _("Testo lungo")
    FILE = "FILE", _("File")
    ENTE = "ENTE", _("Ente")
    COMUNE = "COMUNE", _("Comune")
    CPV = "CPV", _("Codice CPV")
    TABLE = "TABLE", _("Tabella a righe libere")
    NOTE = "NOTE", _("Testo da leggere")


WITH_OPTIONS = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.MATRIX, Kind.RANKING})
WITH_ROWS = frozenset({Kind.MATRIX, Kind.TABLE})
CHOICES = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.YES_NO, Kind.SCALE, Kind.NPS})
NUMBERS = frozenset({Kind.NUMBER, Kind.MONEY, Kind.PERCENT})
OPEN_TEXTS = frozenset({Kind.TEXT, Kind.LONG_TEXT})
BODIES = frozenset({Kind.ENTE, Kind.COMUNE})
# What names a person or an office by itself, however carefully the answer is kept apart.
NEVER_ANONYMOUS = frozenset({Kind.FILE})

YES, NO = "SI", "NO"
SCALE_CODES = ("1", "2", "3", "4", "5")
NPS_CODES = tuple(str(n) for n in range(11))


class ColumnKind(models.TextChoices):
    """What a column of a table holds."""

    TEXT = "TEXT", _("testo")
    NUMBER = "NUMBER", _("numero")
    MONEY = "MONEY", _("importo")
    DATE = "DATE", _("data")


class Prefill(models.TextChoices):
    """What the platform already knows of the ente that answers."""

    NONE = "", _("Niente")
    NAME = "name", _("Denominazione dell'ente")
    POPULATION = "population", _("Popolazione")
    ISTAT = "istat_code", _("Codice ISTAT")
    IPA = "ipa_code", _("Codice IPA")
    AREA = "area_km2", _("Superficie (km²)")
    PEC = "pec", _("PEC")
    WEBSITE = "website", _("Sito istituzionale")


class Audience(models.TextChoices):
    """Who is asked; the first answers as one body, the others as persons."""

    ENTI = "ENTI", _("Enti: una risposta ufficiale per ente")
    PERSONS = "PERSONS", _("Persone invitate: una risposta a testa")
    READERS = "READERS", _("Chiunque lo veda sulla piattaforma: una risposta a testa")
    PUBLIC = "PUBLIC", _("Chiunque, anche senza accedere")


class Anonymity(models.TextChoices):
    NAMED = "NAMED", _("Nominativo")
    PSEUDONYM = "PSEUDONYM", _("Con pseudonimo: chi analizza vede un codice")
    ANONYMOUS = "ANONYMOUS", _("Anonimo: la risposta non è legata a chi la dà")


class ResultsFor(models.TextChoices):
    """When those who may see the campaign see its published results."""

    EDITORS = "EDITORS", _("Solo chi gestisce")
    AFTER_ANSWER = "AFTER_ANSWER", _("Chi ha risposto, subito dopo")
    AT_CLOSE = "AT_CLOSE", _("Chi lo vede, alla pubblicazione dei risultati")


class CampaignState(models.TextChoices):
    """Source: FEATURES §14.9."""

    DRAFT = "DRAFT", _("Bozza")
    TRIAL = "TRIAL", _("In prova")
    SCHEDULED = "SCHEDULED", _("Programmato")
    OPEN = "OPEN", _("Aperto")
    EXTENDED = "EXTENDED", _("Prorogato")
    CLOSED = "CLOSED", _("Chiuso")
    ANALYSIS = "ANALYSIS", _("In analisi")
    PUBLISHED = "PUBLISHED", _("Risultati pubblicati")
    ARCHIVED = "ARCHIVED", _("Archiviato")
    CANCELLED = "CANCELLED", _("Annullato")


PREPARING = (CampaignState.DRAFT, CampaignState.TRIAL, CampaignState.SCHEDULED)
RUNNING = (CampaignState.OPEN, CampaignState.EXTENDED)
ENDED = (CampaignState.CLOSED, CampaignState.ANALYSIS, CampaignState.PUBLISHED)
GIVEN_BACK = (CampaignState.PUBLISHED, CampaignState.ARCHIVED)
# What others than those who manage it may know to exist.
SHOWN = (*RUNNING, *ENDED, CampaignState.ARCHIVED)

CAMPAIGN_MEANING = {
    CampaignState.DRAFT: "draft",
    CampaignState.TRIAL: "draft",
    CampaignState.SCHEDULED: "waiting",
    CampaignState.OPEN: "running",
    CampaignState.EXTENDED: "running",
    CampaignState.CLOSED: "suspended",
    CampaignState.ANALYSIS: "suspended",
    CampaignState.PUBLISHED: "done",
    CampaignState.ARCHIVED: "done",
    CampaignState.CANCELLED: "refused",
}


class AnswerState(models.TextChoices):
    """How far who was asked has come."""

    TO_FILL = "TO_FILL", _("Da compilare")
    FILLING = "FILLING", _("In compilazione")
    APPROVAL = "APPROVAL", _("In approvazione")
    SENT = "SENT", _("Inviata")
    REOPENED = "REOPENED", _("Riaperta")
    EXPIRED = "EXPIRED", _("Scaduta")


MISSING = (
    AnswerState.TO_FILL,
    AnswerState.FILLING,
    AnswerState.APPROVAL,
    AnswerState.REOPENED,
)
WRITABLE = (AnswerState.TO_FILL, AnswerState.FILLING, AnswerState.REOPENED)
ANSWER_MEANING = {
    AnswerState.TO_FILL: "draft",
    AnswerState.FILLING: "running",
    AnswerState.APPROVAL: "waiting",
    AnswerState.SENT: "done",
    AnswerState.REOPENED: "waiting",
    AnswerState.EXPIRED: "refused",
}

# Classes of population of the benchmark: lower bound, name.
SIZES = (
    (0, _("fino a 5.000 abitanti")),
    (5_001, _("da 5.001 a 15.000 abitanti")),
    (15_001, _("da 15.001 a 60.000 abitanti")),
    (60_001, _("da 60.001 a 300.000 abitanti")),
    (300_001, _("oltre 300.000 abitanti")),
)

MAX_QUESTIONS = 200
MAX_OPTIONS = 200
MAX_ROWS = 50
LONGEST_TEXT = 10_000
SMALL_CELL = 5  # persons; QUESTIONNAIRES_SMALL_CELL in the settings asks for more, never for fewer than three


def small_cell() -> int:
    """From how many persons on a number is shown, where numbers are guarded."""
    return max(3, getattr(settings, "QUESTIONNAIRES_SMALL_CELL", SMALL_CELL))
