"""What the open data catalogue holds: one row per dataset of a space; its files stand in the lake."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pico.core.enti.addresses import path_in
from pico.core.modules.open_data import OpenLicence


class Publication(models.Model):
    """A dataset that is out: how many rows, for which period, since when it is as it is.

    What it says of itself (title, columns, sources) stands in the code that declares it: `module` and
    `slug` find it. `files` maps csv, json, parquet to `path` below the lake, `bytes` and `sha256`.
    """

    space = models.ForeignKey("enti.Space", on_delete=models.CASCADE, related_name="+")
    module = models.CharField(_("modulo"), max_length=40)
    slug = models.SlugField(_("indirizzo"), max_length=80)
    licence = models.CharField(_("licenza"), max_length=16, choices=OpenLicence)
    rows = models.PositiveIntegerField(_("righe"))
    first_on = models.DateField(_("dal"), null=True, blank=True)
    last_on = models.DateField(_("al"), null=True, blank=True)
    data_on = models.DateField(_("dati aggiornati al"), null=True, blank=True)
    issued_at = models.DateTimeField(_("pubblicato la prima volta"))
    modified_at = models.DateTimeField(_("modificato"))
    files = models.JSONField(default=dict)

    class Meta:
        ordering = ("space", "slug")
        verbose_name = _("Dataset pubblicato")
        verbose_name_plural = _("Dataset pubblicati")
        constraints = (
            models.UniqueConstraint(
                fields=["space", "slug"], name="one_open_dataset_per_address_of_a_space"
            ),
        )

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return path_in(self.space, "observatory:dataset", self.slug)
