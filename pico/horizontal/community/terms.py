"""Words of the Community."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from pico.core.modules.settings_fields import setting

# Forum -------------------------------------------------------------------------------------------

POSTS_PER_PAGE = 20
PROPOSAL_DAYS = 2  # working days in which a proposal is decided
UNANSWERED_DAYS = 3  # working days after which a question goes to who knows
ASKED_PEOPLE = 5
EDIT_IN_SILENCE = timedelta(minutes=30)
POST_FILES, POST_FILE_BYTES = 10, 20_000_000
POST_LENGTH = 20_000
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
