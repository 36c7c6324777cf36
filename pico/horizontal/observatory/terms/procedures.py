"""«Procedura»: one list of our own for the codes of ANAC, that changed meaning more than once.

The codes of the CIG files (24 = affidamento diretto) are not those of the PCP (10) nor those of
L. 190/2012 (23): the loaders read the description. Source: ANAC, dataset
`bandi-cig-tipo-scelta-contraente`.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Procedure(models.TextChoices):
    OPEN = "OPEN", _("Aperta")
    RESTRICTED = "RESTRICTED", _("Ristretta")
    COMPETITIVE_NEGOTIATION = "COMPETITIVE_NEGOTIATION", _("Competitiva con negoziazione")
    NEGOTIATED_WITH_NOTICE = "NEGOTIATED_WITH_NOTICE", _("Negoziata con bando")
    BELOW_THRESHOLD = "BELOW_THRESHOLD", _("Negoziata sotto soglia")
    NEGOTIATED_WITHOUT_NOTICE = "NEGOTIATED_WITHOUT_NOTICE", _("Negoziata senza bando")
    DIALOGUE = "DIALOGUE", _("Dialogo competitivo")
    INNOVATION = "INNOVATION", _("Partenariato per l'innovazione")
    DIRECT = "DIRECT", _("Affidamento diretto")
    FRAMEWORK = "FRAMEWORK", _("Adesione ad accordo quadro o convenzione")
    FRAMEWORK_REOPENED = "FRAMEWORK_REOPENED", _("Confronto in adesione ad accordo quadro")
    IN_HOUSE = "IN_HOUSE", _("Affidamento in house")
    CONSORTIUM = "CONSORTIUM", _("Affidamento a società consorziate o controllate")
    OTHER = "OTHER", _("Altra procedura")


# Where more than one offer was possible: what «una sola offerta» is measured on.
COMPETITIVE = (
    Procedure.OPEN, Procedure.RESTRICTED, Procedure.COMPETITIVE_NEGOTIATION,
    Procedure.NEGOTIATED_WITH_NOTICE, Procedure.BELOW_THRESHOLD, Procedure.DIALOGUE,
    Procedure.INNOVATION, Procedure.FRAMEWORK_REOPENED,
)  # fmt: skip
# Without a race there is no time of it.
WITHOUT_RACE = (
    Procedure.DIRECT, Procedure.FRAMEWORK, Procedure.IN_HOUSE, Procedure.CONSORTIUM,
)  # fmt: skip
