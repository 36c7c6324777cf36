"""Enti: the adhesion of one to its counterpart, its acts, contacts and list of start."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..terms import (
    ActKind,
    AdhesionState,
    ContactKind,
    Organ,
    Service,
    StartItem,
    start_items,
)


class Adhesion(models.Model):
    """An ente joins: a Province with UPI, an ente of the territory with its Province."""

    ente = models.ForeignKey("enti.Ente", on_delete=models.PROTECT, related_name="adhesions")
    counterpart = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="adhesions_received"
    )
    state = models.CharField(
        _("stato"), max_length=20, choices=AdhesionState, default=AdhesionState.NOT_JOINED
    )
    state_since = models.DateTimeField(_("dal"))
    services = models.JSONField(_("moduli scelti"), default=list, blank=True)
    wants_site = models.BooleanField(_("sito da attivare"), default=False)
    data_roles = models.TextField(_("trattamento dei dati"), blank=True, max_length=2000)
    reason = models.TextField(_("motivo"), blank=True, max_length=1000)
    created_at = models.DateTimeField(_("creata il"))

    class Meta:
        verbose_name = _("Adesione")
        verbose_name_plural = _("Adesioni")
        ordering = ("ente__name",)
        constraints = (
            models.UniqueConstraint(
                fields=["ente", "counterpart"], name="one_adhesion_per_pair_of_enti"
            ),
            models.CheckConstraint(
                name="an_ente_does_not_join_itself",
                condition=~models.Q(ente=models.F("counterpart")),
            ),
        )
        indexes = (models.Index(fields=["counterpart", "state"], name="adhesion_by_counterpart"),)

    def __str__(self) -> str:
        return f"{self.ente} – {self.counterpart}"

    @property
    def is_member(self) -> bool:
        return self.state in (AdhesionState.JOINED, AdhesionState.RUNNING)

    @property
    def service_labels(self) -> list[str]:
        return [str(Service(key).label) for key in self.services]

    @property
    def start_items(self) -> list[StartItem]:
        return start_items(self.ente.kind, self.services)


class Act(models.Model):
    """An act of the adhesion: protocol, agreement, convention…, with organ, signatories and term."""

    adhesion = models.ForeignKey(Adhesion, on_delete=models.CASCADE, related_name="acts")
    kind = models.CharField(_("tipo di atto"), max_length=12, choices=ActKind)
    service = models.CharField(_("modulo"), max_length=12, choices=Service, blank=True)
    number = models.CharField(_("numero"), max_length=60)
    act_on = models.DateField(_("data"))
    organ = models.CharField(_("organo"), max_length=12, choices=Organ)
    signatories = models.CharField(_("firmatari"), max_length=250)
    starts_on = models.DateField(_("decorrenza"))
    ends_on = models.DateField(_("scadenza"), null=True, blank=True)
    reference = models.CharField(
        _("riferimento"),
        max_length=250,
        blank=True,
        help_text=_("Dove si trova l'atto: protocollo, albo, indirizzo."),
    )
    file = models.ForeignKey(
        "files.StoredFile",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("documento"),
    )
    warned_days = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("inserito il"))

    class Meta:
        verbose_name = _("Atto")
        verbose_name_plural = _("Atti")
        ordering = ("-act_on", "-pk")
        constraints = (
            models.CheckConstraint(
                name="an_act_ends_after_it_starts",
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
            ),
        )
        indexes = (models.Index(fields=["ends_on"], name="act_by_term"),)

    def __str__(self) -> str:
        return _("%(kind)s n. %(number)s") % {
            "kind": self.get_kind_display(),
            "number": self.number,
        }

    def is_in_force(self, today: date) -> bool:
        return self.starts_on <= today and (self.ends_on is None or self.ends_on >= today)


class Contact(models.Model):
    """Whom to call about an adhesion: political, administrative, technical, data protection."""

    adhesion = models.ForeignKey(Adhesion, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(_("ruolo"), max_length=16, choices=ContactKind)
    name = models.CharField(_("nome e cognome"), max_length=160)
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("telefono"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("Referente")
        verbose_name_plural = _("Referenti")
        ordering = ("kind",)
        constraints = (
            models.UniqueConstraint(fields=["adhesion", "kind"], name="one_contact_per_kind"),
        )

    def __str__(self) -> str:
        return self.name


class StartCheck(models.Model):
    """An item of the list of start, done."""

    adhesion = models.ForeignKey(Adhesion, on_delete=models.CASCADE, related_name="checks")
    item = models.CharField(max_length=16, choices=StartItem)
    done_at = models.DateTimeField(_("fatto il"))
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["adhesion", "item"], name="one_check_per_item"),
        )

    def __str__(self) -> str:
        return StartItem(self.item).label
