"""What becomes of an entry of a feed, and what this room tells."""

from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_ENTRIES = 50  # of one turn: an old feed does not fill the drafts
SHOWN_IN_PREVIEW = 20
FAILURES_BEFORE_TOLD = 3


class EntryState(models.TextChoices):
    DRAFT = "DRAFT", _("In bozza")
    UNDONE = "UNDONE", _("Importazione annullata")
    DELETED = "DELETED", _("Bozza eliminata")


class NoticeKind(models.TextChoices):
    ARRIVED = "portal.harvest.arrived", _("Bozze arrivate dal sito istituzionale")
    FAILED = "portal.harvest.failed", _("Una fonte di notizie non risponde")
