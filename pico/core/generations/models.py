"""How many times the rows of a family have changed."""

from django.db import models


class Generation(models.Model):
    """One change, or many folded into a row: the generation of a family is the sum of its rows.

    Rows are only added, so that two who write at once never wait for each other; folding leaves the
    sums as they were.
    """

    family = models.CharField("famiglia", max_length=40, default="", blank=True)
    number = models.PositiveBigIntegerField(default=1)

    class Meta:
        verbose_name = "Generazione"
        verbose_name_plural = "Generazioni"

    def __str__(self) -> str:
        return f"{self.family} {self.number}"
