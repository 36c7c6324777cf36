"""The words of «Segnala dati personali»: what may be reported, what becomes of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Hidden(models.TextChoices):
    """Why a text or a file is not shown."""

    NO = "", _("Mostrato")
    QUARANTINED = "QUARANTINED", _("In quarantena")
    REMOVED = "REMOVED", _("Tolto")


class Piece(models.TextChoices):
    """What of a request is reported."""

    REQUEST = "REQUEST", _("Testo della richiesta")
    MESSAGE = "MESSAGE", _("Messaggio")
    FILE = "FILE", _("Allegato")


class Outcome(models.TextChoices):
    OPEN = "OPEN", _("Da rileggere")
    RESTORED = "RESTORED", _("Ripristinato")
    REMOVED = "REMOVED", _("Tolto per sempre")


OUTCOME_MEANING = {
    Outcome.OPEN: "waiting",
    Outcome.RESTORED: "done",
    Outcome.REMOVED: "refused",
}
HIDDEN_SUBJECT = _("Oggetto nascosto")
