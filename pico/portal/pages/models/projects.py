"""Projects, and what others may take from them."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from pico.core.foundation.identifiers import check_cup

from ..blocks import BODY
from ..fields import BlocksField, ProseField
from ..terms import ContentKind, PracticeField, ProjectState, Transferability
from .base import ContentPage, content_tabs, names_subkinds


class ProjectPage(ContentPage):
    """Progetto: goals, partners, funds, phases, results."""

    KIND = ContentKind.PROJECT
    SUBKIND_FIELD = "project_state"

    project_state = models.CharField(
        _("stato del progetto"), max_length=10, choices=ProjectState, default=ProjectState.RUNNING
    )
    goals = ProseField(_("obiettivi"))
    body = BlocksField(BODY, verbose_name=_("descrizione"), blank=True)
    partners = ProseField(_("partner"), blank=True)
    funds = ProseField(_("fondi"), blank=True)
    cup = models.CharField(_("CUP"), max_length=15, blank=True, validators=[check_cup])
    starts_on = models.DateField(_("inizio"), null=True, blank=True)
    ends_on = models.DateField(_("fine"), null=True, blank=True)
    results = ProseField(_("risultati"), blank=True)

    is_creatable = True
    template = "pages/project.html"
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("goals"),
        index.SearchField("body"),
        index.SearchField("cup"),
    ]
    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("project_state"),
        FieldPanel("goals"),
        FieldPanel("body"),
        FieldPanel("partners"),
        MultiFieldPanel([FieldPanel("funds"), FieldPanel("cup")], heading=_("Fondi")),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        InlinePanel("phases", label=_("fase"), heading=_("Fasi")),
        FieldPanel("results"),
        InlinePanel("attachments", label=_("allegato"), heading=_("Allegati")),
    ]

    class Meta:
        verbose_name = _("Progetto")
        verbose_name_plural = _("Progetti")

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError(
                {"ends_on": _("Il progetto finisce prima di cominciare: controlla le date.")}
            )


class ProjectPhase(Orderable):
    """A phase of a project."""

    page = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="phases")
    title = models.CharField(_("titolo"), max_length=160)
    period = models.CharField(_("periodo"), max_length=80, blank=True)
    text = models.TextField(_("testo"), blank=True, max_length=1000)
    is_done = models.BooleanField(_("conclusa"), default=False)

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("period"), FieldPanel("is_done")]),
        FieldPanel("text"),
    ]


class PracticePage(ContentPage):
    """Buona pratica: what a Province did, what changed, how another one may do the same."""

    KIND = ContentKind.PRACTICE
    SUBKIND_FIELD = "field"

    field = models.CharField(_("ambito"), max_length=5, choices=PracticeField)
    province = models.CharField(_("Provincia"), max_length=120)
    year = models.PositiveSmallIntegerField(
        _("anno"), validators=[MinValueValidator(1990), MaxValueValidator(2100)]
    )
    setting = ProseField(_("contesto"))
    solution = ProseField(_("soluzione"))
    actors = ProseField(_("attori"), blank=True)
    months = models.PositiveSmallIntegerField(_("tempi (mesi)"), null=True, blank=True)
    cost = models.DecimalField(
        _("costi (€)"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    tools = ProseField(_("strumenti"), blank=True)
    results = ProseField(_("risultati"))
    transferability = models.CharField(
        _("trasferibilità"),
        max_length=6,
        choices=Transferability,
        default=Transferability.MEDIUM,
    )
    conditions = ProseField(_("condizioni per trasferirla"), blank=True)
    contact = models.CharField(_("contatto"), max_length=200, blank=True)

    is_creatable = True
    template = "pages/practice.html"
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("setting"),
        index.SearchField("solution"),
        index.SearchField("results"),
        index.SearchField("province"),
    ]
    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("field"),
        FieldRowPanel([FieldPanel("province"), FieldPanel("year")]),
        FieldPanel("setting"),
        FieldPanel("solution"),
        FieldPanel("actors"),
        FieldRowPanel([FieldPanel("months"), FieldPanel("cost")]),
        FieldPanel("tools"),
        InlinePanel("attachments", label=_("atto"), heading=_("Atti")),
        FieldPanel("results"),
        InlinePanel("indicators", label=_("indicatore"), heading=_("Indicatori")),
        MultiFieldPanel(
            [FieldPanel("transferability"), FieldPanel("conditions")], heading=_("Trasferibilità")
        ),
        FieldPanel("contact"),
    ]

    class Meta:
        verbose_name = _("Buona pratica")
        verbose_name_plural = _("Buone pratiche")


class PracticeIndicator(Orderable):
    """What was measured before and after."""

    page = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="indicators")
    name = models.CharField(_("nome"), max_length=120)
    before = models.CharField(_("prima"), max_length=40)
    after = models.CharField(_("dopo"), max_length=40)
    unit = models.CharField(_("unità"), max_length=40, blank=True)

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("before"), FieldPanel("after"), FieldPanel("unit")]),
    ]


names_subkinds(ContentKind.PROJECT, ProjectState.choices)
names_subkinds(ContentKind.PRACTICE, PracticeField.choices)
ProjectPage.edit_handler = content_tabs(ProjectPage)
PracticePage.edit_handler = content_tabs(PracticePage)
