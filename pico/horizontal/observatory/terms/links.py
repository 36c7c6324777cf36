"""The words of the links between CUP and CIG that a Province decides (domain facts, 4.1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkVerdict(models.TextChoices):
    """What a Province says of a pair; empty where what it said was taken back."""

    CONFIRMED = "CONFIRMED", _("Confermato")
    REFUSED = "REFUSED", _("Rifiutato")
    ADDED = "ADDED", _("Aggiunto")


VERDICT_MEANING = {
    LinkVerdict.CONFIRMED: "done",
    LinkVerdict.REFUSED: "refused",
    LinkVerdict.ADDED: "done",
}
UNDONE = _("Decisione annullata")
# Who says a link, in the order of trust: the names that stand in `m_links.sources`.
PROVINCE = "Provincia"
