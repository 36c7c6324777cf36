"""Words of the Community."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pico.core.files.terms import FileKind
from pico.core.modules.settings_fields import setting

# Surveys ----------------------------------------------------------------------------------------

SURVEY = "SURVEY"  # the purpose under which the questionnaire engine keeps our surveys

# Forum -------------------------------------------------------------------------------------------

DISCUSSIONS_PER_PAGE = 20
POSTS_PER_PAGE = 20
PROPOSAL_DAYS = 2  # working days in which a proposal is decided
UNANSWERED_DAYS = 3  # working days after which a question goes to who knows
ASKED_PEOPLE = 5
EDIT_IN_SILENCE = timedelta(minutes=30)
POST_FILES, POST_FILE_BYTES = 10, 20_000_000
POST_LENGTH = 20_000
MOST_LINKS = 20
SAME_TEXT = timedelta(minutes=10)  # the same words again within this time are a second click
UNREAD_SPAN = timedelta(days=30)
UNREAD_MOST = 100
PERSON_MENTIONS = 20  # more names than this in one text are not called


class Opening(models.TextChoices):
    """Who opens discussions in a category."""

    EVERYONE = "EVERYONE", _("Chiunque veda la categoria")
    APPROVAL = "APPROVAL", _("Chiunque, con l'approvazione di chi modera")
    EDITORS = "EDITORS", _("Solo redattori e moderatori")


class CategoryState(models.TextChoices):
    ACTIVE = "ACTIVE", _("Attiva")
    READ_ONLY = "READ_ONLY", _("Sola lettura")
    HIDDEN = "HIDDEN", _("Nascosta")
    ARCHIVED = "ARCHIVED", _("Archiviata")


class DiscussionKind(models.TextChoices):
    DISCUSSION = "DISCUSSION", _("Discussione")
    QUESTION = "QUESTION", _("Domanda")
    PRACTICE = "PRACTICE", _("Buona pratica")
    NOTICE = "NOTICE", _("Annuncio")


class DiscussionState(models.TextChoices):
    PROPOSED = "PROPOSED", _("In attesa di approvazione")
    REJECTED = "REJECTED", _("Respinta")
    OPEN = "OPEN", _("Aperta")
    SOLVED = "SOLVED", _("Risolta")
    CLOSED = "CLOSED", _("Chiusa")
    ARCHIVED = "ARCHIVED", _("Archiviata")
    HIDDEN = "HIDDEN", _("Nascosta")
    MERGED = "MERGED", _("Unita a un'altra")


PUBLISHED = (
    DiscussionState.OPEN,
    DiscussionState.SOLVED,
    DiscussionState.CLOSED,
    DiscussionState.ARCHIVED,
)
ANSWERABLE = (DiscussionState.OPEN, DiscussionState.SOLVED)
STATE_MEANING = {
    DiscussionState.PROPOSED: "waiting",
    DiscussionState.REJECTED: "refused",
    DiscussionState.OPEN: "running",
    DiscussionState.SOLVED: "done",
    DiscussionState.CLOSED: "draft",
    DiscussionState.ARCHIVED: "draft",
    DiscussionState.HIDDEN: "suspended",
    DiscussionState.MERGED: "draft",
}


class ReactionKind(models.TextChoices):
    USEFUL = "USEFUL", _("Utile")
    THANKS = "THANKS", _("Grazie")
    AGREE = "AGREE", _("D'accordo")


class ReportReason(models.TextChoices):
    PERSONAL_DATA = "PERSONAL_DATA", _("Dati personali")
    OFFENSIVE = "OFFENSIVE", _("Offensivo")
    SPAM = "SPAM", _("Spam")
    OFF_TOPIC = "OFF_TOPIC", _("Fuori tema")
    RESERVED = "RESERVED", _("Riservato")
    COPYRIGHT = "COPYRIGHT", _("Diritto d'autore")
    OTHER = "OTHER", _("Altro")


class ReportState(models.TextChoices):
    NEW = "NEW", _("Nuova")
    IN_REVIEW = "IN_REVIEW", _("In esame")
    UPHELD = "UPHELD", _("Accolta")
    REJECTED = "REJECTED", _("Respinta")


OPEN_REPORTS = (ReportState.NEW, ReportState.IN_REVIEW)
REPORT_MEANING = {
    ReportState.NEW: "waiting",
    ReportState.IN_REVIEW: "running",
    ReportState.UPHELD: "done",
    ReportState.REJECTED: "draft",
}


class FaqMark(models.TextChoices):
    """Whether a question and its accepted answer are offered to who writes the FAQ."""

    NONE = "", _("No")
    CANDIDATE = "CANDIDATE", _("Candidata a FAQ")
    DISMISSED = "DISMISSED", _("Non serve una FAQ")


class Measure(models.TextChoices):
    """What a moderator does to an author."""

    WARNING = "WARNING", _("Richiamo")
    DAYS_7 = "DAYS_7", _("Sospensione dalla scrittura per 7 giorni")
    DAYS_30 = "DAYS_30", _("Sospensione dalla scrittura per 30 giorni")


MEASURE_DAYS = {Measure.WARNING: 0, Measure.DAYS_7: 7, Measure.DAYS_30: 30}


# Blog --------------------------------------------------------------------------------------------

COVER_BYTES = 8_000_000
COVER_KINDS = (".jpg", ".jpeg", ".png", ".webp")
COMMENT_LENGTH = 4_000
ARTICLES_PER_PAGE = 12


class ArticleState(models.TextChoices):
    DRAFT = "DRAFT", _("Bozza")
    IN_REVIEW = "IN_REVIEW", _("In revisione")
    SCHEDULED = "SCHEDULED", _("Programmato")
    PUBLISHED = "PUBLISHED", _("Pubblicato")
    WITHDRAWN = "WITHDRAWN", _("Ritirato")
    ARCHIVED = "ARCHIVED", _("Archiviato")


ARTICLE_MEANING = {
    ArticleState.DRAFT: "draft",
    ArticleState.IN_REVIEW: "waiting",
    ArticleState.SCHEDULED: "running",
    ArticleState.PUBLISHED: "done",
    ArticleState.WITHDRAWN: "refused",
    ArticleState.ARCHIVED: "draft",
}


class CommentMode(models.TextChoices):
    OPEN = "OPEN", _("Aperti")
    MODERATED = "MODERATED", _("Pubblicati dopo l'approvazione")
    CLOSED = "CLOSED", _("Chiusi")


class CommentState(models.TextChoices):
    WAITING = "WAITING", _("In attesa di approvazione")
    SHOWN = "SHOWN", _("Pubblicato")
    HIDDEN = "HIDDEN", _("Nascosto")
    DELETED = "DELETED", _("Eliminato")


@dataclass(frozen=True)
class CommunitySettings:
    """What each space decides of its Community."""

    review_articles: bool = setting(
        False,
        label=_("Articoli del blog approvati da un redattore prima di uscire"),
        help_text=_("Redattori e amministratori dell'ente pubblicano comunque subito."),
    )


# Best practices ----------------------------------------------------------------------------------

PRACTICE_YEARS = 2  # after which a card is to be confirmed


class PracticeState(models.TextChoices):
    DRAFT = "DRAFT", _("Bozza")
    PROPOSED = "PROPOSED", _("Proposta")
    PUBLISHED = "PUBLISHED", _("Pubblicata")
    TO_UPDATE = "TO_UPDATE", _("Da aggiornare")
    WITHDRAWN = "WITHDRAWN", _("Ritirata")


PRACTICE_MEANING = {
    PracticeState.DRAFT: "draft",
    PracticeState.PROPOSED: "waiting",
    PracticeState.PUBLISHED: "done",
    PracticeState.TO_UPDATE: "waiting",
    PracticeState.WITHDRAWN: "refused",
}
PRACTICE_SHOWN = (PracticeState.PUBLISHED, PracticeState.TO_UPDATE)


class Transferability(models.TextChoices):
    HIGH = "HIGH", _("Alta")
    MEDIUM = "MEDIUM", _("Media")
    LOW = "LOW", _("Bassa")


# Documents ---------------------------------------------------------------------------------------

MODULE = "community"
DEEPEST = 8  # folders within folders
TRASH_DAYS = 30
EXPIRY_NOTICE = timedelta(days=30)
LOCK_LONGEST = timedelta(hours=24)
# A ZIP of more than this is made by a job; of more than the second pair, not at all.
ZIP_FILES, ZIP_BYTES = 5_000, 4 * 1000**3
ARCHIVE_FILES, ARCHIVE_BYTES = 60_000, 60 * 1000**3
ARCHIVE_KEPT = timedelta(hours=24)
CHOSEN_AT_ONCE = 200
OPENINGS_KEPT = 50  # documents that a person opened last
OPENINGS_SHOWN = 8


class Contributors(models.TextChoices):
    """Who adds documents to a folder; reading is another matter, decided by its level."""

    EDITORS = "EDITORS", _("Redattori e amministratori dell'ente")
    COLLEAGUES = "COLLEAGUES", _("Tutti i colleghi dell'ente")
    READERS = "READERS", _("Chiunque veda la cartella")


class Validity(models.TextChoices):
    """Whether a document is the one to follow today."""

    CURRENT = "CURRENT", _("Vigente")
    CONSULTATION = "CONSULTATION", _("In consultazione")
    SUPERSEDED = "SUPERSEDED", _("Superato")


VALIDITY_MEANING = {
    Validity.CURRENT: "done",
    Validity.CONSULTATION: "running",
    Validity.SUPERSEDED: "suspended",
}


class Licence(models.TextChoices):
    CC_BY = "CC_BY", _("CC BY 4.0")
    CC_BY_SA = "CC_BY_SA", _("CC BY-SA 4.0")
    CC0 = "CC0", _("CC0: pubblico dominio")
    RESERVED = "RESERVED", _("Uso riservato a chi lo vede")


@dataclass(frozen=True, slots=True)
class Fact:
    """One datum that documents of a kind carry: `shape` is text, date, money or url."""

    key: str
    label: str | Promise
    shape: str = "text"


_ACT = (
    Fact("body", _("Organo")),
    Fact("number", _("Numero dell'atto")),
    Fact("adopted_on", _("Adottato il"), "date"),
)
_TEMPLATE = (
    Fact("edition", _("Edizione")),
    Fact("law", _("Norma di riferimento")),
)
_TENDER = (
    Fact("amount", _("Importo"), "money"),
    Fact("deadline_on", _("Termine"), "date"),
)

KIND_FACTS: dict[str, tuple[Fact, ...]] = {
    FileKind.TEMPLATE: _TEMPLATE,
    FileKind.GUIDELINES: _TEMPLATE,
    FileKind.FORM: _TEMPLATE,
    FileKind.COMPASS: _TEMPLATE,
    FileKind.MANUAL: _TEMPLATE,
    FileKind.REGULATION: (*_ACT, Fact("in_force_on", _("In vigore dal"), "date")),
    FileKind.RESOLUTION: _ACT,
    FileKind.DETERMINATION: _ACT,
    FileKind.AGREEMENT: (
        Fact("parties", _("Parti")),
        Fact("starts_on", _("Decorre dal"), "date"),
        Fact("ends_on", _("Scade il"), "date"),
        Fact("approved_by", _("Atto di approvazione")),
    ),
    FileKind.PROTOCOL: (Fact("parties", _("Parti")), Fact("signed_on", _("Firmato il"), "date")),
    FileKind.CALL: _TENDER,
    FileKind.SPECIFICATIONS: _TENDER,
    FileKind.CONTRACT: (*_TENDER, Fact("parties", _("Parti"))),
    FileKind.MINUTES: (
        Fact("held_on", _("Seduta del"), "date"),
        Fact("present", _("Presenti")),
    ),
    FileKind.LAW: (Fact("reference", _("Estremi")), Fact("link", _("Indirizzo web"), "url")),
    FileKind.OPINION: (Fact("issued_by", _("Espresso da")), Fact("number", _("Numero"))),
    FileKind.CIRCULAR: (Fact("issued_by", _("Emanata da")), Fact("number", _("Numero"))),
    FileKind.DATASET: (
        Fact("source", _("Fonte")),
        Fact("period", _("Periodo")),
        Fact("refreshed", _("Aggiornamento")),
    ),
    FileKind.REORGANISATION: (*_ACT, Fact("period", _("Periodo"))),
    FileKind.DUP: (*_ACT, Fact("period", _("Triennio"))),
    FileKind.PIAO: (*_ACT, Fact("period", _("Triennio"))),
}


def facts_of(kind: str) -> tuple[Fact, ...]:
    """What documents of this kind carry beside what all carry."""
    return KIND_FACTS.get(kind, ())


# Thematic networks -------------------------------------------------------------------------------


class JoinRule(models.TextChoices):
    OPEN = "OPEN", _("Adesione libera")
    REQUEST = "REQUEST", _("Su richiesta")
    INVITATION = "INVITATION", _("Su invito")


class NetworkState(models.TextChoices):
    FORMING = "FORMING", _("In costituzione")
    ACTIVE = "ACTIVE", _("Attiva")
    SUSPENDED = "SUSPENDED", _("Sospesa")
    CLOSED = "CLOSED", _("Chiusa")


NETWORK_MEANING = {
    NetworkState.FORMING: "draft",
    NetworkState.ACTIVE: "done",
    NetworkState.SUSPENDED: "suspended",
    NetworkState.CLOSED: "refused",
}


class NetworkRole(models.TextChoices):
    """What one is in a network, in the order of the roster."""

    ANIMATOR = "ANIMATOR", _("Animatore")
    EXPERT = "EXPERT", _("Esperto")
    DELEGATE = "DELEGATE", _("Referente Provincia")
    SUBSTITUTE = "SUBSTITUTE", _("Referente supplente")
    MEMBER = "MEMBER", _("Membro")
    OBSERVER = "OBSERVER", _("Osservatore")


class PlaceState(models.TextChoices):
    REQUESTED = "REQUESTED", _("Richiesta")
    INVITED = "INVITED", _("Invito")
    ACTIVE = "ACTIVE", _("Attiva")
    REFUSED = "REFUSED", _("Rifiutata")
    LEFT = "LEFT", _("Uscita")


class MeetingMode(models.TextChoices):
    ONLINE = "ONLINE", _("A distanza")
    PRESENCE = "PRESENCE", _("In presenza")
    MIXED = "MIXED", _("Mista")
