"""States of a page and words of the editorial office: as stored, as said (PORTALE.md §5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pico.portal.pages.terms import ContentKind


class PageState(models.TextChoices):
    """Where a page stands; what is online may have newer changes, told beside it."""

    DRAFT = "DRAFT", pgettext_lazy("stato della pagina", "Bozza")
    IN_REVIEW = "IN_REVIEW", _("In revisione")
    REJECTED = "REJECTED", _("Respinto")
    APPROVED = "APPROVED", _("Approvato")
    PUBLISHED = "PUBLISHED", _("Pubblicato")
    ARCHIVED = "ARCHIVED", _("Archiviato")


MEANINGS = {
    PageState.DRAFT: "draft",
    PageState.IN_REVIEW: "waiting",
    PageState.REJECTED: "refused",
    PageState.APPROVED: "running",
    PageState.PUBLISHED: "done",
    PageState.ARCHIVED: "suspended",
}

# What one does, said as one says it; the order is that of the buttons.
TASKS = {
    ContentKind.NEWS: (_("Scrivi una notizia"), "pencil"),
    ContentKind.EVENT: (_("Crea un evento"), "calendar"),
    ContentKind.DOCUMENT: (_("Aggiungi un documento"), "file"),
    ContentKind.SERVICE: (_("Descrivi un servizio"), "settings"),
    ContentKind.PROJECT: (_("Racconta un progetto"), "star-outline"),
    ContentKind.PRACTICE: (_("Racconta una buona pratica"), "check-circle"),
    ContentKind.TOPIC: (_("Apri una pagina argomento"), "bookmark"),
    ContentKind.PLACE: (_("Aggiungi un luogo"), "map-marker"),
    ContentKind.UNIT: (_("Aggiungi un ufficio"), "pa"),
    ContentKind.PERSON: (_("Aggiungi una persona"), "user"),
    ContentKind.PAGE: (_("Scrivi una pagina"), "files"),
}
MAIN_TASKS = 3  # big buttons; the others stand below them

REVIEW = "portal.page.review"
REJECTED = "portal.page.rejected"
APPROVED = "portal.page.approved"

# Lengths that a reader, or a search engine, shows whole.
LONGEST_TITLE = 70
SHORTEST_SUMMARY = 40
