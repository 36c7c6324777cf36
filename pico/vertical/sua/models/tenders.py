"""Tenders («gare»), the enti that take part, the persons of each, what happened in them."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import Actor
from pico.engines.workflow.models import Flowing

from ..terms.procurement import ContractKind, Criterion, Procedure, Technique
from ..terms.tenders import (
    BEFORE_AWARD,
    BEFORE_NOTICE,
    OVER,
    SUBJECT_LENGTH,
    TENDER_MEANINGS,
    CardState,
    Conflict,
    EventKind,
    PcpCard,
    PcpTender,
    PerformedFunctions,
    PersonRole,
    PersonState,
    TenderKind,
    TenderState,
    Visibility,
)
from .addresses import address
from .columns import Series, money
from .office import MembersQuerySet


class TenderSeries(Series):
    """The tenders that a SUA numbered in a year."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["sua", "year"], name="sua_one_tender_series_a_year"),
        )


class TenderQuerySet(MembersQuerySet):
    def seen_by(self, actor: Actor) -> Q:
        """Keep the tenders of the SUA acted for, and those in which the ente acted for takes part."""
        # Both ways by key, so that each database unites two indexes instead of walking all rows.
        taken = TenderBody.objects.filter(ente=actor.ente_id).values("tender")
        return Q(sua=actor.ente_id) | Q(pk__in=taken)


