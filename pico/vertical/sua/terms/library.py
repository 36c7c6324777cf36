"""Words of the library of texts («documentale SUA»): national texts, copies of a SUA, what fills them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

TITLE_LENGTH = 200
BODY_LENGTH = 100_000


class LibraryKind(models.TextChoices):
    """The three handbooks of the model «Comuni e Province»."""

    COMPASS = "COMPASS", _("Bussola")
    GUIDELINES = "GUIDELINES", _("Linee guida")
    FORMS = "FORMS", _("Formulario")


# What a text of the Formulario may name between double brackets, and what stands there in its place.
PLACEHOLDERS = {
    "numero_gara": _("numero della gara"),
    "oggetto": _("oggetto della gara"),
    "sua": _("Provincia della SUA"),
    "ente": _("ente delegante, o enti della gara aggregata"),
    "procedura": _("procedura"),
    "criterio": _("criterio di aggiudicazione"),
    "valore_stimato": _("valore stimato, opzioni comprese"),
    "decisione_del": _("data della decisione di contrarre"),
    "piattaforma": _("piattaforma certificata"),
    "rup": _("RUP"),
    "chiarimenti_entro": _("termine dei chiarimenti"),
    "offerte_entro": _("termine delle offerte"),
    "lotti": _("lotti, con CIG e importo"),
    "lotto": _("numero e oggetto del lotto"),
    "cig": _("CIG del lotto"),
    "offerte": _("offerte pervenute"),
    "ammesse": _("offerte ammesse"),
    "aggiudicatario": _("aggiudicatario"),
    "ribasso": _("ribasso"),
    "importo_aggiudicazione": _("importo di aggiudicazione"),
    "aggiudicato_il": _("data dell'aggiudicazione"),
    "seduta": _("numero della seduta"),
    "seduta_del": _("giorno e ora della seduta"),
    "presenti": _("presenti alla seduta"),
    "operazioni": _("operazioni svolte"),
    "oggi": _("data di oggi"),
}
