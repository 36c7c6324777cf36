"""The registry: territory, bodies with dated lives, and the spaces they run."""

import re

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from pico.core.foundation.text import search_key

from .terms import (
    PROVINCES,
    CodeScheme,
    EnteKind,
    Origin,
    RegistrySource,
    SpaceKind,
    SpaceState,
    SuccessionKind,
    TerritoryKind,
)

APOSTROPHES = re.compile("['’`]")


class Region(models.Model):
    """One of the 20 Regioni, by its two-digit ISTAT code."""

    code = models.CharField(_("codice ISTAT"), max_length=2, primary_key=True)
    name = models.CharField(_("nome"), max_length=60, unique=True)
    slug = models.SlugField(unique=True)
    is_ordinary = models.BooleanField(_("a statuto ordinario"), default=True)

    class Meta:
        ordering = ("name",)
        verbose_name = _("Regione")
        verbose_name_plural = _("Regioni")

    def __str__(self) -> str:
        return self.name


class Territory(models.Model):
    """A supra-municipal unit of ISTAT, by its historic three-digit code; `valid_to` when ceased."""

    code = models.CharField(_("codice ISTAT"), max_length=3, primary_key=True)
    statistical_code = models.CharField(_("codice UTS"), max_length=3, blank=True)
    name = models.CharField(_("nome"), max_length=80)
    kind = models.CharField(_("tipo"), max_length=20, choices=TerritoryKind)
    plate = models.CharField(_("sigla"), max_length=2)
    nuts3 = models.CharField(_("NUTS 3"), max_length=5, blank=True)
    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        related_name="territories",
        verbose_name=_("Regione"),
    )
    valid_from = models.DateField(_("valido dal"), null=True, blank=True)
    valid_to = models.DateField(_("valido al"), null=True, blank=True)
    successors = models.ManyToManyField(
        "self", symmetrical=False, related_name="predecessors", blank=True
    )

    class Meta:
        ordering = ("name",)
        verbose_name = _("Territorio")
        verbose_name_plural = _("Territori")

    def __str__(self) -> str:
        return self.name


