"""Where a news comes from, when it was an article first."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Promotion(models.Model):
    """An article that became the draft of a news, once a site; what is said of it is as it was then.

    `article` is the key in its module, no foreign key: the portal stands without that module.
    """

    space = models.ForeignKey("enti.Space", on_delete=models.CASCADE, related_name="+")
    article = models.CharField(max_length=64)
    title = models.CharField(_("titolo"), max_length=250)
    author = models.CharField(_("autore"), max_length=160)
    ente = models.CharField(_("ente"), max_length=250)
    url = models.CharField(_("indirizzo"), max_length=500)
    scope = models.CharField(_("livello"), max_length=20)
    page = models.ForeignKey(
        "pages.ContentPage", null=True, on_delete=models.SET_NULL, related_name="promotions"
    )
    at = models.DateTimeField(_("quando"))

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("Articolo promosso")
        verbose_name_plural = _("Articoli promossi")
        constraints = (
            models.UniqueConstraint(fields=["space", "article"], name="one_draft_per_article"),
        )

    def __str__(self) -> str:
        return self.title