class Tender(Flowing):
    """A procedure run by a SUA, for one or more enti. `state` follows its lots: `actions.tenders`.

    Days are Italian days; amounts of `total` are VAT excluded, options and all lots included
    (art. 14, c. 4). Reading is `visible_to`, its documents have a level each.
    """

    flow_key = "sua.tender"

    number = models.CharField(_("numero"), max_length=24, unique=True, editable=False)
    year = models.PositiveSmallIntegerField(_("anno"), editable=False)
    sua = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("SUA")
    )
    kind = models.CharField(_("tipo"), max_length=10, choices=TenderKind)
    state = models.CharField(
        _("stato"), max_length=12, choices=TenderState, default=TenderState.PREPARING
    )
    subject = models.CharField(_("oggetto"), max_length=SUBJECT_LENGTH)
    description = models.TextField(_("descrizione"), blank=True)
    bodies = models.ManyToManyField(
        "enti.Ente", through="sua.TenderBody", related_name="+", verbose_name=_("enti partecipanti")
    )
    request = models.OneToOneField(
        "sua.TenderRequest",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tender",
        verbose_name=_("richiesta"),
    )
    holder = models.ForeignKey(
        "enti.Ente", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("SA titolare"),
    )  # fmt: skip
    functions = models.CharField(
        _("funzioni svolte"), max_length=1, choices=PerformedFunctions,
        default=PerformedFunctions.AWARD,
    )  # fmt: skip
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", verbose_name=_("istruttore"),
    )  # fmt: skip

    contract_kind = models.CharField(_("tipo di appalto"), max_length=20, choices=ContractKind)
    procedure = models.CharField(_("procedura"), max_length=12, choices=Procedure)
    technique = models.CharField(
        _("tecnica"), max_length=10, choices=Technique, default=Technique.NONE
    )
    criterion = models.CharField(_("criterio"), max_length=12, choices=Criterion)
    is_above_eu = models.BooleanField(_("sopra soglia europea"), default=False)
    is_urgent = models.BooleanField(_("termini ridotti per urgenza"), default=False)
    is_pnrr = models.BooleanField(_("PNRR/PNC"), default=False)
    total = money(_("valore stimato"), default=0, editable=False)

    decision_on = models.DateField(_("decisione di contrarre del"), null=True, blank=True)
    indiction_act = models.CharField(_("atto di indizione"), max_length=250, blank=True)
    pad_name = models.CharField(_("piattaforma certificata (PAD)"), max_length=250, blank=True)
    pad_url = models.URLField(_("indirizzo della procedura sulla PAD"), max_length=500, blank=True)
    bdncp_url = models.URLField(_("indirizzo sulla BDNCP"), max_length=500, blank=True)
    anac_id = models.UUIDField(_("id appalto ANAC"), null=True, blank=True)
    pcp_state = models.CharField(
        _("stato dell'appalto su PCP"), max_length=12, choices=PcpTender, blank=True
    )
    ted_sent_on = models.DateField(_("invio al TED"), null=True, blank=True)
    ted_number = models.CharField(_("numero TED"), max_length=40, blank=True)
    published_at = models.DateTimeField(_("pubblicata il"), null=True, blank=True)
    questions_due_at = models.DateTimeField(_("scadenza chiarimenti"), null=True, blank=True)
    bids_due_at = models.DateTimeField(_("scadenza offerte"), null=True, blank=True)
    opening_on = models.DateField(_("apertura delle offerte"), null=True, blank=True)
    invited_count = models.PositiveIntegerField(_("operatori invitati"), null=True, blank=True)
    has_anomaly = models.BooleanField(_("verifica dell'anomalia"), default=False)

    suspended_at = models.DateTimeField(_("sospesa il"), null=True, editable=False)
    opened_at = models.DateTimeField(_("aperta il"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("ultima novità"), default=timezone.now, editable=False)

    objects = TenderQuerySet.as_manager()

    class Meta:
        verbose_name = _("Gara")
        verbose_name_plural = _("Gare")
        ordering = ("-opened_at", "-pk")
        indexes = (
            models.Index(fields=["sua", "state", "-opened_at"], name="sua_tender_by_state"),
            models.Index(fields=["sua", "-opened_at", "id"], name="sua_tender_by_sua"),
            models.Index(fields=["sua", "bids_due_at"], name="sua_tender_by_bids"),
            models.Index(fields=["sua", "total"], name="sua_tender_by_total"),
            models.Index(fields=["sua", "-published_at"], name="sua_tender_by_notice"),
            models.Index(fields=["officer", "state"], name="sua_tender_by_officer"),
        )

    def __str__(self) -> str:
        return f"{self.number} – {self.subject}"

    def get_absolute_url(self) -> str:
        return address(self.sua_id, "sua:tender", self.number)

    def get_step_url(self, name: str) -> str:
        return reverse("sua:tender-step", args=[self.number, name])

    @property
    def owner_id(self) -> int:
        """The SUA's ente: whose process it is."""
        return self.sua_id

    @property
    def meaning(self) -> str:
        return TENDER_MEANINGS[TenderState(self.state)]

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def is_awarded(self) -> bool:
        """The award is out: deferred access ends (art. 35, c. 2)."""
        return self.state not in (*BEFORE_AWARD, TenderState.SUSPENDED)

    @property
    def is_before_notice(self) -> bool:
        return self.state in BEFORE_NOTICE

    def bids_are_closed(self, now) -> bool:
        """Number of bids and list of who was invited are said only after this (art. 35)."""
        return self.bids_due_at is not None and now >= self.bids_due_at


class TenderBody(models.Model):
    """An ente that takes part in a tender; `is_lead` for who delegated it."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="places")
    ente = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("Ente")
    )
    is_lead = models.BooleanField(_("ente delegante"), default=True)
    is_outside = models.BooleanField(_("fuori territorio"), default=False)

    class Meta:
        ordering = ("-is_lead", "ente__name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["ente", "tender"], name="sua_one_body_a_tender"),
        )

    def __str__(self) -> str:
        return str(self.ente)


class TenderPersonQuerySet(models.QuerySet):
    def held(self) -> Self:
        """Active ones, of tenders that still go on: the load of a person."""
        return self.filter(state=PersonState.ACTIVE).exclude(tender__state__in=OVER)


class TenderPerson(models.Model):
    """A person with a part in a tender, by an act, for a time. Nobody is active without a declaration."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="persons")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
        related_name="sua_tender_roles", verbose_name=_("persona"),
    )  # fmt: skip
    name = models.CharField(_("nome e cognome"), max_length=160)
    ente = models.ForeignKey(
        "enti.Ente", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("Ente"),
    )  # fmt: skip
    profession = models.CharField(_("qualifica o professione"), max_length=160, blank=True)
    role = models.CharField(_("ruolo"), max_length=4, choices=PersonRole)
    state = models.CharField(
        _("stato"), max_length=8, choices=PersonState, default=PersonState.PROPOSED
    )
    act = models.CharField(_("atto di nomina"), max_length=250)
    act_on = models.DateField(_("data dell'atto"), null=True, blank=True)
    file = models.ForeignKey(
        "files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateField(_("dal"))
    until = models.DateField(_("al"), null=True, blank=True)
    succeeds = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="successors"
    )
    conflict = models.CharField(
        _("dichiarazione sui conflitti di interesse"), max_length=8, choices=Conflict, blank=True
    )
    conflict_on = models.DateField(_("dichiarata il"), null=True, blank=True)
    conflict_file = models.ForeignKey(
        "files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    had_office = models.BooleanField(_("incarichi politici nell'ente negli ultimi due anni"), default=False)  # fmt: skip
    was_convicted = models.BooleanField(_("condanne per reati contro la PA"), default=False)
    cv_file = models.ForeignKey(
        "files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = TenderPersonQuerySet.as_manager()

    class Meta:
        ordering = ("state", "role", "since", "pk")
        indexes = (
            models.Index(fields=["person", "state"], name="sua_part_by_person"),
            models.Index(fields=["role", "-since"], name="sua_part_by_role"),
        )
        constraints = (
            models.CheckConstraint(
                name="sua_no_active_part_without_declaration",
                condition=~Q(state=PersonState.ACTIVE) | Q(conflict="NONE"),
            ),
            models.UniqueConstraint(
                fields=["tender", "role"],
                name="sua_one_active_in_roles_alone",
                condition=Q(state=PersonState.ACTIVE, role__in=["RP", "RSUA", "PRES"]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} – {self.get_role_display()}"

    @property
    def is_active(self) -> bool:
        return self.state == PersonState.ACTIVE


class TenderEvent(models.Model):
    """A line of the timeline; `visibility` says who reads it."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="events")
    lot = models.ForeignKey(
        "sua.Lot", null=True, blank=True, on_delete=models.CASCADE, related_name="events"
    )
    kind = models.CharField(_("tipo"), max_length=13, choices=EventKind)
    at = models.DateTimeField(_("data"))
    words = models.CharField(_("che cosa è successo"), max_length=500)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    visibility = models.CharField(
        _("visibile a"), max_length=7, choices=Visibility, default=Visibility.BODY
    )

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["tender", "-at", "-id"], name="sua_event_by_tender"),)

    def __str__(self) -> str:
        return self.words


class PcpRecord(models.Model):
    """A card of PCP, noted here as it stands there: nothing is sent from Pi.Co."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="cards")
    lot = models.ForeignKey(
        "sua.Lot", null=True, blank=True, on_delete=models.CASCADE, related_name="cards",
        verbose_name=_("lotto"),
    )  # fmt: skip
    card = models.CharField(_("scheda"), max_length=8, choices=PcpCard)
    state = models.CharField(_("stato"), max_length=9, choices=CardState)
    identifier = models.CharField(_("identificativo"), max_length=60, blank=True)
    noted_on = models.DateField(_("data"))
    note = models.CharField(_("nota"), max_length=250, blank=True)

    class Meta:
        ordering = ("noted_on", "pk")

    def __str__(self) -> str:
        return self.get_card_display()


def visible_tenders_exist(path: str, actor: Actor) -> Exists:
    """The condition for rows whose tender (at `path`) the actor may see."""
    return Exists(Tender.objects.visible_to(actor).filter(pk=OuterRef(path)))
