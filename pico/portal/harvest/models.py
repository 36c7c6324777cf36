"""The feeds of an ente's institutional site, and what came of them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .terms import EntryState


class Source(models.Model):
    """A feed that a site reads: its entries become drafts, never published by themselves."""

    space = models.ForeignKey("enti.Space", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("nome"), max_length=120)
    url = models.URLField(_("indirizzo del feed (RSS o Atom)"), max_length=500)
    is_on = models.BooleanField(_("attiva"), default=False)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    asked_at = models.DateTimeField(_("letta il"), null=True)
    error = models.CharField(_("errore"), max_length=300, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("Fonte")
        verbose_name_plural = _("Fonti")
        constraints = (models.UniqueConstraint(fields=["space", "url"], name="one_source_a_feed"),)

    def __str__(self) -> str:
        return self.name


class Harvest(models.Model):
    """One import that brought something; it can be undone."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="harvests")
    at = models.DateTimeField(_("quando"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(_("annullata il"), null=True)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("Importazione")
        verbose_name_plural = _("Importazioni")
        indexes = (models.Index(fields=["source", "-at"], name="harvest_by_source"),)

    def __str__(self) -> str:
        return f"{self.source_id} · {self.at:%d/%m/%Y %H:%M}"


class Entry(models.Model):
    """An entry of a feed that was taken once: whatever becomes of its draft, it does not come back."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="entries")
    harvest = models.ForeignKey(Harvest, on_delete=models.CASCADE, related_name="entries")
    key = models.CharField(max_length=40)  # SHA-1 of its guid, else of its link
    link = models.TextField(blank=True)
    page = models.ForeignKey(
        "pages.ContentPage", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    revision_id = models.BigIntegerField(null=True)  # of the draft as it came
    is_undone = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("Voce importata")
        verbose_name_plural = _("Voci importate")
        constraints = (
            models.UniqueConstraint(fields=["source", "key"], name="one_entry_a_source"),
        )

    def __str__(self) -> str:
        return self.link or self.key

    @property
    def state(self) -> EntryState:
        if self.is_undone:
            return EntryState.UNDONE
        return EntryState.DRAFT if self.page_id else EntryState.DELETED
