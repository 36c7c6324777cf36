"""What an ente is qualified for, as ANAC's list says: levels, days, reserve, source."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import Actor
from pico.core.access.terms import Role

from ..terms.contracts import Level, QualificationKind
from ..terms.procurement import Sector
from .office import MembersQuerySet, is_office


class QualificationQuerySet(MembersQuerySet):
    def seen_by(self, actor: Actor) -> Q:
        """Keep those of the ente acted for, of the enti of its SUA's territory; UPI keeps them all."""
        if Role.UPI_ADMIN in actor.roles:
            return Q()
        seen = Q(ente=actor.ente_id)
        if actor.territory and (is_office(actor) or Role.PROVINCE_ADMIN in actor.roles):
            seen |= Q(ente__territory=actor.territory)
        return seen


class Qualification(models.Model):
    """A qualification of an ente in a sector (art. 63): never presumed, always with its source."""

    ente = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("Ente")
    )
    sector = models.CharField(_("settore"), max_length=8, choices=Sector)
    level = models.CharField(_("livello"), max_length=3, choices=Level)
    kind = models.CharField(
        _("tipo"), max_length=9, choices=QualificationKind, default=QualificationKind.AUTHORITY
    )
    score = models.DecimalField(
        _("punteggio"), max_digits=5, decimal_places=1, null=True, blank=True
    )
    valid_from = models.DateField(_("valida dal"))
    valid_to = models.DateField(_("valida al"), null=True, blank=True)
    has_reserve = models.BooleanField(_("con riserva"), default=False)
    covers_execution = models.BooleanField(_("anche per l'esecuzione"), default=False)
    source = models.CharField(_("fonte"), max_length=250)
    source_url = models.URLField(_("indirizzo della fonte"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("inserita il"), editable=False)

    objects = QualificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Qualificazione")
        verbose_name_plural = _("Qualificazioni")
        ordering = ("ente__name", "sector", "-valid_from", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["ente", "sector", "kind", "valid_from"], name="one_qualification_a_day"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="qualification_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(sector="WORKS", level__startswith="L")
                | Q(sector="GOODS", level__startswith="SF"),
                name="level_is_of_its_sector",
            ),
        )
        indexes = (
            models.Index(fields=["ente", "sector", "-valid_from"], name="sua_qualified_by_ente"),
            models.Index(fields=["valid_to"], name="sua_qualified_by_end"),
        )

    def __str__(self) -> str:
        return f"{self.level} – {self.ente}"

    def get_absolute_url(self) -> str:
        return reverse("sua:qualifications-of", args=[self.ente_id])

    def is_valid(self, on) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)
