"""The vocabularies under which contents are found (PORTALE.md §6)."""

from django.conf import settings
from django.db import models
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext_lazy as _

from ..terms import Vocabulary


class Topic(models.Model):
    """One voice of a vocabulary. `uri` names it where the vocabulary publishes one; else we do (`address`)."""

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

    @property
    def address(self) -> str:
        """The stable URI of the voice: the same in every site and language, and it answers."""
        if self.uri:
            return self.uri
        path = reverse("pages:topic", args=[self.slug], urlconf=settings.ROOT_URLCONF)
        return f"{settings.PUBLIC_URL.rstrip('/')}/{path.removeprefix(get_script_prefix())}"
