"""Notizie, comunicati stampa, avvisi."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from ..blocks import BODY
from ..fields import BlocksField
from ..terms import ContentKind, NewsKind
from .base import ContentPage, content_tabs


class NewsPage(ContentPage):
    """Notizia: an institutional notice, dated; it may expire."""

    KIND = ContentKind.NEWS

    news_kind = models.CharField(_("tipo"), max_length=14, choices=NewsKind, default=NewsKind.NEWS)
    body = BlocksField(BODY, verbose_name=_("testo"), blank=True)

    is_creatable = True
    template = "pages/news.html"
    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("news_kind"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("Notizia")
        verbose_name_plural = _("Notizie")


NewsPage.edit_handler = content_tabs(NewsPage)
