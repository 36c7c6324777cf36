"""Pages about anything else, and pages about a topic."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.search import index

from ..blocks import BODY
from ..fields import BlocksField
from ..terms import ContentKind
from .base import ContentPage, content_tabs


class GenericPage(ContentPage):
    """Pagina generica: whatever has no type of its own. It may have pages under it."""

    KIND = ContentKind.PAGE

    body = BlocksField(BODY, verbose_name=_("testo"), blank=True)

    is_creatable = True
    template = "pages/generic.html"
    parent_page_types = ["pages.HomePage", "pages.IndexPage", "pages.GenericPage"]
    subpage_types = ["pages.GenericPage"]
    search_fields = [*ContentPage.search_fields, index.SearchField("body")]
    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("body"),
        InlinePanel("attachments", label=_("allegato"), heading=_("Allegati")),
    ]

    class Meta:
        verbose_name = _("Pagina generica")
        verbose_name_plural = _("Pagine generiche")


class TopicPage(ContentPage):
    """Pagina argomento: what the site says of a topic, above the contents that carry it."""

    KIND = ContentKind.TOPIC

    topic = models.ForeignKey(
        "pages.Topic", verbose_name=_("argomento"), on_delete=models.PROTECT, related_name="+"
    )
    body = BlocksField(BODY, verbose_name=_("descrizione"), blank=True)

    is_creatable = True
    template = "pages/topic.html"
    search_fields = [*ContentPage.search_fields, index.SearchField("body")]
    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("topic"),
        FieldPanel("body"),
        PageChooserPanel("office", heading=_("Gestito da")),
    ]
    publishing_panels = [
        panel
        for panel in ContentPage.publishing_panels
        if getattr(panel, "field_name", "") != "office"
    ]

    class Meta:
        verbose_name = _("Pagina argomento")
        verbose_name_plural = _("Pagine argomento")


GenericPage.edit_handler = content_tabs(GenericPage)
TopicPage.edit_handler = content_tabs(TopicPage)
