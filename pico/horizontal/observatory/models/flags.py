"""«Segnala un errore»: a figure that somebody says is wrong, flagged wherever it is shown until settled."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class FigureFlag(models.Model):
    """A report about an indicator; `address` is the page of the reader, with its filters."""

    indicator = models.CharField(_("indicatore"), max_length=40)
    text = models.TextField(_("che cosa non torna"), max_length=2000)
    address = models.CharField(_("pagina"), max_length=500, blank=True)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ente = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    raised_at = models.DateTimeField(_("segnalato il"))
    settled_at = models.DateTimeField(_("chiuso il"), null=True, blank=True)
    answer = models.TextField(_("risposta"), max_length=2000, blank=True)

    class Meta:
        ordering = ("-raised_at", "-pk")
        verbose_name = _("Segnalazione su un indicatore")
        verbose_name_plural = _("Segnalazioni sugli indicatori")
        indexes = (
            models.Index(
                fields=["indicator"],
                name="open_flag_by_indicator",
                condition=models.Q(settled_at__isnull=True),
            ),
            models.Index(fields=["indicator", "-raised_at"], name="flag_by_indicator"),
        )

    def __str__(self) -> str:
        return self.indicator

    def get_absolute_url(self) -> str:
        return reverse("observatory:indicator", args=[self.indicator])

    @property
    def is_open(self) -> bool:
        return self.settled_at is None
