"""The code lists that the platform knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

SUGGESTIONS = 10
LEAST_SHARE = 0.5  # of the codes in force: a file with fewer is not the list


class CodeList(models.TextChoices):
    # Common Procurement Vocabulary, Reg. (EC) 213/2008: as ANAC publishes it among its «tipologiche».
    CPV = "CPV", _("CPV – Vocabolario comune per gli appalti")
    # Other «tipologiche» of ANAC, by the name of their file.
    PROCEDURE = "PROCEDURE", _("Scelta del contraente (sceltaContraente)")
    NOTICE = "NOTICE", _("Procedure degli avvisi europei (tipoProcedura)")
    CONDITION = "CONDITION", _("Condizioni della negoziata (condizioniNegoziata)")
    WORKS = "WORKS", _("Categorie di lavori SOA (categoria)")
    ROLE = "ROLE", _("Incarichi (tipoIncarico)")
    CARD = "CARD", _("Schede della PCP (codiceScheda)")
    FUNDING = "FUNDING", _("Finanziamenti (tipoFinanziamento)")
