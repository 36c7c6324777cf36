"""The Elenco dei RUP: natural persons who can be RUP, their requirements, their training."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import Actor
from pico.engines.workflow.models import Flowing

from ..terms.rup import (
    RUP_MEANINGS,
    Degree,
    Employment,
    Grade,
    Licence,
    RupState,
    SkillKind,
    TrainingLevel,
)
from .addresses import address
from .columns import money
from .office import MembersQuerySet, is_office


class RupQuerySet(MembersQuerySet):
    def seen_by(self, actor: Actor) -> Q:
        """Keep the profiles of the ente acted for, those of its SUA's office, and the published ones.

        Published with the person's consent: read by the enti of the same territory, no others.
        """
        seen = Q(ente=actor.ente_id)
        if is_office(actor):
            seen |= Q(sua=actor.ente_id) & ~Q(state=RupState.DRAFT)
        if actor.territory:
            seen |= Q(
                state=RupState.ACTIVE, consents_to_publication=True, sua__territory=actor.territory
            )
        return seen


class RupProfile(Flowing):
    """A person who can be RUP for an ente, as the SUA of that ente knows him (art. 15, All. I.2).

    `largest_amount` in euro, VAT excluded. Sectors, SOA categories and CPV divisions are `RupSkill`s.
    """

    flow_key = "sua.rup"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="rup_profiles",
        verbose_name=_("Persona"),
    )  # fmt: skip
    ente = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("Ente")
    )
    sua = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("SUA")
    )
    state = models.CharField(_("stato"), max_length=10, choices=RupState, default=RupState.DRAFT)
    employment = models.CharField(
        _("tipo di rapporto"), max_length=10, choices=Employment, default=Employment.PERMANENT
    )
    grade = models.CharField(_("qualifica"), max_length=8, choices=Grade, default=Grade.OFFICER)
    degree = models.CharField(
        _("titolo di studio"), max_length=8, choices=Degree, default=Degree.DIPLOMA
    )
    degree_words = models.CharField(_("descrizione del titolo"), max_length=250, blank=True)
    licence = models.CharField(
        _("abilitazione"), max_length=10, choices=Licence, default=Licence.NONE
    )
    register = models.CharField(_("albo"), max_length=250, blank=True)
    register_number = models.CharField(
        _("numero di iscrizione all'albo"), max_length=40, blank=True
    )
    works_years = models.PositiveSmallIntegerField(_("anni di esperienza in lavori"), default=0)
    supplies_years = models.PositiveSmallIntegerField(
        _("anni di esperienza in servizi e forniture"), default=0
    )
    largest_amount = money(_("importo massimo gestito"), null=True, blank=True)
    is_project_manager = models.BooleanField(_("competenze di project management"), default=False)
    is_available_elsewhere = models.BooleanField(_("disponibile per altri enti"), default=False)
    territories = models.ManyToManyField(
        "enti.Territory", blank=True, related_name="+", verbose_name=_("ambito territoriale")
    )
    consents_to_publication = models.BooleanField(
        _("acconsento alla pubblicazione nell'Elenco"), default=False
    )
    cv = models.ForeignKey(
        "files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    search_key = models.CharField(max_length=300, editable=False)
    validated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        editable=False, verbose_name=_("validato da"),
    )  # fmt: skip
    validated_on = models.DateField(_("validato il"), null=True, editable=False)
    created_at = models.DateTimeField(_("creato il"), editable=False)
    changed_at = models.DateTimeField(_("ultima modifica"), editable=False)

    objects = RupQuerySet.as_manager()

    class Meta:
        verbose_name = _("Profilo RUP")
        verbose_name_plural = _("Elenco dei RUP")
        ordering = ("search_key", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "ente", "sua"],
                name="one_living_rup_profile",
                condition=~Q(state=RupState.CEASED),
            ),
        )
        indexes = (
            models.Index(fields=["sua", "state", "search_key"], name="sua_rup_by_sua"),
            models.Index(fields=["ente", "search_key"], name="sua_rup_by_ente"),
        )

    def __str__(self) -> str:
        return str(self.person)

    def get_absolute_url(self) -> str:
        return address(self.sua_id, "sua:rup", self.pk)

    def get_step_url(self, name: str) -> str:
        return reverse("sua:rup-step", args=[self.pk, name])

    @property
    def owner_id(self) -> int:
        return self.ente_id

    @property
    def is_published(self) -> bool:
        return self.state == RupState.ACTIVE and self.consents_to_publication

    @property
    def meaning(self) -> str:
        return RUP_MEANINGS[RupState(self.state)]


class RupSkill(models.Model):
    """A sector, a SOA category or a CPV division that a person works in."""

    profile = models.ForeignKey(RupProfile, on_delete=models.CASCADE, related_name="skills")
    kind = models.CharField(max_length=6, choices=SkillKind)
    code = models.CharField(max_length=12)

    class Meta:
        ordering = ("kind", "code")
        constraints = (
            models.UniqueConstraint(fields=["profile", "kind", "code"], name="one_skill_once"),
        )
        indexes = (models.Index(fields=["kind", "code", "profile"], name="sua_rup_by_skill"),)

    def __str__(self) -> str:
        return self.code


class RupTraining(models.Model):
    """A course that was attended: hours, level, until when it counts (no day: always)."""

    profile = models.ForeignKey(RupProfile, on_delete=models.CASCADE, related_name="training")
    title = models.CharField(_("titolo del corso"), max_length=250)
    provider = models.CharField(_("ente formatore"), max_length=250)
    hours = models.PositiveSmallIntegerField(_("ore"))
    on = models.DateField(_("concluso il"))
    expires_on = models.DateField(_("vale fino al"), null=True, blank=True)
    level = models.CharField(
        _("livello"), max_length=8, choices=TrainingLevel, default=TrainingLevel.BASIC
    )

    class Meta:
        verbose_name = _("Formazione")
        ordering = ("-on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=models.F("on")),
                name="training_expires_after_it_was",
            ),
        )
        indexes = (models.Index(fields=["expires_on"], name="sua_training_by_expiry"),)

    def __str__(self) -> str:
        return self.title

    def is_valid(self, on) -> bool:
        return self.expires_on is None or self.expires_on >= on


class RupConflict(models.Model):
    """Where a person must not be RUP: an ente, or an operator, until a day or for good (art. 16)."""

    profile = models.ForeignKey(RupProfile, on_delete=models.CASCADE, related_name="conflicts")
    ente = models.ForeignKey(
        "enti.Ente", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("Ente"),
    )  # fmt: skip
    about = models.CharField(_("di che si tratta"), max_length=250)
    until = models.DateField(_("fino al"), null=True, blank=True)

    class Meta:
        verbose_name = _("Conflitto dichiarato")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.about
