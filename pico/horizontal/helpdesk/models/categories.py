"""What a ticket may be about: a tree per module."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..terms import Special, Topic


class Category(models.Model):
    """A category or, with a parent, a subcategory; an empty `topic` is for every module."""

    key = models.CharField(max_length=60, unique=True)
    topic = models.CharField(_("modulo"), max_length=9, choices=Topic, blank=True)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name=_("dentro la categoria"),
    )
    name = models.CharField(_("nome"), max_length=120)
    special = models.CharField(
        _("percorso particolare"), max_length=13, choices=Special, default=Special.NONE
    )
    position = models.PositiveSmallIntegerField(_("ordine"), default=100)
    is_active = models.BooleanField(_("attiva"), default=True)

    class Meta:
        ordering = ("topic", "position", "name", "pk")
        verbose_name = _("Categoria")
        verbose_name_plural = _("Categorie")

    def __str__(self) -> str:
        return self.name
