"""Documents of the site: acts, guidelines, models."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.search import index

from ..blocks import BODY
from ..fields import BlocksField
from ..terms import ContentKind, DocumentKind
from .base import ContentPage, content_tabs, names_subkinds


class DocumentPage(ContentPage):
    """Documento: an act or a text with its files, each with format and size."""

    KIND = ContentKind.DOCUMENT
    SUBKIND_FIELD = "document_kind"

    document_kind = models.CharField(_("tipo"), max_length=16, choices=DocumentKind)
    number = models.CharField(_("numero"), max_length=40, blank=True)
    dated_on = models.DateField(_("data"), null=True, blank=True)
    subject = models.CharField(_("oggetto"), max_length=500, blank=True)
    body = BlocksField(BODY, verbose_name=_("descrizione"), blank=True)
    authors = models.CharField(_("autori"), max_length=250, blank=True)
    valid_from = models.DateField(_("valido dal"), null=True, blank=True)
    valid_to = models.DateField(_("valido fino al"), null=True, blank=True)
    is_dataset = models.BooleanField(_("dataset"), default=False)

    is_creatable = True
    template = "pages/document.html"
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("number"),
        index.SearchField("subject"),
        index.SearchField("body"),
    ]
    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("document_kind"),
        FieldRowPanel([FieldPanel("number"), FieldPanel("dated_on")]),
        FieldPanel("subject"),
        InlinePanel("attachments", label=_("file"), heading=_("File"), min_num=1),
        FieldPanel("body"),
        FieldPanel("office"),
        FieldPanel("authors"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        FieldPanel("is_dataset"),
    ]
    publishing_panels = [
        panel
        for panel in ContentPage.publishing_panels
        if getattr(panel, "field_name", "") != "office"
    ]

    class Meta:
        verbose_name = _("Documento")
        verbose_name_plural = _("Documenti")

    def clean(self) -> None:
        super().clean()
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError(
                {"valid_to": _("La validità finisce prima di cominciare: controlla le date.")}
            )


names_subkinds(ContentKind.DOCUMENT, DocumentKind.choices)
DocumentPage.edit_handler = content_tabs(DocumentPage)
