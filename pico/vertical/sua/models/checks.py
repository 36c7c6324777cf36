"""Files checked before they leave, CIGs confirmed by hand, CIGs without CUP, what ANAC's errors mean."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import Actor

from ..terms.checks import CHECK_MEANINGS, MISSING_MEANINGS, CheckState, MissingCupState
from .addresses import address
from .office import MembersQuerySet


class FileCheckQuerySet(MembersQuerySet):
    def seen_by(self, actor: Actor) -> Q:
        """Keep the checks of the ente acted for: no others, whatever they speak of."""
        return Q(owner=actor.ente_id)


class FileCheck(models.Model):
    """A file of CIGs that an ente had checked: counts by kind of finding, the first ones, the report."""

    owner = models.ForeignKey("enti.Ente", on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sua = models.ForeignKey("enti.Ente", on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(_("file"), max_length=200)
    job = models.ForeignKey(
        "jobs.Job", null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    state = models.CharField(
        _("stato"), max_length=8, choices=CheckState, default=CheckState.WAITING
    )
    rows = models.PositiveIntegerField(_("righe"), default=0)
    errors = models.PositiveIntegerField(_("errori"), default=0)
    warnings = models.PositiveIntegerField(_("avvertenze"), default=0)
    counts = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    report_key = models.CharField(max_length=120, blank=True, editable=False)
    problem = models.CharField(_("problema"), max_length=300, blank=True)
    asked_at = models.DateTimeField(_("chiesto il"))
    done_at = models.DateTimeField(_("concluso il"), null=True)

    objects = FileCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("Controllo di un file")
        verbose_name_plural = _("Controlli di file")
        ordering = ("-asked_at", "-pk")
        indexes = (models.Index(fields=["owner", "-asked_at"], name="sua_check_by_owner"),)

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return address(self.sua_id, "sua:file-check", self.pk)

    @property
    def meaning(self) -> str:
        return CHECK_MEANINGS[CheckState(self.state)]

    @property
    def findings_count(self) -> int:
        return self.errors + self.warnings


class MissingCupQuerySet(MembersQuerySet):
    def seen_by(self, actor: Actor) -> Q:
        """Keep those found by the ente acted for, and those that its SUA found about it."""
        own = Q(check_of__owner=actor.ente_id)
        return own | Q(ente=actor.ente_id, check_of__owner=F("check_of__sua"))


class MissingCup(models.Model):
    """A CIG that should have a CUP: which one it may be and why, and who must act."""

    check_of = models.ForeignKey(FileCheck, on_delete=models.CASCADE, related_name="missing_cups")
    ente = models.ForeignKey(
        "enti.Ente", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("Ente")
    )
    cig = models.CharField(_("CIG"), max_length=10)
    subject = models.CharField(_("oggetto"), max_length=250, blank=True)
    tender_number = models.CharField(max_length=40, blank=True)
    is_pnrr = models.BooleanField(_("PNRR/PNC"), default=False)
    proposed_cup = models.CharField(_("CUP proposto"), max_length=15, blank=True)
    proposed_because = models.CharField(_("perché"), max_length=250, blank=True)
    state = models.CharField(
        _("stato"), max_length=10, choices=MissingCupState, default=MissingCupState.OPEN
    )
    cup = models.CharField(_("CUP"), max_length=15, blank=True)
    reason = models.CharField(_("motivo"), max_length=250, blank=True)

    objects = MissingCupQuerySet.as_manager()

    class Meta:
        verbose_name = _("CIG senza CUP")
        verbose_name_plural = _("CIG senza CUP")
        ordering = ("state", "-is_pnrr", "pk")
        constraints = (
            models.UniqueConstraint(fields=["check_of", "cig"], name="one_missing_cup_per_cig"),
        )
        indexes = (
            models.Index(fields=["check_of", "state", "-is_pnrr"], name="sua_no_cup_by_check"),
            models.Index(fields=["ente", "state"], name="sua_no_cup_by_ente"),
        )

    def __str__(self) -> str:
        return self.cig

    @property
    def meaning(self) -> str:
        return MISSING_MEANINGS[MissingCupState(self.state)]


class ConfirmedCig(models.Model):
    """A CIG whose check fails and that an administrator confirmed all the same, for the enti of a SUA."""

    sua = models.ForeignKey("enti.Ente", on_delete=models.PROTECT, related_name="+")
    cig = models.CharField(_("CIG"), max_length=10)
    reason = models.CharField(_("motivo"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("quando"))

    class Meta:
        verbose_name = _("CIG confermato")
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["sua", "cig"], name="one_confirmation_per_cig"),
        )

    def __str__(self) -> str:
        return self.cig


class ErrorRemedy(models.Model):
    """An error of ANAC's platform: its message as their list has it, and what it means in practice.

    Without cause and remedy nobody explained it yet. Codes go up to 40 characters, longer than those of
    `core/codes`.
    """

    code = models.CharField(_("codice"), max_length=40, unique=True)
    message = models.CharField(_("messaggio"), max_length=600, blank=True)
    cause = models.TextField(_("causa"), max_length=2000, blank=True)
    remedy = models.TextField(_("rimedio"), max_length=2000, blank=True)
    known_issue = models.TextField(_("problema noto"), max_length=2000, blank=True)
    known_issue_url = models.URLField(_("dove se ne parla"), max_length=300, blank=True)
    search_key = models.CharField(max_length=1500, editable=False)
    changed_at = models.DateTimeField(_("aggiornato il"), editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        editable=False,
    )  # fmt: skip

    class Meta:
        verbose_name = _("Errore della piattaforma ANAC")
        verbose_name_plural = _("Dizionario degli errori")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("sua:error", args=[self.code])

    @property
    def is_explained(self) -> bool:
        return bool(self.remedy)
