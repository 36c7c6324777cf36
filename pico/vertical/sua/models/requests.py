"""Requests of tenders («richieste di attivazione»), their rows, and the calendar of the SUA."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import Actor
from pico.engines.workflow.models import Flowing

from ..terms.procurement import (
    DPCM_CATEGORIES,
    SOA_CHOICES,
    SOA_CLASSES,
    ContractKind,
    Criterion,
    Funding,
    Procedure,
    Technique,
    Urgency,
)
from ..terms.requests import (
    OPEN,
    STATE_MEANING,
    SUBJECT_LENGTH,
    UNANSWERED,
    AttachmentKind,
    CostKind,
    RequestState,
    Reward,
    Section,
    section_of,
)
from .addresses import address
from .agreements import Agreement
from .columns import Series, money
from .office import MembersQuerySet

ZERO = Decimal(0)
# What the estimated value is made of: art. 14 c. 4 D.Lgs. 36/2023.
VALUE_PARTS = (
    "base_amount",
    "security_amount",
    "options_amount",
    "repetitions_amount",
    "changes_amount",
    "extensions_amount",
)


class RequestQuerySet(MembersQuerySet):
    def seen_by(self, actor: Actor) -> Q:
        """Keep those of the ente acted for, and, once sent, those that came to it as the SUA."""
        came = Q(sua=actor.ente_id) & ~Q(sent_at=None)
        return Q(ente=actor.ente_id) | came


def person(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=label,
    )


class RequestSeries(Series):
    """The requests that a SUA numbered in a year."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["sua", "year"], name="one_request_series_per_year"),
        )


