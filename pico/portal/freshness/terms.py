"""After how long a content is read again, and what is said of links (issue point 8, PO-08)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pico.portal.pages.terms import ContentKind

# Which setting says after how many months; news and events grow old by themselves.
MONTHS_SETTING = {
    ContentKind.SERVICE: "service_months",
    ContentKind.UNIT: "people_months",
    ContentKind.PERSON: "people_months",
    ContentKind.PLACE: "page_months",
    ContentKind.DOCUMENT: "page_months",
    ContentKind.PROJECT: "page_months",
    ContentKind.PRACTICE: "page_months",
    ContentKind.TOPIC: "page_months",
    ContentKind.PAGE: "page_months",
}
SOON_DAYS = 30
FAILURES_BEFORE_TOLD = 2


class LinkState(models.TextChoices):
    NEW = "NEW", _("Da verificare")
    GOOD = "GOOD", _("Funziona")
    UNSURE = "UNSURE", _("Non verificabile")  # the site answers browsers only
    BROKEN = "BROKEN", _("Rotto")


class NoticeKind(models.TextChoices):
    BROKEN = "portal.link.broken", _("Collegamenti rotti nelle pagine del tuo sito")
