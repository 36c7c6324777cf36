"""The words of what the Osservatorio publishes: the files of a dataset, the writings of the catalogue."""

from django.db import models
from django.utils.translation import gettext_lazy as _

FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type"
PREVIEW_ROWS = 10
PREVIEW_CHARS = 120  # of a text in those rows; the files have all of it
MASK = "[codice fiscale omesso]"
# The standard that says what stands in each column of the CSV, beside it.
CSVW = ("Metadata Vocabulary for Tabular Data (CSV on the Web)", "https://www.w3.org/TR/tabular-metadata/")  # fmt: skip


class DataFile(models.TextChoices):
    """The files of a dataset: the value is the end of their name."""

    CSV = "csv", _("CSV")
    JSON = "json", _("JSON")
    PARQUET = "parquet", _("Parquet")

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self]

    @property
    def uri(self) -> str:
        """The address of the format in the EU vocabulary `file-type`."""
        return f"{FILE_TYPES}/{self.name}"


MEDIA_TYPES = {
    DataFile.CSV: "text/csv", DataFile.JSON: "application/json",
    DataFile.PARQUET: "application/vnd.apache.parquet",
}  # fmt: skip


class RdfFile(models.TextChoices):
    """The writings of the catalogue: the value is the end of their name."""

    RDF = "rdf", _("RDF/XML")
    TTL = "ttl", _("Turtle")
    JSONLD = "jsonld", _("JSON-LD")

    @property
    def media_type(self) -> str:
        return RDF_TYPES[self][0]

    @property
    def spoken(self) -> str:
        """The name that rdflib gives it."""
        return RDF_TYPES[self][1]


RDF_TYPES = {
    RdfFile.RDF: ("application/rdf+xml", "pretty-xml"), RdfFile.TTL: ("text/turtle", "turtle"),
    RdfFile.JSONLD: ("application/ld+json", "json-ld"),
}  # fmt: skip
