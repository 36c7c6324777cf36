"""Words of what an ente owes its SUA for a tender. Source: domain facts of the SUA, section 6.4."""

from django.db import models
from django.utils.translation import gettext_lazy as _

ACT_LENGTH = 250
SOURCE_LENGTH = 400


class DueState(models.TextChoices):
    """Where a «Dovuto» stands; it is reckoned when its lot is awarded, and then asked for."""

    ESTIMATED = "ESTIMATED", _("Stimato")
    REQUESTED = "REQUESTED", _("Richiesto")
    COLLECTED = "COLLECTED", _("Incassato")
    OFFSET = "OFFSET", _("Compensato")
    CANCELLED = "CANCELLED", _("Annullato")


DUE_MEANINGS = {
    DueState.ESTIMATED: "draft",
    DueState.REQUESTED: "waiting",
    DueState.COLLECTED: "done",
    DueState.OFFSET: "done",
    DueState.CANCELLED: "refused",
}
STILL_OWED = (DueState.ESTIMATED, DueState.REQUESTED)
SETTLED = (DueState.COLLECTED, DueState.OFFSET)


class DueItem(models.TextChoices):
    """«Voce»: the scheme of the agreement that a line comes from, or the contribution to ANAC."""

    PER_INHABITANT = "PER_INHABITANT", _("Fisso annuo per abitante")
    PERCENT = "PERCENT", _("Percentuale dell'importo a base di gara")
    LUMP_SUM = "LUMP_SUM", _("A forfait per procedura")
    LIVE_COSTS = "LIVE_COSTS", _("Costi vivi (pubblicità, contributo ANAC, commissari)")
    INCENTIVE = "INCENTIVE", _("Quota dell'incentivo (art. 45)")
    FREE = "FREE", _("Gratuito")
    ANAC = "ANAC", _("Contributo ANAC (stazione appaltante)")