class TenderRequest(Flowing):
    """An ente asks its SUA for a tender. Amounts in euro without VAT; `estimated_value` is their sum.

    A draft is shared by the colleagues of the ente. The ten days of the law run from `received_on`, the
    day of the protocol.
    """

    flow_key = "sua.request"

    number = models.CharField(_("numero"), max_length=24, blank=True, editable=False)
    ente = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("ente")
    )
    sua = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("SUA")
    )
    agreement = models.ForeignKey(
        Agreement, null=True, on_delete=models.PROTECT, related_name="requests",
        verbose_name=_("convenzione"),
    )  # fmt: skip
    state = models.CharField(
        _("stato"), max_length=40, choices=RequestState, default=RequestState.DRAFT
    )

    title = models.CharField(_("oggetto"), max_length=SUBJECT_LENGTH)
    description = models.TextField(_("descrizione"), blank=True)
    kind = models.CharField(_("tipo di appalto"), max_length=20, choices=ContractKind)
    procedure = models.CharField(
        _("procedura proposta"), max_length=12, choices=Procedure, blank=True
    )
    technique = models.CharField(
        _("tecnica"), max_length=10, choices=Technique, default=Technique.NONE
    )
    criterion = models.CharField(_("criterio"), max_length=12, choices=Criterion, blank=True)

    base_amount = money(_("importo a base di gara"), default=ZERO)
    labour_amount = money(_("di cui manodopera"), default=ZERO)
    security_amount = money(_("oneri della sicurezza"), default=ZERO)
    options_amount = money(_("opzioni e rinnovi"), default=ZERO)
    repetitions_amount = money(_("ripetizioni"), default=ZERO)
    changes_amount = money(_("modifiche e quinto d'obbligo"), default=ZERO)
    extensions_amount = money(_("proroghe"), default=ZERO)
    estimated_value = models.DecimalField(
        _("valore stimato"), max_digits=15, decimal_places=2, default=ZERO, editable=False
    )
    vat_rate = models.DecimalField(
        _("aliquota IVA"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    lot_count = models.PositiveSmallIntegerField(_("numero di lotti"), default=1)
    no_lots_reason = models.TextField(_("motivo della mancata suddivisione in lotti"), blank=True)

    cups = models.JSONField(_("CUP"), default=list, blank=True)
    cui = models.CharField(_("CUI"), max_length=21, blank=True)
    no_cui_reason = models.CharField(
        _("perché non è nel programma triennale"), max_length=250, blank=True
    )
    cpv = models.CharField(_("CPV"), max_length=10, blank=True)
    cpv_label = models.CharField(max_length=500, blank=True, editable=False)
    other_cpvs = models.JSONField(_("CPV secondari"), default=list, blank=True)
    place = models.ForeignKey(
        "enti.Ente", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("luogo di esecuzione (Comune)"),
    )  # fmt: skip
    duration_days = models.PositiveIntegerField(_("durata"), null=True, blank=True)
    needed_on = models.DateField(_("serve entro il"), null=True, blank=True)
    funding_due_on = models.DateField(_("scadenza del finanziamento"), null=True, blank=True)

    is_pnrr = models.BooleanField(_("finanziata da PNRR o PNC"), default=False)
    pnrr_measure = models.CharField(
        _("missione, componente, misura"), max_length=SUBJECT_LENGTH, blank=True
    )
    rewards = models.JSONField(_("misure premiali"), default=list, blank=True)
    keeps_quota = models.BooleanField(_("prevede la quota del 30 %"), default=True)
    quota_reason = models.TextField(_("motivo della deroga alla quota"), blank=True)
    verified_on = models.DateField(_("verifica del progetto"), null=True, blank=True)
    validated_on = models.DateField(_("validazione del progetto"), null=True, blank=True)
    rup = person(_("RUP dell'ente"))
    procedure_head = person(_("responsabile del procedimento"))
    has_cam = models.BooleanField(_("criteri ambientali minimi applicabili"), default=False)
    cam_decree = models.CharField(_("decreto CAM"), max_length=SUBJECT_LENGTH, blank=True)
    has_social_clause = models.BooleanField(_("clausola sociale"), default=False)
    is_high_technology = models.BooleanField(_("alto contenuto tecnologico"), default=False)
    is_social = models.BooleanField(_("servizi sociali o Allegato XIV"), default=False)
    dpcm_category = models.CharField(
        _("categoria merceologica"), max_length=3, choices=DPCM_CATEGORIES, default="999"
    )
    is_urgent = models.BooleanField(_("urgente"), default=False)
    urgency = models.CharField(
        _("motivo dell'urgenza"), max_length=1, choices=Urgency, default=Urgency.NONE
    )
    notes = models.TextField(_("annotazioni"), blank=True)

    completeness = models.PositiveSmallIntegerField(_("completezza"), default=0, editable=False)
    # How often each part was saved: two colleagues meet only where both write.
    saves = models.JSONField(default=dict, editable=False)
    created_by = person(_("iniziata da"))
    created_at = models.DateTimeField(_("iniziata il"))
    changed_by = person(_("modificata da"))
    changed_at = models.DateTimeField(_("modificata il"))
    proposed_at = models.DateTimeField(_("proposta per l'approvazione"), null=True, editable=False)
    approved_by = person(_("approvata da"))
    sent_at = models.DateTimeField(_("inviata il"), null=True, editable=False)
    protocol = models.CharField(_("numero di protocollo"), max_length=40, blank=True)
    received_on = models.DateField(_("data di protocollo"), null=True, blank=True)
    officer = person(_("istruttore"))
    closed_at = models.DateTimeField(_("conclusa il"), null=True, editable=False)
    slot = models.DateField(_("mese di avvio"), null=True, blank=True)
    fee = money(_("costo stimato"), null=True, editable=False)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("Richiesta di gara")
        verbose_name_plural = _("Richieste di gara")
        ordering = ("-changed_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["number"], name="one_request_per_number", condition=~Q(number="")
            ),
        )
        indexes = (
            models.Index(fields=["sua", "state", "-sent_at"], name="request_by_sua"),
            models.Index(fields=["ente", "-changed_at"], name="request_by_ente"),
            models.Index(fields=["sua", "slot"], name="request_by_slot"),
        )

    @property
    def opened_tender(self):
        """The tender that it became (`Tender.request`); None until then."""
        return getattr(self, "tender", None)

    def __str__(self) -> str:
        return f"{self.number} {self.title}" if self.number else self.title

    def get_absolute_url(self) -> str:
        return address(self.sua_id, "sua:request", self.pk)

    def get_step_url(self, name: str) -> str:
        return reverse("sua:request-step", args=[self.pk, name])

    @property
    def reward_labels(self) -> list[str]:
        return [Reward(one).label for one in self.rewards]

    @property
    def meaning(self) -> str:
        return STATE_MEANING[RequestState(self.state)]

    @property
    def is_draft(self) -> bool:
        return self.state == RequestState.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_unanswered(self) -> bool:
        return self.state in UNANSWERED

    @property
    def is_outside(self) -> bool:
        """The ente is of another Province: told, never refused (art. 62 c. 9)."""
        return self.ente.territory_id != self.sua.territory_id

    def reckon_value(self) -> None:
        """Keep the estimated value: every amount of the contract, every lot, without VAT."""
        self.estimated_value = sum((getattr(self, name) or ZERO for name in VALUE_PARTS), ZERO)


class RequestLot(models.Model):
    """A lot as it is asked for."""

    request = models.ForeignKey(TenderRequest, on_delete=models.CASCADE, related_name="lots")
    number = models.PositiveSmallIntegerField(_("lotto"))
    title = models.CharField(_("oggetto"), max_length=SUBJECT_LENGTH)
    cpv = models.CharField(_("CPV"), max_length=10, blank=True)
    base_amount = money(_("importo a base di gara"), default=ZERO)
    security_amount = money(_("oneri della sicurezza"), default=ZERO)
    options_amount = money(_("opzioni, rinnovi, ripetizioni"), default=ZERO)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["request", "number"], name="one_request_lot_number"),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def total(self) -> Decimal:
        return self.base_amount + self.security_amount + self.options_amount


