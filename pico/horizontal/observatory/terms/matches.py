"""The words of who is who."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MatchMethod(models.TextChoices):
    FISCAL_CODE = "FISCAL_CODE", _("Codice fiscale")
    VAT_NUMBER = "VAT_NUMBER", _("Partita IVA")
    IPA_CODE = "IPA_CODE", _("Codice IPA")
    NAME = "NAME", _("Denominazione")
    FORMER_NAME = "FORMER_NAME", _("Denominazione di prima")
    MANUAL = "MANUAL", _("Scelta di una persona")


class MatchState(models.TextChoices):
    AUTOMATIC = "AUTOMATIC", _("Automatico")
    PROPOSED = "PROPOSED", _("Da confermare")
    UNMATCHED = "UNMATCHED", _("Senza ente")
    CONFIRMED = "CONFIRMED", _("Confermato")
    REFUSED = "REFUSED", _("Non è una Provincia")


MATCH_MEANING = {
    MatchState.AUTOMATIC: "done",
    MatchState.PROPOSED: "waiting",
    MatchState.UNMATCHED: "refused",
    MatchState.CONFIRMED: "done",
    MatchState.REFUSED: "suspended",
}
# What a person decided stays, whatever the data say later.
DECIDED = (MatchState.CONFIRMED, MatchState.REFUSED)
