"""The words of loads and of who is who."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadState(models.TextChoices):
    RECEIVED = "RECEIVED", _("Ricevuto")
    RUNNING = "RUNNING", _("In lavorazione")
    LOADED = "LOADED", _("Caricato")
    STOPPED = "STOPPED", _("Fermato")
    REFUSED = "REFUSED", _("Rifiutato")
    REPLACED = "REPLACED", _("Sostituito")


LOAD_MEANING = {
    LoadState.RECEIVED: "waiting",
    LoadState.RUNNING: "running",
    LoadState.LOADED: "done",
    LoadState.STOPPED: "waiting",
    LoadState.REFUSED: "refused",
    LoadState.REPLACED: "draft",
}
OPEN_STATES = (LoadState.RECEIVED, LoadState.RUNNING)
# Refusals after which the old data stay and an officer may still decide to go on.
STOPS = ("fewer_rows", "mostly_refused")
# How the names of files begin whose data are made up for the demo.
INVENTED = "dati-inventati"
