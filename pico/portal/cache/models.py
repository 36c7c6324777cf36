"""How many times what public pages are made of has changed."""

from django.db import models


class Generation(models.Model):
    """One change, or many folded into a row: the generation of the public pages is the sum of all.

    Rows are only added, so that two who publish at once never wait for each other; folding leaves
    the sum as it was. A module's own public pages are a family: what is written there leaves the
    pages of the sites as they are.
    """

    family = models.CharField("famiglia", max_length=40, default="", blank=True)
    number = models.PositiveBigIntegerField(default=1)

    class Meta:
        verbose_name = "Generazione"
        verbose_name_plural = "Generazioni"

    def __str__(self) -> str:
        return str(self.number)
