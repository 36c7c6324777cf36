"""Stored files, their versions, and uploads that are not finished yet."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.access.models import Shared, SharedQuerySet
from pico.core.foundation.text import search_key

from . import formats
from .terms import AVAILABLE, FileKind, ScanState, Signature, TextState

RESERVED = (scopes.Level.NETWORK, scopes.Level.GROUP, scopes.Level.PERSON)


class StoredFileQuerySet(SharedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may read: in his scopes, and out of the antivirus unless it is his."""
        ready = Q(current__isnull=False)
        if actor.is_known:
            ready |= Q(author_id=actor.person_id)
        return super().visible_to(actor).in_use().filter(ready)

    def in_use(self) -> Self:
        return self.filter(trashed_at__isnull=True)

    def available(self) -> Self:
        """Neither in the bin nor waiting for the antivirus."""
        return self.in_use().filter(current__isnull=False)

    def library(self) -> Self:
        """Files that live on their own: attachments of a module's records are its own affair."""
        return self.filter(module="")


class StoredFile(Shared):
    """A file with a title, a level of sharing and a history of versions.

    `current` is the last version that passed the antivirus. `module` is the key of the module whose
    record the file is attached to; empty for a file of the library. `place` is that module's own key
    of where it keeps the file: a folder's page is walked by it, in order, whatever its size.
    """

    title = models.CharField(_("titolo"), max_length=250)
    title_key = models.CharField(max_length=250, editable=False, db_index=True)
    description = models.TextField(_("descrizione"), blank=True, max_length=4000)
    kind = models.CharField(
        _("tipo di documento"), max_length=16, choices=FileKind, default=FileKind.OTHER
    )
    module = models.SlugField(_("modulo"), blank=True, max_length=40)
    place = models.CharField(max_length=40, blank=True, editable=False)
    current = models.ForeignKey(
        "FileVersion",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("ultima modifica"), default=timezone.now, editable=False)
    trashed_at = models.DateTimeField(_("nel cestino dal"), null=True, editable=False)
    trashed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = StoredFileQuerySet.as_manager()

    class Meta(Shared.Meta):
        verbose_name = _("File")
        verbose_name_plural = _("File")
        indexes = (
            *Shared.Meta.indexes,
            models.Index(fields=["owner", "kind"], name="storedfile_by_owner"),
            models.Index(fields=["trashed_at"], name="storedfile_by_trash"),
            models.Index(fields=["place", "title_key"], name="storedfile_by_place"),
            models.Index(fields=["place", "-changed_at"], name="storedfile_by_place_date"),
            models.Index(fields=["module", "-changed_at"], name="storedfile_by_module_date"),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs) -> None:
        """Keep the folded title in step with the title."""
        self.title_key = search_key(self.title)[:250]
        if chosen := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*chosen, "title_key"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("files:detail", args=[self.pk])

    @property
    def is_reserved(self) -> bool:
        """The administrators of the ente may not be among its readers: they do not read of it either."""
        return scopes.level_of(self.scope) in RESERVED

    @property
    def is_trashed(self) -> bool:
        return self.trashed_at is not None


class FileVersion(models.Model):
    """One content of a file: never overwritten, only followed by another."""

    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="versions")
    major = models.PositiveIntegerField()
    minor = models.PositiveIntegerField()
    name = models.CharField(_("nome del file"), max_length=200)
    name_note = models.CharField(_("nota sul nome"), max_length=250, blank=True)
    key = models.CharField(max_length=100, editable=False, db_index=True)
    media_type = models.CharField(_("formato"), max_length=100)
    size = models.BigIntegerField(_("dimensione"))
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    inner_name = models.CharField(_("documento contenuto"), max_length=200, blank=True)
    inner_key = models.CharField(max_length=100, blank=True, editable=False, db_index=True)
    inner_media_type = models.CharField(max_length=100, blank=True)
    inner_size = models.BigIntegerField(null=True, blank=True)
    signature = models.CharField(
        _("firma"), max_length=5, choices=Signature, default=Signature.NONE
    )
    note = models.CharField(_("che cosa cambia"), max_length=500, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("autore"),
    )
    at = models.DateTimeField(_("caricata il"))
    scan_state = models.CharField(
        _("antivirus"), max_length=10, choices=ScanState, default=ScanState.SCANNING
    )
    scan_detail = models.CharField(max_length=250, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    text_state = models.CharField(
        _("testo"), max_length=8, choices=TextState, default=TextState.WAITING
    )
    page_count = models.PositiveIntegerField(_("pagine"), null=True, blank=True)
    preview_count = models.PositiveIntegerField(default=0)
    is_tagged = models.BooleanField(_("PDF accessibile"), null=True, blank=True)

    class Meta:
        ordering = ("-major", "-minor")
        verbose_name = _("Versione")
        verbose_name_plural = _("Versioni")
        constraints = (
            models.UniqueConstraint(
                fields=["file", "major", "minor"], name="one_version_per_number"
            ),
        )
        indexes = (models.Index(fields=["scan_state", "at"], name="fileversion_by_scan"),)

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"

    @property
    def number(self) -> str:
        return f"{self.major}.{self.minor}"

    @property
    def is_available(self) -> bool:
        return self.scan_state in AVAILABLE

    @property
    def format_label(self) -> str:
        return formats.label_of(self.media_type)

    @property
    def previews(self) -> range:
        return range(1, self.preview_count + 1)


class FileText(models.Model):
    """The text read in a version, apart so that lists stay light."""

    version = models.OneToOneField(
        FileVersion, primary_key=True, on_delete=models.CASCADE, related_name="text"
    )
    content = models.TextField()

    def __str__(self) -> str:
        return self.content[:80]


class Upload(models.Model):
    """An upload in pieces: seen by its person only, until it is finished and becomes a version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    ente = models.ForeignKey("enti.Ente", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    # What the browser knows the file by: sent again with the same mark, it goes on where it was.
    mark = models.CharField(max_length=64, blank=True)
    received = models.BigIntegerField(default=0)
    pieces = models.JSONField(default=list)  # storage keys, in order
    started_at = models.DateTimeField()
    touched_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("-touched_at",)
        constraints = (
            models.CheckConstraint(
                name="an_upload_receives_at_most_its_size",
                condition=Q(received__gte=0) & Q(received__lte=models.F("size")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.received}/{self.size}"

    @property
    def is_complete(self) -> bool:
        return self.received == self.size
