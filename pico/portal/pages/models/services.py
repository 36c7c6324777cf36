"""Services: the sheet of the Comuni model, its sections in their order."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index

from ..fields import ProseField
from ..terms import ContentKind, ServiceCategory
from .base import ContentPage, content_tabs, names_subkinds


class ServicePage(ContentPage):
    """Servizio: what it is for, how to get it, what it costs (PORTALE.md §5)."""

    KIND = ContentKind.SERVICE
    SUBKIND_FIELD = "category"
    # The order of the sections is fixed by the model: name of the field → anchor on the page.
    SECTIONS = (
        ("audience", "a-chi-e-rivolto"),
        ("how", "come-fare"),
        ("needs", "cosa-serve"),
        ("outcome", "cosa-si-ottiene"),
        ("times", "tempi-e-scadenze"),
        ("cost", "quanto-costa"),
        ("access", "accedi-al-servizio"),
        ("conditions", "condizioni-di-servizio"),
        ("contacts", "contatti"),
    )

    category = models.CharField(_("categoria"), max_length=12, choices=ServiceCategory)
    is_active = models.BooleanField(_("servizio attivo"), default=True)
    inactive_reason = models.CharField(_("motivo"), max_length=250, blank=True)
    audience = ProseField(_("A chi è rivolto"))
    how = ProseField(_("Come fare"))
    needs = ProseField(_("Cosa serve"))
    outcome = ProseField(_("Cosa si ottiene"))
    outcome_procedure = ProseField(_("Procedure collegate all'esito"), blank=True)
    times = ProseField(_("Tempi e scadenze"))
    cost = ProseField(_("Quanto costa"), blank=True)
    access = ProseField(_("Accedi al servizio"))
    access_url = models.URLField(_("indirizzo del servizio digitale"), max_length=500, blank=True)
    access_label = models.CharField(
        _("testo del pulsante"), max_length=60, blank=True, help_text=_("Un verbo: «Richiedi».")
    )
    conditions = models.ForeignKey(
        "sites.SiteDocument",
        verbose_name=_("Condizioni di servizio"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    contacts = ProseField(_("Contatti"))
    coverage = models.CharField(_("copertura geografica"), max_length=160, blank=True)

    is_creatable = True
    template = "pages/service.html"
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("audience"),
        index.SearchField("how"),
        index.SearchField("outcome"),
    ]
    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("category"),
        MultiFieldPanel(
            [FieldPanel("is_active"), FieldPanel("inactive_reason")], heading=_("Stato")
        ),
        FieldPanel("audience"),
        FieldPanel("coverage"),
        FieldPanel("how"),
        FieldPanel("needs"),
        FieldPanel("outcome"),
        FieldPanel("outcome_procedure"),
        FieldPanel("times"),
        FieldPanel("cost"),
        MultiFieldPanel(
            [FieldPanel("access"), FieldPanel("access_url"), FieldPanel("access_label")],
            heading=_("Accedi al servizio"),
        ),
        FieldPanel("conditions"),
        FieldPanel("contacts"),
        InlinePanel("attachments", label=_("allegato"), heading=_("Modulistica e allegati")),
    ]

    class Meta:
        verbose_name = _("Servizio")
        verbose_name_plural = _("Servizi")

    def clean(self) -> None:
        super().clean()
        if not self.is_active and not self.inactive_reason:
            raise ValidationError(
                {
                    "inactive_reason": _(
                        "Scrivi perché il servizio non è attivo: chi legge lo cerca."
                    )
                }
            )

    @property
    def sections(self) -> list[dict]:
        """The sections that have something to say, in the order of the model."""
        found = []
        for name, anchor in self.SECTIONS:
            value = getattr(self, name)
            if value:
                label = self._meta.get_field(name).verbose_name
                found.append({"name": name, "anchor": anchor, "label": label, "value": value})
        return found


names_subkinds(ContentKind.SERVICE, ServiceCategory.choices)
ServicePage.edit_handler = content_tabs(ServicePage)
