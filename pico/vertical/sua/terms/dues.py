"""Words of what an ente owes its SUA for a tender. Source: domain facts of the SUA, section 6.4."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .agreements import FeeScheme

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

    PER_INHABITANT = FeeScheme.PER_INHABITANT.value, FeeScheme.PER_INHABITANT.label
    PERCENT = FeeScheme.PERCENT.value, FeeScheme.PERCENT.label
    LUMP_SUM = FeeScheme.LUMP_SUM.value, FeeScheme.LUMP_SUM.label
    LIVE_COSTS = FeeScheme.LIVE_COSTS.value, FeeScheme.LIVE_COSTS.label
    INCENTIVE = FeeScheme.INCENTIVE.value, FeeScheme.INCENTIVE.label
    FREE = FeeScheme.FREE.value, FeeScheme.FREE.label
    ANAC = "ANAC", _("Contributo ANAC (stazione appaltante)")