class Ente(models.Model):
    """A body: of the territory, of the UPI system, or another public body.

    `name` is the full official name («Libero consorzio comunale di Enna»), never composed.
    `local_key` is the house's own key of the enti that the platform must always find, whether or
    not they have a codice IPA («upi_veneto», «prov_026»).
    `manual_fields` names the fields typed here by a person, which no import overwrites;
    `registry_values` keeps what the registry says of them.
    """

    kind = models.CharField(_("tipo di ente"), max_length=5, choices=EnteKind)
    name = models.CharField(_("denominazione"), max_length=250)
    short_name = models.CharField(_("denominazione breve"), max_length=120, blank=True)
    acronym = models.CharField(_("acronimo"), max_length=40, blank=True)
    other_name = models.CharField(_("denominazione in altra lingua"), max_length=120, blank=True)
    search_key = models.CharField(max_length=400, editable=False, db_index=True)
    local_key = models.CharField(max_length=40, blank=True, editable=False)

    ipa_code = models.CharField(_("codice IPA"), max_length=16, blank=True)
    fiscal_code = models.CharField(_("codice fiscale"), max_length=11, blank=True)
    vat_number = models.CharField(_("partita IVA"), max_length=11, blank=True)
    istat_code = models.CharField(_("codice ISTAT"), max_length=6, blank=True)
    belfiore = models.CharField(_("codice catastale"), max_length=4, blank=True)
    ausa = models.CharField(_("codice AUSA"), max_length=10, blank=True)

    region = models.ForeignKey(
        Region,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="enti",
        verbose_name=_("Regione"),
    )
    territory = models.ForeignKey(
        Territory,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="enti",
        verbose_name=_("Provincia (territorio)"),
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    members = models.ManyToManyField("self", symmetrical=False, related_name="unions", blank=True)

    seats = models.CharField(_("capoluogo / sede"), max_length=120, blank=True)
    address = models.CharField(_("indirizzo"), max_length=250, blank=True)
    postcode = models.CharField(_("CAP"), max_length=5, blank=True)
    pec = models.JSONField(_("PEC"), default=list, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telefono"), max_length=40, blank=True)
    website = models.URLField(_("sito istituzionale"), blank=True)
    mail_domain = models.CharField(_("dominio e-mail"), max_length=120, blank=True)
    population = models.PositiveIntegerField(_("popolazione"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(_("anno"), null=True, blank=True)
    area_km2 = models.DecimalField(
        _("superficie (km²)"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    legal_representative = models.CharField(_("legale rappresentante"), max_length=160, blank=True)

    valid_from = models.DateField(_("attivo dal"), null=True, blank=True)
    valid_to = models.DateField(_("cessato il"), null=True, blank=True)
    origin = models.CharField(_("origine"), max_length=8, choices=Origin, default=Origin.REGISTRY)
    manual_fields = models.JSONField(default=list, blank=True)
    registry_values = models.JSONField(default=dict, blank=True)
    aligned_at = models.DateTimeField(_("ultimo allineamento"), null=True, blank=True)

    class Meta:
        ordering = ("name",)
        verbose_name = _("Ente")
        verbose_name_plural = _("Enti")
        constraints = (
            models.UniqueConstraint(
                Lower("ipa_code"),
                name="one_ente_per_ipa_code",
                condition=~models.Q(ipa_code=""),
            ),
            models.UniqueConstraint(
                fields=["local_key"],
                name="one_ente_per_local_key",
                condition=~models.Q(local_key=""),
            ),
            models.UniqueConstraint(
                fields=["belfiore"],
                name="one_living_comune_per_belfiore",
                condition=~models.Q(belfiore="") & models.Q(valid_to__isnull=True),
            ),
        )
        indexes = (
            models.Index(fields=["kind", "region"], name="ente_by_kind_and_region"),
            models.Index(fields=["territory", "kind"], name="ente_by_territory"),
            models.Index(fields=["istat_code"], name="ente_by_istat_code"),
            models.Index(fields=["fiscal_code"], name="ente_by_fiscal_code"),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        """Keep the folded name in step with the names."""
        self.search_key = folded_names(self)
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "search_key"}
        super().save(*args, **kwargs)

    @property
    def is_province(self) -> bool:
        """A Provincia or a Libero consorzio comunale, equal in rights (L.R. Sicilia 15/2015)."""
        return self.kind in PROVINCES

    @property
    def is_living(self) -> bool:
        return self.valid_to is None


def folded_names(ente: Ente) -> str:
    """What an ente is looked up by: the short name first, so that a search can rank what begins so.

    Names with an apostrophe are there in both writings: «l aquila» and «laquila».
    """
    names = " ".join(filter(None, (ente.short_name, ente.acronym, ente.name, ente.other_name)))
    joined = APOSTROPHES.sub("", names)
    key = search_key(names)
    if joined != names:
        key = f"{key} {search_key(joined)}"
    return key[:400]


class EnteCode(models.Model):
    """A code or name that an ente had, with its dates: yesterday's code finds today's ente."""

    ente = models.ForeignKey(Ente, on_delete=models.CASCADE, related_name="codes")
    scheme = models.CharField(max_length=8, choices=CodeScheme)
    code = models.CharField(max_length=250)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["scheme", "code", "ente"], name="one_row_per_code_of_an_ente"
            ),
        )
        indexes = (models.Index(fields=["scheme", "code"], name="ente_by_any_code"),)

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"


class EnteTerritory(models.Model):
    """In which territory an ente lies or works, from when to when; Unioni may have several."""

    ente = models.ForeignKey(Ente, on_delete=models.CASCADE, related_name="territories")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="places")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["ente", "territory", "valid_from"],
                name="one_stay_per_territory_and_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.ente}: {self.territory}"


class Succession(models.Model):
    """An old ente and the one that took its place."""

    old = models.ForeignKey(Ente, on_delete=models.CASCADE, related_name="successors")
    new = models.ForeignKey(Ente, on_delete=models.CASCADE, related_name="predecessors")
    on = models.DateField()
    kind = models.CharField(max_length=12, choices=SuccessionKind)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["old", "new"], name="one_succession_per_pair"),
        )

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class Space(models.Model):
    """The place of UPI nazionale, of a UPI regionale or of a Province: address, look, parent."""

    ente = models.OneToOneField(Ente, on_delete=models.PROTECT, related_name="space")
    kind = models.CharField(_("tipo"), max_length=10, choices=SpaceKind)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    slug = models.SlugField(_("indirizzo"), unique=True, blank=True)
    hostname = models.CharField(_("nome host"), max_length=120, unique=True, null=True, blank=True)
    name = models.CharField(_("nome"), max_length=120)
    tagline = models.CharField(_("sottotitolo"), max_length=160, blank=True)
    colour = models.CharField(
        _("colore"),
        max_length=7,
        default="#0066cc",
        validators=[RegexValidator(r"^#[0-9a-f]{6}$", _("Scrivi un colore come #0066cc."))],
    )
    state = models.CharField(
        _("stato"), max_length=10, choices=SpaceState, default=SpaceState.PUBLISHED
    )

    class Meta:
        ordering = ("name",)
        verbose_name = _("Spazio")
        verbose_name_plural = _("Spazi")
        constraints = (
            models.UniqueConstraint(
                fields=["kind"],
                name="one_national_space",
                condition=models.Q(kind=SpaceKind.NATIONAL),
            ),
            models.CheckConstraint(
                name="only_the_national_space_has_no_parent",
                condition=models.Q(kind=SpaceKind.NATIONAL, parent__isnull=True)
                | (~models.Q(kind=SpaceKind.NATIONAL) & models.Q(parent__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def prefix(self) -> str:
        """The first part of its addresses on the common host: «/treviso», nothing for UPI."""
        return f"/{self.slug}" if self.slug else ""


class RegistryImport(models.Model):
    """One run of an import that changed something: from which file, with what outcome.

    `lines` keeps what needs an eye (changed, ceased, kept by hand, refused), not what was simply filled in.
    """

    source = models.CharField(_("fonte"), max_length=8, choices=RegistrySource)
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    day = models.DateField(_("dati al"), null=True, blank=True)
    at = models.DateTimeField(_("quando"))
    counts = models.JSONField(default=dict)
    lines = models.JSONField(default=list)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("Allineamento del registro")
        verbose_name_plural = _("Allineamenti del registro")

    def __str__(self) -> str:
        return f"{self.get_source_display()} {self.at:%Y-%m-%d}"
