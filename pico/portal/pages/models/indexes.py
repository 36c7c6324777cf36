"""Pages that list what stands under them, and what other sites share."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from ..terms import ContentKind


class IndexPage(Page):
    """A list of one kind of content («Novità», «Eventi», «Servizi»…), with filters in the address."""

    lists = models.CharField(_("elenca"), max_length=10, choices=ContentKind)
    introduction = models.TextField(_("introduzione"), blank=True, max_length=600)

    template = "pages/index.html"
    parent_page_types = ["pages.HomePage", "pages.IndexPage"]
    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("Elenco")
        verbose_name_plural = _("Elenchi")
