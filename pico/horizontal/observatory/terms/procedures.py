"""«Procedura»: one list of our own for the codes of ANAC, that changed meaning more than once.

The codes of the CIG files (24 = affidamento diretto) are not those of the PCP (10) nor those of
L. 190/2012 (23): the description decides, the code only where no description came.
Source: ANAC, dataset `bandi-cig-tipo-scelta-contraente`.
"""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from pico.core.foundation.text import search_key


class Procedure(models.TextChoices):
    OPEN = "OPEN", _("Aperta")
    RESTRICTED = "RESTRICTED", _("Ristretta")
    NEGOTIATED_NOTICE = "NEGOTIATED_NOTICE", _("Competitiva con negoziazione")
    NEGOTIATED_BELOW = "NEGOTIATED_BELOW", _("Negoziata sotto soglia")
    NEGOTIATED_NO_NOTICE = "NEGOTIATED_NO_NOTICE", _("Negoziata senza bando")
    DIALOGUE = "DIALOGUE", _("Dialogo competitivo")
    INNOVATION = "INNOVATION", _("Partenariato per l'innovazione")
    DIRECT = "DIRECT", _("Affidamento diretto")
    FRAMEWORK_DIRECT = "FRAMEWORK_DIRECT", _("Adesione ad accordo quadro o convenzione")
    FRAMEWORK_COMPETITION = "FRAMEWORK_COMPETITION", _("Confronto in adesione ad accordo quadro")
    IN_HOUSE = "IN_HOUSE", _("Affidamento in house o a società controllate")
    OTHER = "OTHER", _("Altra procedura")
    UNKNOWN = "UNKNOWN", _("Non indicata")


# Where more than one offer was possible: what «una sola offerta» is measured on.
COMPETITIVE = (
    Procedure.OPEN, Procedure.RESTRICTED, Procedure.NEGOTIATED_NOTICE, Procedure.NEGOTIATED_BELOW,
    Procedure.DIALOGUE, Procedure.INNOVATION, Procedure.FRAMEWORK_COMPETITION,
)  # fmt: skip
# Without a race there is no time of it.
WITHOUT_RACE = (Procedure.DIRECT, Procedure.FRAMEWORK_DIRECT, Procedure.IN_HOUSE)

# The first that is found in the description, as `search_key` writes it, decides.
_WORDS = (
    (r"in house|raggruppate|consorziate|controllate", Procedure.IN_HOUSE),
    (r"confronto competitivo in adesione", Procedure.FRAMEWORK_COMPETITION),
    (r"in adesione ad accordo|adesione", Procedure.FRAMEWORK_DIRECT),
    (r"affidamento diretto|affidamento in economia|affidamento riservato", Procedure.DIRECT),
    (r"sotto soglia$|affidamenti sotto soglia", Procedure.NEGOTIATED_BELOW),
    (r"negoziata senza|trattativa privata", Procedure.NEGOTIATED_NO_NOTICE),
    (r"negoziata con|negoziata previa|negoziata derivante|competitiva con negoziazione|selettiva",
     Procedure.NEGOTIATED_NOTICE),
    (r"dialogo competitivo", Procedure.DIALOGUE),
    (r"innovazione", Procedure.INNOVATION),
    (r"ristretta|licitazione privata", Procedure.RESTRICTED),
    (r"procedura aperta|pubblico incanto", Procedure.OPEN),
    (r"^non classificato$|^nd$|^$", Procedure.UNKNOWN),
)  # fmt: skip
WORDS = tuple((re.compile(pattern), procedure) for pattern, procedure in _WORDS)

CODES = {
    "1": Procedure.OPEN, "2": Procedure.RESTRICTED, "3": Procedure.NEGOTIATED_NOTICE,
    "4": Procedure.NEGOTIATED_NO_NOTICE, "5": Procedure.DIALOGUE,
    "6": Procedure.NEGOTIATED_NO_NOTICE, "8": Procedure.DIRECT, "22": Procedure.RESTRICTED,
    "23": Procedure.NEGOTIATED_NOTICE, "24": Procedure.DIRECT, "25": Procedure.IN_HOUSE,
    "26": Procedure.IN_HOUSE, "27": Procedure.FRAMEWORK_DIRECT,
    "28": Procedure.FRAMEWORK_COMPETITION, "30": Procedure.RESTRICTED, "32": Procedure.DIRECT,
    "33": Procedure.DIRECT, "34": Procedure.NEGOTIATED_BELOW, "36": Procedure.INNOVATION,
    "37": Procedure.DIRECT, "38": Procedure.NEGOTIATED_NOTICE, "40": Procedure.DIRECT,
}  # fmt: skip


def procedure_of(description: str | None, code: str | None = "") -> Procedure:
    """Return the procedure of a row of a CIG file; codes may come as «24.0»."""
    words = search_key(description or "")
    if words:
        found = (one for pattern, one in WORDS if pattern.search(words))
        return next(found, Procedure.OTHER)
    number = (code or "").strip().removesuffix(".0").lstrip("0")
    return CODES.get(number, Procedure.OTHER if number else Procedure.UNKNOWN)
