"""Folders, the documents in them, who keeps an eye on which, and locks of programs that write."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import Actor
from pico.core.access.models import Shared, SharedQuerySet
from pico.core.people.terms import Area

from ..terms import MODULE, Contributors, Licence, Validity


class FolderQuerySet(SharedQuerySet):
    def in_use(self) -> Self:
        return self.filter(trashed_at__isnull=True)

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may read and nobody threw away."""
        return super().visible_to(actor).in_use()

    def below(self, folder: "Folder") -> Self:
        """A folder and all that is under it, the bin included."""
        return self.filter(path__startswith=folder.path)


class Folder(Shared):
    """A folder of an ente, or of a thematic network when it has a `circle`.

    `path` holds the keys from the root to itself («/3/18/»): breadcrumb and branch are one query each.
    A child's scope is as narrow as its parent's or narrower; there are no rules that deny.
    """

    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    circle = models.ForeignKey(
        "people.Circle", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    path = models.CharField(max_length=120, editable=False, db_index=True)
    name = models.CharField(_("nome"), max_length=120)
    name_key = models.CharField(max_length=120, editable=False)
    description = models.TextField(_("descrizione"), blank=True, max_length=2000)
    area = models.CharField(_("ambito"), max_length=16, choices=Area, blank=True)
    contributors = models.CharField(
        _("chi aggiunge documenti"),
        max_length=10,
        choices=Contributors,
        default=Contributors.EDITORS,
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

    objects = FolderQuerySet.as_manager()

    class Meta(Shared.Meta):
        ordering = ("name_key", "pk")
        verbose_name = _("Cartella")
        verbose_name_plural = _("Cartelle")
        constraints = (
            models.UniqueConstraint(
                fields=["parent", "name_key"],
                name="one_folder_per_name_among_siblings",
                condition=Q(trashed_at__isnull=True, parent__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["owner", "name_key"],
                name="one_root_folder_per_name_in_an_ente",
                condition=Q(trashed_at__isnull=True, parent__isnull=True, circle__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["circle", "name_key"],
                name="one_root_folder_per_name_in_a_network",
                condition=Q(trashed_at__isnull=True, parent__isnull=True, circle__isnull=False),
            ),
        )
        indexes = (
            *Shared.Meta.indexes,
            models.Index(fields=["owner", "parent"], name="folder_by_owner"),
            models.Index(fields=["trashed_at"], name="folder_by_trash"),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        """Keep the folded name in step with the name."""
        self.name_key = folded(self.name)[:120]
        if chosen := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*chosen, "name_key"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("community:folder", args=[self.pk])

    @property
    def place(self) -> str:
        """Where the stored files of this folder are, for `files`."""
        return place_of(self.pk)

    @property
    def lineage(self) -> list[int]:
        """The keys from the root to itself."""
        return [int(key) for key in self.path.strip("/").split("/")]

    @property
    def depth(self) -> int:
        return len(self.lineage)

    @property
    def is_trashed(self) -> bool:
        return self.trashed_at is not None


def place_of(folder_id: int) -> str:
    return f"{MODULE}:{folder_id}"


def folded(name: str) -> str:
    """A name as file systems compare it: capitals do not count, accents and signs do."""
    return name.casefold()


class Document(models.Model):
    """A stored file in a folder, with what is known of it and whether it is still to be followed.

    Title, kind, level, owner, author, versions and bin are those of the file. `name` is how it is
    called in the folder on the drive of who mounts it.
    """

    file = models.OneToOneField(
        "files.StoredFile", primary_key=True, on_delete=models.CASCADE, related_name="document"
    )
    folder = models.ForeignKey(Folder, on_delete=models.PROTECT, related_name="documents")
    name = models.CharField(_("nome del file"), max_length=200)
    name_key = models.CharField(max_length=200, editable=False)
    validity = models.CharField(
        _("validità"), max_length=12, choices=Validity, default=Validity.CURRENT
    )
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="supersedes"
    )
    dated_on = models.DateField(_("data del documento"), null=True, blank=True)
    valid_until = models.DateField(_("valido fino al"), null=True, blank=True)
    area = models.CharField(_("ambito"), max_length=16, choices=Area, blank=True)
    tags = models.JSONField(_("parole chiave"), default=list, blank=True)
    language = models.CharField(_("lingua"), max_length=2, default="it")
    licence = models.CharField(_("licenza"), max_length=8, choices=Licence, default=Licence.CC_BY)
    protocol_number = models.CharField(_("numero di protocollo"), max_length=40, blank=True)
    protocol_on = models.DateField(_("data di protocollo"), null=True, blank=True)
    cup = models.CharField("CUP", max_length=15, blank=True)
    cig = models.CharField("CIG", max_length=10, blank=True)
    has_personal_data = models.BooleanField(_("contiene dati personali"), default=False)
    facts = models.JSONField(default=dict, blank=True)
    downloads = models.PositiveIntegerField(_("scaricato"), default=0)

    class Meta:
        verbose_name = _("Documento")
        verbose_name_plural = _("Documenti")
        indexes = (
            models.Index(fields=["folder", "name_key"], name="document_by_name"),
            models.Index(fields=["valid_until"], name="document_by_term"),
        )
        constraints = (
            models.CheckConstraint(
                name="only_a_superseded_document_has_a_successor",
                condition=Q(superseded_by__isnull=True) | Q(validity=Validity.SUPERSEDED),
            ),
        )

    def __str__(self) -> str:
        return self.file.title

    def save(self, *args, **kwargs) -> None:
        self.name_key = folded(self.name)[:200]
        if chosen := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*chosen, "name_key"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("community:document", args=[self.pk])

    # What the rules ask of a subject: those of its file.
    @property
    def owner_id(self) -> int:
        return self.file.owner_id

    @property
    def author_id(self) -> int:
        return self.file.author_id

    @property
    def scope(self) -> str:
        return self.file.scope


class Star(models.Model):
    """A document or a folder that a person keeps at hand and hears of."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(
        Document, null=True, on_delete=models.CASCADE, related_name="stars"
    )
    folder = models.ForeignKey(Folder, null=True, on_delete=models.CASCADE, related_name="stars")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="a_star_is_on_a_document_or_on_a_folder",
                condition=Q(document__isnull=True, folder__isnull=False)
                | Q(document__isnull=False, folder__isnull=True),
            ),
            models.UniqueConstraint(fields=["person", "document"], name="one_star_per_document"),
            models.UniqueConstraint(fields=["person", "folder"], name="one_star_per_folder"),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.document or self.folder}"


class DocumentOpening(models.Model):
    """A person opened a document, last then: his own list, read by nobody else."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="openings")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "document"], name="one_opening_per_document"),
        )
        indexes = (models.Index(fields=["person", "-at"], name="opening_by_person"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.document}"


class DavLock(models.Model):
    """A lock of RFC 4918: a program of this person is writing there, until it expires.

    On a document it also keeps colleagues from adding versions from the pages.
    """

    token = models.CharField(max_length=120, primary_key=True)
    root = models.CharField(max_length=1000, db_index=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(
        Document, null=True, on_delete=models.CASCADE, related_name="locks"
    )
    is_exclusive = models.BooleanField(default=True)
    is_deep = models.BooleanField(default=False)
    owner_xml = models.TextField(blank=True)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.root}: {self.person}"
