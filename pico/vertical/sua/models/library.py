"""The library of texts: the national ones that UPI keeps, and the copies that a SUA makes its own."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import Actor

from ..terms.library import TITLE_LENGTH, LibraryKind
from ..terms.tenders import TextKind
from .office import MembersQuerySet


class LibraryTextQuerySet(MembersQuerySet):
    def seen_by(self, actor: Actor) -> Q:
        """Keep the national texts, and those of the ente acted for."""
        return Q(owner=None) | Q(owner=actor.ente_id)


class LibraryText(models.Model):
    """A text of the library; national without `owner`, else the copy of a SUA.

    A copy remembers its `source` and which version of it was looked at last (`source_version`). `fills`
    says which text of a tender it is the wording of; `is_used` that tenders take it.
    """

    owner = models.ForeignKey(
        "enti.Ente", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("SUA"),
    )  # fmt: skip
    source = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="copies",
        verbose_name=_("testo nazionale"),
    )  # fmt: skip
    source_version = models.PositiveIntegerField(_("versione nazionale"), null=True, blank=True)
    key = models.CharField(max_length=60, blank=True, editable=False)
    kind = models.CharField(_("raccolta"), max_length=10, choices=LibraryKind)
    fills = models.CharField(_("testo di gara"), max_length=12, choices=TextKind, blank=True)
    is_used = models.BooleanField(_("usato nelle gare"), default=False)
    title = models.CharField(_("titolo"), max_length=TITLE_LENGTH)
    summary = models.CharField(_("in breve"), max_length=300, blank=True)
    body = models.TextField(_("testo"))
    version = models.PositiveIntegerField(_("versione"), default=1)
    changed_at = models.DateTimeField(_("modificato il"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = LibraryTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("Testo del documentale")
        verbose_name_plural = _("Documentale SUA")
        ordering = ("kind", "title", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["owner", "source"], name="sua_one_copy_a_text",
                condition=Q(source__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["key"], name="sua_one_national_text_a_key",
                condition=Q(owner__isnull=True) & ~Q(key=""),
            ),
            models.UniqueConstraint(
                fields=["owner", "fills"], name="sua_one_used_text_a_kind", condition=Q(is_used=True)
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=["owner", "kind", "title"], name="sua_text_by_owner"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("sua:library-text", args=[self.pk])

    @property
    def is_national(self) -> bool:
        return self.owner_id is None

    @property
    def is_behind(self) -> bool:
        """The national text has a version that this SUA has not looked at."""
        return bool(self.source and self.source.version > (self.source_version or 0))


class LibraryVersion(models.Model):
    """A wording as it stood, with what changed in it."""

    text = models.ForeignKey(LibraryText, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("versione"))
    body = models.TextField()
    note = models.CharField(_("che cosa cambia"), max_length=250, blank=True)
    at = models.DateTimeField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["text", "number"], name="sua_one_library_version"),
        )

    def __str__(self) -> str:
        return f"{self.text_id} v{self.number}"
