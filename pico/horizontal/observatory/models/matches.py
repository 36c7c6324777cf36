"""Who is who: the codes and names by which the data call the Provinces."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pico.core.enti.models import Ente
from pico.core.people.models import Person

from ..terms.matches import MATCH_MEANING, MatchMethod, MatchState


class Match(models.Model):
    """A key as the clean tables hold it (fiscal code, P.IVA, IPA code; a normalised name where there
    is no code), and the ente it stands for.

    `seen` is {table: [rows, euro as text]}.
    """

    key = models.CharField(_("chiave nei dati"), max_length=120, unique=True)
    name = models.CharField(_("nome nei dati"), max_length=250, blank=True)
    ente = models.ForeignKey(
        Ente,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("ente"),
    )
    method = models.CharField(_("come"), max_length=12, choices=MatchMethod, blank=True)
    confidence = models.DecimalField(_("sicurezza"), max_digits=3, decimal_places=2, default=0)
    state = models.CharField(_("stato"), max_length=10, choices=MatchState)
    rows = models.BigIntegerField(_("righe"), default=0)
    amount = models.DecimalField(_("euro"), max_digits=18, decimal_places=2, default=0)
    seen = models.JSONField(default=dict)
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-amount", "-rows", "pk")
        verbose_name = _("Corrispondenza")
        verbose_name_plural = _("Chi è chi")
        indexes = (
            models.Index(fields=["state", "-amount"], name="match_by_state"),
            models.Index(fields=["-amount", "-rows", "id"], name="match_by_amount"),
        )

    def __str__(self) -> str:
        return self.name or self.key

    @property
    def meaning(self) -> str:
        return MATCH_MEANING[MatchState(self.state)]
