"""Words of aggregated tenders: the track of each ente, derived contracts, capacity that moves."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TrackState(models.TextChoices):
    """Where an ente stands inside an aggregated tender."""

    INVITED = "INVITED", _("Invitato")
    INTERESTED = "INTERESTED", _("Interessato")
    NEED_SENT = "NEED_SENT", _("Fabbisogno inviato")
    VALIDATED = "VALIDATED", _("Validato")
    ADHERENT = "ADHERENT", _("Aderente")
    DERIVED = "DERIVED", _("Contratto derivato")
    RUNNING = "RUNNING", _("In esecuzione")
    DONE = "DONE", _("Concluso")
    WITHDRAWN = "WITHDRAWN", _("Ritirato")
    EXCLUDED = "EXCLUDED", _("Escluso")


TRACK_MEANINGS = {
    TrackState.INVITED: "draft",
    TrackState.INTERESTED: "running",
    TrackState.NEED_SENT: "waiting",
    TrackState.VALIDATED: "waiting",
    TrackState.ADHERENT: "done",
    TrackState.DERIVED: "done",
    TrackState.RUNNING: "running",
    TrackState.DONE: "done",
    TrackState.WITHDRAWN: "refused",
    TrackState.EXCLUDED: "refused",
}
BEFORE_ADHESION = (
    TrackState.INVITED, TrackState.INTERESTED, TrackState.NEED_SENT, TrackState.VALIDATED,
)  # fmt: skip
ADHERING = (TrackState.ADHERENT, TrackState.DERIVED, TrackState.RUNNING, TrackState.DONE)
FEWEST_ADHESIONS = 2  # fewer are no aggregation


class TransferState(models.TextChoices):
    ASKED = "ASKED", _("Da approvare")
    APPROVED = "APPROVED", _("Approvata")
    REFUSED = "REFUSED", _("Rifiutata")