class RequestWork(models.Model):
    """A line of works («categoria SOA»); exactly one of each lot is the prevailing one."""

    request = models.ForeignKey(TenderRequest, on_delete=models.CASCADE, related_name="works")
    lot_number = models.PositiveSmallIntegerField(
        _("lotto"), default=1, validators=[MinValueValidator(1)]
    )
    category = models.CharField(_("categoria"), max_length=8, choices=SOA_CHOICES)
    grade = models.CharField(_("classifica"), max_length=8, choices=SOA_CLASSES, blank=True)
    amount = money(_("importo"), default=ZERO)
    is_main = models.BooleanField(_("prevalente"), default=False)
    is_separable = models.BooleanField(_("scorporabile"), default=False)
    is_subcontractable = models.BooleanField(_("subappaltabile"), default=True)

    class Meta:
        ordering = ("lot_number", "-is_main", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["request", "lot_number"],
                name="one_main_work",
                condition=Q(is_main=True),
            ),
            models.UniqueConstraint(
                fields=["request", "lot_number", "category"], name="one_line_per_category"
            ),
        )

    def __str__(self) -> str:
        return self.category


class RequestFunding(models.Model):
    """Where the money comes from."""

    request = models.ForeignKey(TenderRequest, on_delete=models.CASCADE, related_name="fundings")
    source = models.CharField(_("fonte"), max_length=3, choices=Funding)
    amount = money(_("importo"), default=ZERO)
    chapter = models.CharField(_("capitolo"), max_length=80, blank=True)
    year = models.PositiveSmallIntegerField(_("esercizio"), null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.get_source_display()


class RequestCost(models.Model):
    """A line of the economic framework («quadro economico»)."""

    request = models.ForeignKey(TenderRequest, on_delete=models.CASCADE, related_name="costs")
    kind = models.CharField(_("voce"), max_length=16, choices=CostKind)
    label = models.CharField(_("descrizione"), max_length=160, blank=True)
    amount = money(_("importo"), default=ZERO)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.label or self.get_kind_display()

    @property
    def section(self) -> Section:
        return section_of(self.kind)


class RequestFile(models.Model):
    """A document of a request; the checklist asks for its kind."""

    request = models.ForeignKey(TenderRequest, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(_("documento"), max_length=16, choices=AttachmentKind)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("aggiunto il"))
    added_by = person(_("aggiunto da"))

    class Meta:
        ordering = ("kind", "pk")

    def __str__(self) -> str:
        return self.get_kind_display()
