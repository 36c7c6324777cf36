"""Letters on their way: what the mail server did not take is tried again."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """An e-mail written in the transaction that caused it; its text goes away once it is sent."""

    to = models.EmailField(_("a"))
    subject = models.CharField(_("oggetto"), max_length=250)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    created_at = models.DateTimeField(_("scritta il"))
    next_try_at = models.DateTimeField(_("prossimo tentativo"))
    sent_at = models.DateTimeField(_("spedita il"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("tentativi"), default=0)
    problem = models.CharField(_("problema"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("Lettera")
        verbose_name_plural = _("Lettere")
        ordering = ("created_at", "pk")
        indexes = (
            models.Index(
                fields=["next_try_at"],
                name="letter_to_send",
                condition=models.Q(sent_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.subject
