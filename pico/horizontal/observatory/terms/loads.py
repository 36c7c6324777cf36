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

TABLE_LABELS = {
    "buyers": _("Stazioni appaltanti"),
    "lots": _("Contratti (CIG)"),
    "awards": _("Aggiudicazioni"),
    "winners": _("Aggiudicatari"),
    "bidders": _("Partecipanti"),
    "lot_cups": _("Legami CIG–CUP"),
    "contract_starts": _("Avvio dei contratti"),
    "variants": _("Varianti"),
    "subcontracts": _("Subappalti"),
    "contract_ends": _("Fine dei contratti"),
    "qualifications": _("Qualificazioni"),
    "projects": _("Progetti PNRR e PNC"),
    "project_tenders": _("Gare dei progetti"),
    "project_payments": _("Pagamenti dei progetti"),
    "project_places": _("Luoghi dei progetti"),
    "project_targets": _("Target dei progetti"),
    "project_phases": _("Iter dei progetti"),
    "project_winners": _("Aggiudicatari dei progetti"),
    "cup_register": _("Anagrafe dei CUP"),
    "staff_bodies": _("Enti del conto annuale"),
    "staff": _("Personale"),
    "population": _("Popolazione"),
    "places": _("Comuni"),
    "digital_funding": _("PA digitale 2026"),
}
