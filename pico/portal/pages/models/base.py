"""What every content has, and the register of what stands on which site."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Page
from wagtail.search import index

from pico.core.access.models import ScopeField, SharedQuerySet
from pico.portal.sites.addresses import MAIN_LANGUAGE, NATIONAL

from ..terms import SUMMARY_LENGTH, ContentKind, Licence


class ContentPage(Page):
    """A content of a site: what lists, cards, feeds and the search show of it. Never made by itself.

    `scope` is the level of sharing: what is not `public` exists only for who may read it.
    """

    KIND = ContentKind.PAGE

    summary = models.CharField(
        _("descrizione breve"),
        max_length=SUMMARY_LENGTH,
        help_text=_("Una o due frasi: si leggono negli elenchi e nei motori di ricerca."),
    )
    scope = ScopeField(default="public")
    topics = ParentalManyToManyField(
        "pages.Topic", verbose_name=_("argomenti"), related_name="pages", blank=True
    )
    image = models.ForeignKey(
        "sites.SiteImage",
        verbose_name=_("immagine"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    keywords = models.CharField(_("parole chiave"), max_length=250, blank=True)
    is_featured = models.BooleanField(_("in evidenza"), default=False)
    published_on = models.DateTimeField(_("data di pubblicazione"), default=timezone.now)
    licence = models.CharField(_("licenza"), max_length=10, choices=Licence, default=Licence.CC_BY)
    kind = models.CharField(max_length=10, choices=ContentKind, editable=False)

    is_creatable = False
    parent_page_types = ["pages.IndexPage"]
    subpage_types: list[str] = []

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.FilterField("kind"),
    ]
    content_panels = [*Page.content_panels, FieldPanel("summary")]
    look_panels = [
        MultiFieldPanel([FieldPanel("image")], heading=_("Immagine")),
        FieldPanel("topics"),
        FieldPanel("keywords"),
    ]
    publishing_panels = [
        FieldPanel("scope"),
        FieldPanel("published_on"),
        FieldPanel("is_featured"),
        FieldPanel("licence"),
    ]

    class Meta:
        verbose_name = _("Contenuto")
        verbose_name_plural = _("Contenuti")

    def save(self, *args, **kwargs) -> None:
        """Write down which kind it is, so that mixed lists need one table only."""
        self.kind = self.KIND
        super().save(*args, **kwargs)

    @property
    def updated_at(self):
        """The last update shown to the public («ultimo aggiornamento»)."""
        return self.last_published_at or self.latest_revision_created_at or self.published_on


def address_here(placement) -> str:
    """The address, on the site in hand, of a content that another site shares with it."""
    _site, _root, path = placement.page.get_url_parts()
    inside = path.removeprefix(placement.origin.prefix).strip("/")
    return reverse("sharing:shared", args=[placement.origin.slug or NATIONAL, inside])


def content_tabs(model) -> TabbedInterface:
    """The three tabs of the editor of a content."""
    return TabbedInterface(
        [
            ObjectList(model.content_panels, heading=_("Contenuto")),
            ObjectList(model.look_panels, heading=_("Immagine e argomenti")),
            ObjectList(
                [*model.publishing_panels, *Page.promote_panels], heading=_("Pubblicazione")
            ),
        ]
    )


class Placement(models.Model):
    """A content as it stands on a site: its own, or one that another site shares with it.

    Every list of a site reads this table alone, whatever the number of sites and pages: the kind,
    scope and dates of the page are kept here too. A receiving site may hide what it receives and give
    it a date and an introduction of its own, never change it.
    """

    space = models.ForeignKey("enti.Space", on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(ContentPage, on_delete=models.CASCADE, related_name="placements")
    origin = models.ForeignKey(
        "enti.Space", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )  # whose page it is; empty on its own site
    is_origin = models.BooleanField(default=True)
    is_hidden = models.BooleanField(_("nascosta in questo sito"), default=False)
    introduction = models.TextField(_("introduzione del sito"), blank=True, max_length=600)
    kind = models.CharField(max_length=10, choices=ContentKind)
    language = models.CharField(max_length=5, default=MAIN_LANGUAGE)
    scope = ScopeField()
    is_featured = models.BooleanField(default=False)
    shown_on = models.DateTimeField(_("data in questo sito"))
    ends_on = models.DateTimeField(null=True, blank=True)

    objects = SharedQuerySet.as_manager()

    class Meta:
        ordering = ("-shown_on", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["space", "page"], name="one_placement_per_site"),
        )
        indexes = (
            models.Index(fields=["space", "kind", "-shown_on"], name="placement_by_kind"),
            models.Index(fields=["space", "-shown_on"], name="placement_by_date"),
        )

    def __str__(self) -> str:
        return f"{self.page_id} → {self.space_id}"

    @property
    def url(self) -> str:
        """Where a reader of this site reads it: without leaving the site for what is shared."""
        return address_here(self) if self.origin_id else self.page.url
