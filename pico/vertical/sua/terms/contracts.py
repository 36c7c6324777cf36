"""Words of the contract register, of the programmes and of the qualification of enti."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .procurement import Sector


class ContractOrigin(models.TextChoices):
    HAND = "HAND", _("Inserito a mano")
    IMPORT = "IMPORT", _("Importato")
    TENDER = "TENDER", _("Da una gara conclusa")


class SheetKind(models.TextChoices):
    CONTRACTS = "CONTRACTS", _("Contratti")
    PROGRAMME = "PROGRAMME", _("Programmazione")
    QUALIFICATIONS = "QUALIFICATIONS", _("Qualificazioni")


class Level(models.TextChoices):
    """Levels of art. 63: the digit runs opposite to the word, 1 is the highest. «SQ1» is a PCP card."""

    L3 = "L3", _("L3 – primo livello (base)")
    L2 = "L2", _("L2 – secondo livello (intermedia)")
    L1 = "L1", _("L1 – terzo livello (avanzata)")
    SF3 = "SF3", _("SF3 – primo livello (base)")
    SF2 = "SF2", _("SF2 – secondo livello (intermedia)")
    SF1 = "SF1", _("SF1 – terzo livello (avanzata)")


LEVELS_OF = {
    Sector.WORKS: (Level.L3, Level.L2, Level.L1),
    Sector.GOODS: (Level.SF3, Level.SF2, Level.SF1),
}


class QualificationKind(models.TextChoices):
    AUTHORITY = "AUTHORITY", _("stazione appaltante")
    CENTRAL = "CENTRAL", _("centrale di committenza")


NEAR_MONTHS = (3, 6, 9)
SHEET_KINDS = (".csv", ".xlsx")
SHEET_BYTES = 5_000_000
SHEET_ROWS = 5000
