"""Words of stored files: kinds of document, states of the antivirus and of the text."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileKind(models.TextChoices):
    """«Tipo documentale», as the customer's Community module lists them."""

    TEMPLATE = "TEMPLATE", _("Modello/schema")
    GUIDELINES = "GUIDELINES", _("Linee guida")
    FORM = "FORM", _("Formulario")
    COMPASS = "COMPASS", _("Bussola")
    MANUAL = "MANUAL", _("Manuale")
    REGULATION = "REGULATION", _("Regolamento")
    RESOLUTION = "RESOLUTION", _("Delibera")
    DETERMINATION = "DETERMINATION", _("Determina")
    AGREEMENT = "AGREEMENT", _("Convenzione")
    PROTOCOL = "PROTOCOL", _("Protocollo")
    CALL = "CALL", _("Bando/avviso")
    SPECIFICATIONS = "SPECIFICATIONS", _("Capitolato")
    CONTRACT = "CONTRACT", _("Contratto")
    MINUTES = "MINUTES", _("Verbale")
    RESEARCH = "RESEARCH", _("Relazione/ricerca")
    REPORT = "REPORT", _("Report")
    PRESENTATION = "PRESENTATION", _("Presentazione")
    LAW = "LAW", _("Normativa")
    OPINION = "OPINION", _("Parere")
    CIRCULAR = "CIRCULAR", _("Circolare")
    DATASET = "DATASET", _("Dataset")
    VIDEO = "VIDEO", _("Video")
    PROJECT_WORK = "PROJECT_WORK", _("Project work")
    REORGANISATION = "REORGANISATION", _("Piano di riassetto")
    DUP = "DUP", _("DUP")
    PIAO = "PIAO", _("PIAO")
    OTHER = "OTHER", _("Altro")


class ScanState(models.TextChoices):
    """What the antivirus said of a version."""

    SCANNING = "SCANNING", _("In scansione")
    CLEAN = "CLEAN", _("Pulito")
    BLOCKED = "BLOCKED", _("Bloccato")
    UNVERIFIED = "UNVERIFIED", _("Non verificato: antivirus non configurato")


AVAILABLE = (ScanState.CLEAN, ScanState.UNVERIFIED)


class TextState(models.TextChoices):
    """How far the text and the preview of a version are."""

    WAITING = "WAITING", _("In lettura")
    READ = "READ", _("Letto")
    PARTIAL = "PARTIAL", _("Letto in parte")
    NONE = "NONE", _("Senza testo")
    FAILED = "FAILED", _("Non leggibile")


class Signature(models.TextChoices):
    """A digital signature that is there; verifying it is another matter."""

    NONE = "NONE", _("Nessuna firma")
    CADES = "CADES", _("CAdES (p7m)")
    PADES = "PADES", _("PAdES (PDF firmato)")


# Badge of the shared components for each state of the antivirus: (colour, icon).
SCAN_BADGES = {
    ScanState.SCANNING: "blue",
    ScanState.CLEAN: "green",
    ScanState.BLOCKED: "red",
    ScanState.UNVERIFIED: "amber",
}
