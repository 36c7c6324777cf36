"""Words and limits of the search: facets, orders, sizes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

PAGE_SIZE = 20
COUNT_LIMIT = 10_000
SUGGESTIONS = 8
SHORTEST_PREFIX = 2
LONGEST_QUERY = 200
MOST_WORDS = 16
TITLE_LENGTH = 300
BODY_LENGTH = 100_000
LAST_PAGE = 50


class Facet(models.TextChoices):
    """The value is the column, `param` its name in an address."""

    MODULE = "module", _("Modulo")
    KIND = "kind", _("Tipo")
    TOPIC = "topics", _("Argomento")
    SITE = "space_id", _("Sito")
    LEVEL = "level", _("Livello di condivisione")
    ENTE = "ente_id", _("Ente")
    REGION = "region", _("Regione")
    YEAR = "year", _("Periodo")

    @property
    def param(self) -> str:
        return PARAMS[self]


PARAMS = {
    Facet.MODULE: "modulo",
    Facet.KIND: "tipo",
    Facet.TOPIC: "argomento",
    Facet.SITE: "sito",
    Facet.LEVEL: "livello",
    Facet.ENTE: "ente",
    Facet.REGION: "regione",
    Facet.YEAR: "anno",
}


class Order(models.TextChoices):
    RELEVANCE = "rilevanza", _("Più pertinenti")
    DATE = "data", _("Più recenti")
