"""The vocabularies under which contents are found (PORTALE.md §6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..terms import Vocabulary


class Topic(models.Model):
    """One voice of a vocabulary. `uri` names it where the vocabulary publishes one."""

    vocabulary = models.CharField(_("vocabolario"), max_length=8, choices=Vocabulary)
    name = models.CharField(_("nome"), max_length=80)
    slug = models.SlugField(unique=True)
    uri = models.URLField(_("URI"), blank=True)
    order = models.PositiveSmallIntegerField(_("ordine"), default=0)
    hidden_in = models.ManyToManyField("enti.Space", related_name="+", blank=True)

    class Meta:
        ordering = ("vocabulary", "order", "name")
        verbose_name = _("Argomento")
        verbose_name_plural = _("Argomenti")

    def __str__(self) -> str:
        return self.name
