"""What every content has, and the register of what stands on which site."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.models import Orderable, Page
from wagtail.search import index

from pico.core.access.models import ScopeField, SharedQuerySet
from pico.core.access.scopes import level_of
from pico.portal.sites.addresses import MAIN_LANGUAGE, NATIONAL

from ..terms import LICENCE_ADDRESSES, SUMMARY_LENGTH, TITLE_LENGTH, ContentKind, Licence
from ..videos import let_frames_in
from .placeholders import PageForm, refuse_placeholders


class ContentPage(Page):
    """A content of a site: what lists, cards, feeds and the search show of it. Never made by itself.

    `scope` is the level of sharing: what is not `public` exists only for who may read it. `subkind` is
    the kind within the kind («Comunicato stampa»), kept here so that lists filter one table.
    """

    KIND = ContentKind.PAGE
    SUBKIND_FIELD = ""

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
    office = models.ForeignKey(
        "pages.UnitPage",
        verbose_name=_("ufficio"),
        help_text=_("Chi cura questo contenuto."),
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
    subkind = models.CharField(max_length=20, blank=True, editable=False)

    is_creatable = False
    base_form_class = PageForm
    parent_page_types = ["pages.IndexPage"]
    subpage_types: list[str] = []

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("keywords"),
        index.FilterField("kind"),
    ]
    content_panels = [*Page.content_panels, FieldPanel("summary")]
    look_panels = [
        MultiFieldPanel([FieldPanel("image")], heading=_("Immagine")),
        FieldPanel("topics"),
        FieldPanel("keywords"),
        InlinePanel("related", label=_("contenuto correlato"), heading=_("Contenuti correlati")),
    ]
    publishing_panels = [
        FieldPanel("scope"),
        FieldPanel("published_on"),
        FieldPanel("is_featured"),
        PageChooserPanel("office"),
        FieldPanel("licence"),
    ]

    class Meta:
        verbose_name = _("Contenuto")
        verbose_name_plural = _("Contenuti")
        indexes = (models.Index(fields=["kind", "subkind"], name="content_by_kind"),)

    def save(self, *args, **kwargs) -> None:
        """Write down which kind it is, so that mixed lists need one table only; refuse the incomplete."""
        self.kind = self.KIND
        self.subkind = getattr(self, self.SUBKIND_FIELD) if self.SUBKIND_FIELD else ""
        if self.live and kwargs.get("clean", True):
            refuse_placeholders(self)
        super().save(*args, **kwargs)

    def route(self, request, path_components):
        """Answer 404 to who may not read it, as to everything that is not there for him."""
        if not path_components and not request.actor.may_read(self.scope):
            raise Http404
        return super().route(request, path_components)

    def serve(self, request, *args, **kwargs):
        response = super().serve(request, *args, **kwargs)
        return let_frames_in(response, getattr(self, "body", None))

    @property
    def updated_at(self):
        """The last update shown to the public («ultimo aggiornamento»)."""
        return self.last_published_at or self.latest_revision_created_at or self.published_on

    @property
    def licence_url(self) -> str:
        return LICENCE_ADDRESSES.get(self.licence, "")

    @property
    def subkind_label(self) -> str:
        """The kind as a card says it: «Comunicato stampa», else «Notizia»."""
        return _SUBKINDS.get(self.kind, {}).get(self.subkind) or self.get_kind_display()

    @property
    def card_label(self) -> str:
        """What a card says above the title: the state of a project is not what it is."""
        plain = (ContentKind.PROJECT, ContentKind.PRACTICE)
        return self.get_kind_display() if self.kind in plain else self.subkind_label

    def moments(self) -> list[tuple]:
        """When it takes place: pairs of start and end. Only events have any."""
        return []


_SUBKINDS: dict[str, dict] = {}


def names_subkinds(kind: ContentKind, choices) -> None:
    """Say how the kinds within a kind are called, so that a list need not read the whole page."""
    _SUBKINDS[kind] = dict(choices)


def subkinds(kind: str) -> dict:
    """The kinds within a kind, as stored and as said."""
    return _SUBKINDS.get(kind, {})


Page._meta.get_field("title").validators.append(
    MaxLengthValidator(TITLE_LENGTH, _("Il titolo ha al massimo %(limit_value)d caratteri."))
)


class RelatedContent(Orderable):
    """Another content that who reads this one may need next."""

    page = ParentalKey(ContentPage, on_delete=models.CASCADE, related_name="related")
    target = models.ForeignKey(
        ContentPage, verbose_name=_("contenuto"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("target")]


class Attachment(Orderable):
    """A file that a content offers: format and size are said before the click."""

    page = ParentalKey(ContentPage, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(
        "sites.SiteDocument", verbose_name=_("file"), on_delete=models.CASCADE, related_name="+"
    )
    title = models.CharField(_("titolo"), max_length=160, blank=True)

    panels = [FieldPanel("document"), FieldPanel("title")]

    @property
    def label(self) -> str:
        return self.title or self.document.title


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
                [*model.publishing_panels, PublishingPanel(), *Page.promote_panels],
                heading=_("Pubblicazione"),
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
            models.Index(fields=["space", "ends_on"], name="placement_by_end"),
        )

    def __str__(self) -> str:
        return f"{self.page_id} → {self.space_id}"

    @property
    def url(self) -> str:
        """Where a reader of this site reads it: without leaving the site for what is shared."""
        return address_here(self) if self.origin_id else self.page.url

    @property
    def scope_label(self) -> str:
        """Who reads it, in words."""
        return str(level_of(self.scope).label)


class Occurrence(models.Model):
    """One moment in which a published event takes place: calendars and lists read these rows."""

    page = models.ForeignKey(ContentPage, on_delete=models.CASCADE, related_name="occurrences")
    starts_at = models.DateTimeField(_("inizio"))
    ends_at = models.DateTimeField(_("fine"))

    class Meta:
        ordering = ("starts_at", "pk")
        indexes = (models.Index(fields=["ends_at", "starts_at"], name="occurrence_by_end"),)

    def __str__(self) -> str:
        return f"{self.page_id} · {self.starts_at:%d/%m/%Y %H:%M}"
