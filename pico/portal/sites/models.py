"""The public site of a space, and the pictures and documents that its editors keep."""

import secrets

from django.core.validators import MinLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, DocumentQuerySet
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet

from .hand import own_media


class SpaceSite(models.Model):
    """The Wagtail site of a space: its page tree (`site.root_page`) and its collection of media."""

    space = models.OneToOneField("enti.Space", on_delete=models.PROTECT, related_name="site")
    site = models.OneToOneField(
        "wagtailcore.Site", on_delete=models.PROTECT, related_name="space_site"
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection", on_delete=models.PROTECT, related_name="space_site"
    )
    editors = models.OneToOneField("auth.Group", on_delete=models.PROTECT, related_name="+")
    approvers = models.OneToOneField("auth.Group", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("Sito")
        verbose_name_plural = _("Siti")

    def __str__(self) -> str:
        return self.space.name


class PicturesInHand(models.Manager.from_queryset(ImageQuerySet)):
    """While a site is edited, its pictures only."""

    def get_queryset(self):
        return own_media(super().get_queryset())


class DocumentsInHand(models.Manager.from_queryset(DocumentQuerySet)):
    """While a site is edited, its documents only."""

    def get_queryset(self):
        return own_media(super().get_queryset())


class SiteImage(AbstractImage):
    """A picture of a site. The alternative text says what it shows to who cannot see it."""

    alt_text = models.CharField(
        _("testo alternativo"),
        max_length=250,
        validators=[MinLengthValidator(3)],
        help_text=_("Che cosa si vede, in una frase: lo legge chi non vede l'immagine."),
    )
    credit = models.CharField(
        _("credito"), max_length=160, blank=True, help_text=_("Autore e licenza, se serve citarli.")
    )

    objects = PicturesInHand()

    admin_form_fields = ("title", "file", "alt_text", "credit", "collection")

    class Meta(AbstractImage.Meta):
        verbose_name = _("Immagine")
        verbose_name_plural = _("Immagini")

    def get_upload_to(self, filename: str) -> str:
        """Give the file a name that nobody guesses: the picture of a draft has an address too."""
        return super().get_upload_to(f"{secrets.token_hex(6)}-{filename}")

    @property
    def default_alt_text(self) -> str:
        return self.alt_text


class SiteRendition(AbstractRendition):
    """A picture made smaller for a place of a page."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class SiteDocument(AbstractDocument):
    """A file that a page offers; `is_accessible` says whether a PDF can be read by a screen reader."""

    is_accessible = models.BooleanField(_("PDF accessibile"), default=False)

    objects = DocumentsInHand()

    admin_form_fields = ("title", "file", "is_accessible", "collection")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("Documento")
        verbose_name_plural = _("Documenti")
