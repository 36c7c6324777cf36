"""Series with their rule, numbered bulletins, sections, entries."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .terms import MEANINGS, BulletinState, PdfState


class Series(models.Model):
    """A periodical of a space («Bollettino SAPE»), with the rule by which an issue is assembled."""

    space = models.ForeignKey("enti.Space", on_delete=models.PROTECT, related_name="series")
    name = models.CharField(_("nome"), max_length=120)
    description = models.CharField(_("descrizione"), max_length=255)
    words = models.CharField(_("parole"), max_length=200, blank=True)
    kinds = models.JSONField(_("tipi di contenuto"), default=list, blank=True)
    topics = models.JSONField(_("argomenti"), default=list, blank=True)
    is_own_only = models.BooleanField(_("solo contenuti del mio ente"), default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Serie")
        verbose_name_plural = _("Serie")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["space", "name"], name="one_series_per_name"),
        )

    def __str__(self) -> str:
        return self.name


class Bulletin(models.Model):
    """An issue of a series: a document with a number, an address for good, and a PDF."""

    series = models.ForeignKey(
        Series, on_delete=models.PROTECT, related_name="bulletins", verbose_name=_("serie")
    )
    number = models.PositiveIntegerField(_("numero"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("anno"), null=True, blank=True)
    title = models.CharField(_("titolo"), max_length=160, blank=True)
    period_from = models.DateField(_("periodo dal"))
    period_to = models.DateField(_("al"))
    summary = models.TextField(_("sommario"), blank=True)
    curator = models.CharField(_("curatore"), max_length=160)
    state = models.CharField(
        _("stato"), max_length=12, choices=BulletinState, default=BulletinState.DRAFT
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(_("pubblicato il"), null=True, blank=True)
    # What was published: sections with their entries as they were read that day.
    frozen = models.JSONField(null=True, editable=False)
    text = models.TextField(editable=False, blank=True)
    pdf = models.ForeignKey(
        "files.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    pdf_state = models.CharField(max_length=16, choices=PdfState, blank=True)
    pdf_fault = models.CharField(max_length=250, blank=True)
    created_at = models.DateTimeField(_("creato il"), default=timezone.now)
    changed_at = models.DateTimeField(_("modificato il"), default=timezone.now)

    class Meta:
        verbose_name = _("Bollettino")
        verbose_name_plural = _("Bollettini")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["series", "year", "number"], name="one_number_per_series_and_year"
            ),
            models.CheckConstraint(
                name="a_period_ends_after_it_starts",
                condition=models.Q(period_to__gte=models.F("period_from")),
            ),
        )
        indexes = (
            models.Index(fields=["series", "state", "-published_at"], name="bulletin_by_state"),
        )

    def __str__(self) -> str:
        if self.number:
            return f"{self.series.name} n. {self.number}/{self.year}"
        draft = _("bozza")
        return f"{self.series.name} ({draft})"

    @property
    def space(self):
        return self.series.space

    @property
    def is_editable(self) -> bool:
        return self.state == BulletinState.DRAFT

    @property
    def meaning(self) -> str:
        return MEANINGS[BulletinState(self.state)]


class Section(models.Model):
    bulletin = models.ForeignKey(Bulletin, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("titolo"), max_length=160)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title


class Entry(models.Model):
    """A voice of a section: a content of the platform, or a free one; `text` is the editor's comment."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveSmallIntegerField()
    content_key = models.CharField(max_length=150, blank=True)
    title = models.CharField(_("titolo"), max_length=250, blank=True)
    text = models.TextField(_("testo"), blank=True)
    url = models.CharField(_("indirizzo"), max_length=500, blank=True)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title or self.content_key
