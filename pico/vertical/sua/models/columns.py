"""Columns and bases that several models of the SUA have alike."""

from django.db import models


def money(label, **options) -> models.DecimalField:
    """An amount in euro, to the cent."""
    return models.DecimalField(label, max_digits=14, decimal_places=2, **options)


class Series(models.Model):
    """How many numbers a SUA gave in a year."""

    sua = models.ForeignKey("enti.Ente", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.sua_id}/{self.year}: {self.last}"
