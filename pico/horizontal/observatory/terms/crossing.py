"""Self-service: what an indicator may be told by, and how often a view is sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

MODULE, VIEW_KIND = "observatory", "Vista sui dati"  # as the search calls it


class Dimension(models.TextChoices):
    """What the lines of a table are; the value is the word of the address."""

    NONE = "", _("Tutto insieme")
    YEAR = "anno", _("Anno")
    QUARTER = "trimestre", _("Trimestre")
    PROVINCE = "provincia", _("Provincia")
    REGION = "regione", _("Regione")
    DIVISION = "ripartizione", _("Ripartizione")
    KIND = "oggetto", _("Oggetto")
    PROCEDURE = "procedura", _("Procedura")
    BAND = "fascia", _("Fascia d'importo")
    CPV = "cpv", _("Divisione CPV")
    MISSION = "missione", _("Missione")
    MEASURE = "misura", _("Misura")
    CUP_STATUS = "stato-cup", _("Stato del CUP")
    STATE = "stato", _("Dal CUP alla gara")
    AREA = "area", _("Area")
    CALL = "avviso", _("Misura di PA digitale 2026")


# The columns of the marts behind each.
COLUMNS: dict[str, tuple[str, ...]] = {
    Dimension.NONE: (),
    Dimension.YEAR: ("year",),
    Dimension.QUARTER: ("year", "quarter"),
    Dimension.PROVINCE: ("ente_id",),
    Dimension.REGION: ("region_name",),
    Dimension.DIVISION: ("division",),
    Dimension.KIND: ("kind",),
    Dimension.PROCEDURE: ("procedure",),
    Dimension.BAND: ("band",),
    Dimension.CPV: ("cpv_division",),
    Dimension.MISSION: ("mission",),
    Dimension.MEASURE: ("measure_name",),
    Dimension.CUP_STATUS: ("status",),
    Dimension.STATE: ("state",),
    Dimension.AREA: ("area",),
    Dimension.CALL: ("measure",),
}
PLACES = (Dimension.PROVINCE, Dimension.REGION, Dimension.DIVISION)
TIMES = (Dimension.YEAR, Dimension.QUARTER)
OF_MART: dict[str, tuple[Dimension, ...]] = {
    "m_lots": (
        *TIMES, *PLACES, Dimension.KIND, Dimension.PROCEDURE, Dimension.BAND, Dimension.CPV,
    ),
    "m_winners": (Dimension.YEAR, *PLACES, Dimension.KIND, Dimension.PROCEDURE, Dimension.BAND),
    "m_projects": (
        *PLACES, Dimension.MISSION, Dimension.MEASURE, Dimension.CUP_STATUS, Dimension.STATE,
    ),
    "m_staff": (Dimension.YEAR, *PLACES, Dimension.AREA),
    "m_qualifications": (Dimension.REGION, Dimension.DIVISION),
    "m_digital": (Dimension.YEAR, *PLACES, Dimension.CALL),
}  # fmt: skip
MOST_INDICATORS = 4  # side by side: more do not fit on a screen


class Side(models.TextChoices):
    """On which side of its threshold an indicator makes itself heard."""

    ABOVE = "ABOVE", _("sale a")
    BELOW = "BELOW", _("scende a")


class Cadence(models.TextChoices):
    WEEKLY = "WEEKLY", _("ogni lunedì")
    MONTHLY = "MONTHLY", _("il primo del mese")
