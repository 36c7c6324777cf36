"""The file («fascicolo») of a tender: documents, clarifications, sittings, written texts."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..terms.tenders import ClarificationState, DocumentKind, Phase, TextKind, Visibility
from .lots import Lot
from .tenders import Tender, TenderPerson


class TenderDocument(models.Model):
    """A document of a tender: in a phase, of a kind, with who reads it."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="documents")
    lot = models.ForeignKey(
        Lot, null=True, blank=True, on_delete=models.CASCADE, related_name="documents",
        verbose_name=_("lotto"),
    )  # fmt: skip
    phase = models.CharField(_("fase"), max_length=11, choices=Phase)
    kind = models.CharField(_("tipo di documento"), max_length=14, choices=DocumentKind)
    title = models.CharField(_("titolo"), max_length=250)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    visibility = models.CharField(
        _("chi lo vede"), max_length=7, choices=Visibility, default=Visibility.BODY
    )
    is_deferred = models.BooleanField(
        _("accesso differito all'aggiudicazione"), default=False,
        help_text=_("Fuori dalla SUA si vede solo dopo l'aggiudicazione (art. 35, c. 2)."),
    )  # fmt: skip
    act = models.CharField(_("numero dell'atto"), max_length=80, blank=True)
    act_on = models.DateField(_("data dell'atto"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(_("aggiunto il"))

    class Meta:
        verbose_name = _("Documento di gara")
        ordering = ("phase", "kind", "added_at", "pk")
        indexes = (
            models.Index(fields=["tender", "phase", "kind"], name="sua_document_by_phase"),
            models.Index(fields=["tender", "-added_at", "-id"], name="sua_document_by_date"),
        )

    def __str__(self) -> str:
        return self.title


class Clarification(models.Model):
    """«Chiarimento»: who asked is known to the SUA alone, what is published names nobody."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="clarifications")
    number = models.PositiveIntegerField(_("numero"))
    state = models.CharField(
        _("stato"), max_length=9, choices=ClarificationState, default=ClarificationState.RECEIVED
    )
    asked_at = models.DateTimeField(_("ricevuto il"))
    asker = models.CharField(_("chi lo chiede"), max_length=250, blank=True)
    received_text = models.TextField(_("quesito ricevuto"))
    question = models.TextField(_("quesito da pubblicare"), blank=True)
    answer = models.TextField(_("risposta"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(_("pubblicato il"), null=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["tender", "number"], name="sua_one_question_a_number"),
            models.CheckConstraint(
                name="sua_published_answers_have_words",
                condition=~Q(state="PUBLISHED") | (~Q(question="") & ~Q(answer="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.tender.number} – {self.number}"

    @property
    def meaning(self) -> str:
        return {"RECEIVED": "waiting", "DRAFTED": "draft", "PUBLISHED": "done"}[self.state]


class Sitting(models.Model):
    """«Seduta» of commission or seggio; its minutes are a `TenderText`."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="sittings")
    lot = models.ForeignKey(
        Lot, null=True, blank=True, on_delete=models.CASCADE, related_name="+",
        verbose_name=_("lotto"),
    )  # fmt: skip
    number = models.PositiveIntegerField(_("numero"))
    begins_at = models.DateTimeField(_("inizio"))
    ends_at = models.DateTimeField(_("fine"), null=True, blank=True)
    place = models.CharField(_("luogo"), max_length=250, blank=True)
    is_public = models.BooleanField(_("seduta pubblica"), default=True)
    present = models.ManyToManyField(
        TenderPerson, blank=True, related_name="sittings", verbose_name=_("presenti")
    )
    agenda = models.TextField(_("operazioni svolte"), blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["tender", "number"], name="sua_one_sitting_a_number"),
        )

    def __str__(self) -> str:
        return f"{self.tender.number} – {self.number}"


class TenderText(models.Model):
    """A text written from data, then by hand; every wording stays as a version."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="texts")
    lot = models.ForeignKey(
        Lot, null=True, blank=True, on_delete=models.CASCADE, related_name="+",
        verbose_name=_("lotto"),
    )  # fmt: skip
    sitting = models.OneToOneField(
        Sitting, null=True, blank=True, on_delete=models.CASCADE, related_name="minutes"
    )
    kind = models.CharField(_("tipo"), max_length=12, choices=TextKind)
    title = models.CharField(_("titolo"), max_length=250)
    body = models.TextField(_("testo"))
    version = models.PositiveIntegerField(_("versione"), default=1)
    changed_at = models.DateTimeField(_("modificato il"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-changed_at", "-pk")

    def __str__(self) -> str:
        return self.title


class TenderTextVersion(models.Model):
    """A wording as it stood."""

    text = models.ForeignKey(TenderText, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("versione"))
    body = models.TextField()
    at = models.DateTimeField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["text", "number"], name="sua_one_text_a_version"),
        )

    def __str__(self) -> str:
        return f"{self.text_id} v{self.number}"
