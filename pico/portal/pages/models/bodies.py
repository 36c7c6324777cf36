"""Who and where: offices, persons with a public role, places."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.models import Orderable
from wagtail.search import index

from pico.core.enti.models import Ente
from pico.core.enti.terms import EnteKind

from ..fields import ProseField
from ..terms import ContentKind, PlaceKind, PublicRole, UnitKind
from .base import ContentPage, content_tabs, names_subkinds


class UnitPage(ContentPage):
    """Unità organizzativa: a body, an area, an office. Units stand in a tree, as the pages do."""

    KIND = ContentKind.UNIT
    SUBKIND_FIELD = "unit_kind"

    unit_kind = models.CharField(_("tipo"), max_length=8, choices=UnitKind, default=UnitKind.OFFICE)
    duties = ProseField(_("competenze"))
    responsible = models.ForeignKey(
        "pages.PersonPage",
        verbose_name=_("responsabile"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    seat = models.ForeignKey(
        "pages.PlacePage",
        verbose_name=_("sede"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    contacts = ProseField(_("contatti"))
    ipa_code = models.CharField(_("codice IPA dell'unità"), max_length=16, blank=True)

    is_creatable = True
    template = "pages/unit.html"
    parent_page_types = ["pages.IndexPage", "pages.UnitPage"]
    subpage_types = ["pages.UnitPage"]
    search_fields = [*ContentPage.search_fields, index.SearchField("duties")]
    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("unit_kind"),
        FieldPanel("duties"),
        PageChooserPanel("responsible"),
        InlinePanel("members", label=_("persona"), heading=_("Persone")),
        PageChooserPanel("seat"),
        FieldPanel("contacts"),
        FieldPanel("ipa_code"),
        InlinePanel("attachments", label=_("allegato"), heading=_("Allegati")),
    ]

    class Meta:
        verbose_name = _("Unità organizzativa")
        verbose_name_plural = _("Unità organizzative")


class UnitMember(Orderable):
    """A person who works in a unit."""

    page = ParentalKey(UnitPage, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(
        "pages.PersonPage", verbose_name=_("persona"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("person")]


class PersonPage(ContentPage):
    """Persona pubblica: who holds an office. The title is first name and last name."""

    KIND = ContentKind.PERSON
    SUBKIND_FIELD = "role"

    first_name = models.CharField(_("nome"), max_length=80)
    last_name = models.CharField(_("cognome"), max_length=80)
    role = models.CharField(_("ruolo"), max_length=16, choices=PublicRole)
    body_unit = models.ForeignKey(
        UnitPage,
        verbose_name=_("organo o ufficio"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    starts_on = models.DateField(_("in carica dal"), null=True, blank=True)
    ends_on = models.DateField(_("in carica fino al"), null=True, blank=True)
    duties = ProseField(_("competenze"), blank=True)
    delegations = ProseField(_("deleghe"), blank=True)
    appointment = models.ForeignKey(
        "sites.SiteDocument",
        verbose_name=_("atto di nomina"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    curriculum = models.ForeignKey(
        "sites.SiteDocument",
        verbose_name=_("curriculum vitae"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    pay_url = models.URLField(
        _("compensi (Amministrazione trasparente)"), max_length=500, blank=True
    )
    contacts = ProseField(_("contatti"), blank=True)

    is_creatable = True
    template = "pages/person.html"
    search_fields = [*ContentPage.search_fields, index.SearchField("duties")]
    content_panels = [
        *ContentPage.content_panels,
        FieldRowPanel([FieldPanel("first_name"), FieldPanel("last_name")]),
        FieldPanel("role"),
        PageChooserPanel("body_unit"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldPanel("duties"),
        FieldPanel("delegations"),
        MultiFieldPanel(
            [FieldPanel("appointment"), FieldPanel("curriculum"), FieldPanel("pay_url")],
            heading=_("Trasparenza"),
        ),
        FieldPanel("contacts"),
    ]

    class Meta:
        verbose_name = _("Persona pubblica")
        verbose_name_plural = _("Persone pubbliche")

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError(
                {"ends_on": _("L'incarico finisce prima di cominciare: controlla le date.")}
            )


def is_known_comune(name: str) -> bool:
    """True when the registry has a Comune of this name, written «Vedelago» or «Comune di Vedelago»."""
    names = (name, f"Comune di {name}")
    return Ente.objects.filter(kind=EnteKind.COMUNE, name__in=names).exists()


class PlacePage(ContentPage):
    """Luogo: where it is, when it opens, how one gets in."""

    KIND = ContentKind.PLACE
    SUBKIND_FIELD = "place_kind"

    place_kind = models.CharField(
        _("tipo"), max_length=8, choices=PlaceKind, default=PlaceKind.OFFICE
    )
    address = models.CharField(_("indirizzo"), max_length=200)
    postcode = models.CharField(_("CAP"), max_length=5, blank=True)
    comune = models.CharField(_("comune"), max_length=100, blank=True)
    latitude = models.DecimalField(
        _("latitudine"), max_digits=8, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitudine"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    description = ProseField(_("descrizione"), blank=True)
    hours = ProseField(_("orari"), blank=True)
    access = ProseField(_("modalità di accesso"), blank=True)
    contacts = ProseField(_("contatti"), blank=True)

    is_creatable = True
    template = "pages/place.html"
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("address"),
        index.SearchField("description"),
    ]
    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("place_kind"),
        FieldPanel("address"),
        FieldRowPanel([FieldPanel("postcode"), FieldPanel("comune")]),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        FieldPanel("description"),
        FieldPanel("hours"),
        FieldPanel("access"),
        FieldPanel("contacts"),
    ]

    class Meta:
        verbose_name = _("Luogo")
        verbose_name_plural = _("Luoghi")

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.comune and not is_known_comune(self.comune):
            errors["comune"] = _(
                "Non conosco questo Comune: scrivi il nome come sta nell'anagrafe degli enti."
            )
        if (self.latitude is None) != (self.longitude is None):
            errors["longitude"] = _("Scrivi sia la latitudine sia la longitudine, o nessuna.")
        if errors:
            raise ValidationError(errors)

    @property
    def map_url(self) -> str:
        """Where any map opens it: coordinates in the address, nothing is loaded from there."""
        if self.latitude is None:
            return ""
        return f"geo:{self.latitude},{self.longitude}"


names_subkinds(ContentKind.UNIT, UnitKind.choices)
names_subkinds(ContentKind.PERSON, PublicRole.choices)
names_subkinds(ContentKind.PLACE, PlaceKind.choices)
UnitPage.edit_handler = content_tabs(UnitPage)
PersonPage.edit_handler = content_tabs(PersonPage)
PlacePage.edit_handler = content_tabs(PlacePage)
