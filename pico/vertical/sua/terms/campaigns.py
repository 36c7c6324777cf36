"""Words of the needs campaigns. Source: domain facts of the SUA §7, FEATURES §14.3."""

from django.db import models
from django.utils.translation import gettext_lazy as _

MODULE = "sua"


class CampaignState(models.TextChoices):
    """Source: FEATURES §14.3."""

    DRAFT = "DRAFT", _("Bozza")
    SCHEDULED = "SCHEDULED", _("Programmata")
    OPEN = "OPEN", _("Aperta")
    EXTENDED = "EXTENDED", _("Prorogata")
    CLOSED = "CLOSED", _("Chiusa")
    CHECKING = "CHECKING", _("In verifica")
    CONSOLIDATED = "CONSOLIDATED", _("Consolidata")
    SETTLED = "SETTLED", _("Esitata")
    ARCHIVED = "ARCHIVED", _("Archiviata")
    CANCELLED = "CANCELLED", _("Annullata")


PREPARING = (CampaignState.DRAFT, CampaignState.SCHEDULED)
RUNNING = (CampaignState.OPEN, CampaignState.EXTENDED)
JUDGING = (*RUNNING, CampaignState.CLOSED, CampaignState.CHECKING)
FROZEN = (CampaignState.CONSOLIDATED, CampaignState.SETTLED, CampaignState.ARCHIVED)
# What the enti that were asked may know to exist.
SHOWN = (*JUDGING, *FROZEN)

CAMPAIGN_MEANING = {
    CampaignState.DRAFT: "draft",
    CampaignState.SCHEDULED: "draft",
    CampaignState.OPEN: "running",
    CampaignState.EXTENDED: "running",
    CampaignState.CLOSED: "waiting",
    CampaignState.CHECKING: "waiting",
    CampaignState.CONSOLIDATED: "done",
    CampaignState.SETTLED: "done",
    CampaignState.ARCHIVED: "done",
    CampaignState.CANCELLED: "refused",
}


class AnswerState(models.TextChoices):
    """How far an ente has come. Source: FEATURES §14.3."""

    TO_FILL = "TO_FILL", _("Non iniziata")
    FILLING = "FILLING", _("In compilazione")
    APPROVAL = "APPROVAL", _("In approvazione")
    SENT = "SENT", _("Inviata")
    RETURNED = "RETURNED", _("Restituita")
    VALID = "VALID", _("Validata")
    NO_NEED = "NO_NEED", _("Nessun fabbisogno")
    EXPIRED = "EXPIRED", _("Scaduta")


WRITABLE = (AnswerState.TO_FILL, AnswerState.FILLING, AnswerState.RETURNED)
MISSING = (*WRITABLE, AnswerState.APPROVAL)
# «Nessun fabbisogno» is an answer.
ANSWERED = (AnswerState.SENT, AnswerState.VALID, AnswerState.NO_NEED)

ANSWER_MEANING = {
    AnswerState.TO_FILL: "draft",
    AnswerState.FILLING: "running",
    AnswerState.APPROVAL: "waiting",
    AnswerState.SENT: "waiting",
    AnswerState.RETURNED: "suspended",
    AnswerState.VALID: "done",
    AnswerState.NO_NEED: "done",
    AnswerState.EXPIRED: "refused",
}


class Unit(models.TextChoices):
    """Source: domain facts of the SUA §7."""

    PIECE = "PZ", _("pz")
    HOUR = "H", _("h")
    SQUARE_METRE = "M2", _("m²")
    KILOMETRE = "KM", _("km")
    KILOGRAM = "KG", _("kg")
    LITRE = "L", _("l")
    KILOWATT_HOUR = "KWH", _("kWh")
    MONTH = "MONTH", _("mese")
    LUMP = "LUMP", _("a corpo")


class Adhesion(models.TextChoices):
    CERTAIN = "CERTAIN", _("certa")
    LIKELY = "LIKELY", _("probabile")
    TO_ASSESS = "TO_ASSESS", _("da valutare")


class Commitment(models.TextChoices):
    """What an ente binds itself to when it sends."""

    NON_BINDING = "NON_BINDING", _("Manifestazione di interesse non vincolante")
    BINDING = "BINDING", _("Manifestazione di interesse vincolante")


class Proposed(models.TextChoices):
    """Where a line that nobody has confirmed yet comes from."""

    NONE = "", ""
    CONTRACT = "CONTRACT", _("dal contratto in scadenza")
    LAST_ANSWER = "LAST_ANSWER", _("dall'ultima risposta")


class Outcome(models.TextChoices):
    NONE = "", ""
    TENDER = "TENDER", _("Gara aggregata")
    NO_PROCEDURE = "NO_PROCEDURE", _("Nessuna procedura")


ARCHIVE_AFTER = 30  # days from the outcome; then the aggregated figures are open data
SMALL_GROUP = 3  # enti; what fewer of them need is hidden in open data
LATE_DAYS = 7  # days given by default to who corrects after the end
EXPIRING_WITHIN = 18  # months; contracts that end sooner are proposed as needs
MAX_ITEMS = 500
MAX_LINES = 2_000
