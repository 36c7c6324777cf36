"""A RUP lent to another ente, and what passes from a person to another in one act."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import Actor
from pico.engines.workflow.models import Flowing

from ..terms.rup import LOAN_MEANINGS, LoanState
from .addresses import address
from .office import MembersQuerySet, OfEnteQuerySet, is_office
from .rup import RupProfile


class LoanQuerySet(MembersQuerySet):
    def seen_by(self, actor: Actor) -> Q:
        """Keep the loans of the two enti, and those of the SUA's office."""
        seen = Q(lender=actor.ente_id) | Q(borrower=actor.ente_id)
        if is_office(actor):
            seen |= Q(sua=actor.ente_id)
        return seen


class RupLoan(Flowing):
    """An ente asks another one for its RUP, for a purpose and a time; `text` is their agreement."""

    flow_key = "sua.loan"

    profile = models.ForeignKey(RupProfile, on_delete=models.PROTECT, related_name="loans")
    lender = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("ente del RUP")
    )
    borrower = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+",
        verbose_name=_("ente che lo chiede"),
    )  # fmt: skip
    sua = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("SUA")
    )
    state = models.CharField(_("stato"), max_length=10, choices=LoanState, default=LoanState.ASKED)
    purpose = models.CharField(_("per che cosa"), max_length=250)
    starts_on = models.DateField(_("dal"))
    ends_on = models.DateField(_("al"))
    weekly_hours = models.PositiveSmallIntegerField(_("ore alla settimana"))
    text = models.TextField(_("testo dell'accordo"), blank=True)
    act = models.CharField(_("atto"), max_length=250, blank=True)
    act_on = models.DateField(_("data dell'atto"), null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("richiesto il"))

    objects = LoanQuerySet.as_manager()

    class Meta:
        verbose_name = _("Prestito di un RUP")
        verbose_name_plural = _("Prestiti di RUP")
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="loan_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(lender=F("borrower")), name="loan_is_between_two_enti"
            ),
        )
        indexes = (
            models.Index(fields=["sua", "-asked_at"], name="sua_loan_by_sua"),
            models.Index(fields=["lender", "-asked_at"], name="sua_loan_by_lender"),
            models.Index(fields=["borrower", "-asked_at"], name="sua_loan_by_borrower"),
            models.Index(fields=["state", "ends_on"], name="sua_loan_by_end"),
        )

    def __str__(self) -> str:
        return _("%(who)s per %(ente)s") % {"who": self.profile, "ente": self.borrower}

    def get_absolute_url(self) -> str:
        return address(self.sua_id, "sua:loan", self.pk)

    def get_step_url(self, name: str) -> str:
        return reverse("sua:loan-step", args=[self.pk, name])

    @property
    def meaning(self) -> str:
        return LOAN_MEANINGS[LoanState(self.state)]


class RupSuccession(models.Model):
    """Who leaves, since when and by which act: everything he held, each thing with its heir."""

    ente = models.ForeignKey("enti.Ente", on_delete=models.PROTECT, related_name="+")
    sua = models.ForeignKey("enti.Ente", on_delete=models.PROTECT, related_name="+")
    leaver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("chi lascia"),
    )  # fmt: skip
    act = models.CharField(_("atto"), max_length=250)
    act_on = models.DateField(_("data dell'atto"))
    effective_on = models.DateField(_("con effetto dal"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("registrato il"))

    objects = OfEnteQuerySet.as_manager()

    class Meta:
        verbose_name = _("Subentro")
        verbose_name_plural = _("Subentri")
        ordering = ("-made_at", "-pk")
        indexes = (
            models.Index(fields=["ente", "-made_at"], name="sua_succession_by_ente"),
            models.Index(fields=["sua", "-made_at"], name="sua_succession_by_sua"),
        )

    def __str__(self) -> str:
        return _("Subentro a %(who)s") % {"who": self.leaver}

    def get_absolute_url(self) -> str:
        return address(self.sua_id, "sua:succession", self.pk)


class RupSuccessionItem(models.Model):
    """A thing that was held: who has it now, or why nobody does."""

    succession = models.ForeignKey(RupSuccession, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=20)
    label = models.CharField(max_length=300)
    subject_id = models.CharField(max_length=40)
    heir = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    left_because = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(heir__isnull=False) | ~Q(left_because=""),
                name="nothing_is_left_ownerless",
            ),
        )

    def __str__(self) -> str:
        return self.label
