"""Notizie, comunicati stampa, avvisi."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable
from wagtail.search import index

from ..blocks import BODY, minutes_to_read
from ..fields import BlocksField
from ..terms import ContentKind, NewsKind
from .base import ContentPage, content_tabs, names_subkinds


class NewsPage(ContentPage):
    """Notizia: an institutional notice, dated; it may expire.

    A press release gets the next number of its site and year when it is first published (`release`).
    """

    KIND = ContentKind.NEWS
    SUBKIND_FIELD = "news_kind"

    news_kind = models.CharField(_("tipo"), max_length=14, choices=NewsKind, default=NewsKind.NEWS)
    body = BlocksField(BODY, verbose_name=_("testo"), blank=True)

    is_creatable = True
    template = "pages/news.html"
    search_fields = [*ContentPage.search_fields, index.SearchField("body")]
    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("news_kind"),
        FieldPanel("body"),
        InlinePanel("persons", label=_("persona"), heading=_("Persone citate")),
        InlinePanel("places", label=_("luogo"), heading=_("Luoghi")),
        InlinePanel("attachments", label=_("allegato"), heading=_("Allegati")),
    ]

    class Meta:
        verbose_name = _("Notizia")
        verbose_name_plural = _("Notizie")

    @property
    def minutes(self) -> int:
        """Reading time in minutes, at least one."""
        return minutes_to_read(self.body, self.summary)


class ReleaseNumber(models.Model):
    """«Comunicato n. 12/2026»: the number of a press release on its site, given once."""

    page = models.OneToOneField(NewsPage, on_delete=models.CASCADE, related_name="release")
    space = models.ForeignKey("enti.Space", on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField(_("anno"))
    number = models.PositiveIntegerField(_("numero"))

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["space", "year", "number"], name="one_release_per_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"


class NewsPerson(Orderable):
    """A person that a news speaks of."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="persons")
    person = models.ForeignKey(
        "pages.PersonPage", verbose_name=_("persona"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("person")]


class NewsPlace(Orderable):
    """A place where a news happens."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="places")
    place = models.ForeignKey(
        "pages.PlacePage", verbose_name=_("luogo"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("place")]


names_subkinds(ContentKind.NEWS, NewsKind.choices)
NewsPage.edit_handler = content_tabs(NewsPage)
