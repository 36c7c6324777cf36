"""Agreements between an ente and a SUA: what is delegated, in which areas, for how long, at what cost."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import Actor
from pico.engines.workflow.models import Flowing

from ..terms.agreements import (
    SUBJECT_LENGTH,
    AdhesionState,
    AgreementForm,
    AgreementState,
    Area,
    DelegatedFunction,
    FeeScheme,
)
from .addresses import address
from .columns import money
from .office import MembersQuerySet


class PartiesQuerySet(MembersQuerySet):
    """Rows with two parties: an ente and its SUA."""

    def seen_by(self, actor: Actor) -> Q:
        """Keep what the ente acted for is a party to."""
        return Q(ente=actor.ente_id) | Q(sua=actor.ente_id)

    def in_force(self, on: date) -> Self:
        """Keep the agreements in force on a day."""
        last = Q(valid_to__gte=on) & (Q(ended_on=None) | Q(ended_on__gte=on))
        return self.filter(last, valid_from__lte=on)


class Agreement(models.Model):
    """A «convenzione SUA» of one ente with one Province, from `valid_from` to `valid_to`, both in.

    `functions` are the codes of `DelegatedFunction`. `ended_on` is the last day after a withdrawal.
    """

    ente = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("ente")
    )
    sua = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("SUA")
    )
    subject = models.CharField(_("oggetto"), max_length=SUBJECT_LENGTH)
    form = models.CharField(
        _("forma"), max_length=8, choices=AgreementForm, default=AgreementForm.ART_30
    )
    act = models.CharField(_("atto"), max_length=SUBJECT_LENGTH)
    signed_on = models.DateField(_("sottoscritta il"), null=True, blank=True)
    valid_from = models.DateField(_("in vigore dal"))
    valid_to = models.DateField(_("in vigore fino al"))
    functions = models.CharField(
        _("funzioni delegate"),
        max_length=1,
        choices=DelegatedFunction,
        default=DelegatedFunction.PROPOSAL,
    )
    duties = models.TextField(_("riparto delle competenze"), blank=True)
    file = models.ForeignKey(
        "files.StoredFile",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("testo firmato"),
    )
    ended_on = models.DateField(_("recesso dal"), null=True, blank=True)
    end_reason = models.TextField(_("motivo del recesso"), blank=True)
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="renewals",
        verbose_name=_("rinnova"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("registrata il"))

    objects = PartiesQuerySet.as_manager()

    class Meta:
        verbose_name = _("Convenzione SUA")
        verbose_name_plural = _("Convenzioni SUA")
        ordering = ("-valid_to", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__gte=models.F("valid_from")),
                name="agreement_ends_after_it_begins",
            ),
        )
        indexes = (
            models.Index(fields=["sua", "-valid_to"], name="agreement_by_sua"),
            models.Index(fields=["ente", "-valid_to"], name="agreement_by_ente"),
        )

    def __str__(self) -> str:
        return f"{self.subject} – {self.ente}"

    def get_absolute_url(self) -> str:
        return address(self.sua_id, "sua:agreement", self.pk)

    @property
    def is_outside(self) -> bool:
        """The ente is of another Province: allowed by art. 62 c. 9, told to who reads."""
        return self.ente.territory_id != self.sua.territory_id

    @property
    def last_day(self) -> date:
        return min(self.valid_to, self.ended_on) if self.ended_on else self.valid_to

    def state_on(self, on: date, warn_from: date | None = None) -> AgreementState:
        """Say how it stands on a day; `warn_from` is the day from which it is «in scadenza»."""
        if self.ended_on and self.ended_on < on:
            return AgreementState.ENDED
        if self.valid_to < on:
            return AgreementState.EXPIRED
        if self.valid_from > on:
            return AgreementState.FUTURE
        if warn_from and self.last_day <= warn_from:
            return AgreementState.ENDING
        return AgreementState.IN_FORCE


class AgreementArea(models.Model):
    """A kind of contract the agreement covers, and in which band of amount: from included, to excluded."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="areas")
    area = models.CharField(_("ambito"), max_length=12, choices=Area)
    from_amount = money(_("da"), default=0)
    to_amount = money(_("fino a (escluso)"), null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.get_area_display()


class AgreementFee(models.Model):
    """A line of the fee scheme; `to_amount` (excluded) ends the band it counts for."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="fees")
    scheme = models.CharField(_("rimborso"), max_length=16, choices=FeeScheme)
    to_amount = money(_("per gare inferiori a"), null=True, blank=True)
    rate = models.DecimalField(_("aliquota"), max_digits=6, decimal_places=3, null=True, blank=True)
    amount = money(_("importo"), null=True, blank=True)
    minimum = money(_("minimo"), null=True, blank=True)
    maximum = money(_("massimo"), null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.get_scheme_display()


class Adhesion(Flowing):
    """«Richiesta di adesione alla convenzione»: how an ente without an agreement asks for one."""

    flow_key = "sua.adhesion"

    ente = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("ente")
    )
    sua = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("SUA")
    )
    state = models.CharField(
        _("stato"), max_length=40, choices=AdhesionState, default=AdhesionState.SENT
    )
    needs = models.TextField(_("di che cosa c'è bisogno"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("chiesta da"),
    )  # fmt: skip
    asked_at = models.DateTimeField(_("chiesta il"))
    agreement = models.ForeignKey(
        Agreement, null=True, on_delete=models.PROTECT, related_name="adhesions",
        verbose_name=_("convenzione"),
    )  # fmt: skip

    objects = PartiesQuerySet.as_manager()

    class Meta:
        verbose_name = _("Richiesta di adesione alla convenzione")
        verbose_name_plural = _("Richieste di adesione alla convenzione")
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["ente", "sua"],
                name="one_open_adhesion",
                condition=Q(state=AdhesionState.SENT),
            ),
        )
        indexes = (models.Index(fields=["sua", "state"], name="adhesion_by_sua"),)

    def __str__(self) -> str:
        return str(_("Adesione di %(ente)s")) % {"ente": self.ente}

    def get_absolute_url(self) -> str:
        return address(self.sua_id, "sua:adhesion", self.pk)

    def get_step_url(self, name: str) -> str:
        return reverse("sua:adhesion-step", args=[self.pk, name])
