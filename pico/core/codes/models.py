"""Codes of public lists, with the time in which each is in force."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .terms import CodeList


class Code(models.Model):
    """A code of a list; one that the list no longer has is kept, for the records that use it."""

    list = models.CharField(_("elenco"), max_length=12, choices=CodeList)
    code = models.CharField(_("codice"), max_length=20)
    label = models.CharField(_("descrizione"), max_length=500)
    search_key = models.CharField(max_length=500, editable=False)
    valid_from = models.DateField(_("valido dal"), null=True, blank=True)
    valid_to = models.DateField(_("valido fino al"), null=True, blank=True)

    class Meta:
        verbose_name = _("Codice")
        verbose_name_plural = _("Codici")
        ordering = ("list", "code")
        constraints = (models.UniqueConstraint(fields=["list", "code"], name="one_code_per_list"),)

    def __str__(self) -> str:
        return f"{self.code} – {self.label}"


class Load(models.Model):
    """A file that was loaded, and what it changed."""

    list = models.CharField(_("elenco"), max_length=12, choices=CodeList)
    at = models.DateTimeField(_("quando"))
    rows = models.PositiveIntegerField(_("codici"))
    added = models.PositiveIntegerField(_("nuovi"))
    ended = models.PositiveIntegerField(_("cessati"))

    class Meta:
        verbose_name = _("Caricamento")
        verbose_name_plural = _("Caricamenti")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.list} {self.at:%Y-%m-%d}"
