"""When an office works: its hours, its patron saint, its own days of rest."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..reckoning import Patron


class DeskCalendar(models.Model):
    """The working hours of a desk: seven lists, Monday first, of pairs «09:00», «13:00».

    Saint and days of rest are those of its ente; without an ente the national ones only.
    """

    ente = models.ForeignKey(
        "enti.Ente", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(_("nome"), max_length=120)
    hours = models.JSONField(_("orario"), default=list)

    class Meta:
        verbose_name = _("Orario di servizio")
        verbose_name_plural = _("Orari di servizio")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["ente", "name"], name="one_desk_calendar_per_name"),
            models.UniqueConstraint(
                fields=["name"],
                name="one_common_desk_calendar_per_name",
                condition=models.Q(ente__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.name


class DeskClosure(models.Model):
    """A day on which one desk is closed, while the rest of its ente works."""

    desk = models.ForeignKey(DeskCalendar, on_delete=models.CASCADE, related_name="closures")
    day = models.DateField(_("giorno"))
    name = models.CharField(_("motivo"), max_length=120)

    class Meta:
        verbose_name = _("Chiusura di uno sportello")
        verbose_name_plural = _("Chiusure di uno sportello")
        ordering = ("day", "pk")
        constraints = (
            models.UniqueConstraint(fields=["desk", "day"], name="one_desk_closure_per_day"),
        )

    def __str__(self) -> str:
        return self.name


class PatronSaint(models.Model):
    """The patron saint of the town of an ente: a holiday of its offices, with where that is said."""

    ente = models.OneToOneField("enti.Ente", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("santo patrono"), max_length=80)
    month = models.PositiveSmallIntegerField(
        _("mese"), validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    day = models.PositiveSmallIntegerField(
        _("giorno"), validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    source = models.CharField(_("fonte"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("Santo patrono")
        verbose_name_plural = _("Santi patroni")

    def __str__(self) -> str:
        return self.name

    @property
    def patron(self) -> Patron:
        return Patron(self.month, self.day, self.name)


class Holiday(models.Model):
    """A day of rest beyond the national ones: of an ente, or of everybody."""

    ente = models.ForeignKey(
        "enti.Ente", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    day = models.DateField(_("giorno"))
    name = models.CharField(_("motivo"), max_length=120)
    source = models.CharField(_("fonte"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("Giorno di chiusura")
        verbose_name_plural = _("Giorni di chiusura")
        ordering = ("day", "pk")
        constraints = (
            models.UniqueConstraint(fields=["ente", "day"], name="one_holiday_per_day"),
            models.UniqueConstraint(
                fields=["day"],
                name="one_common_holiday_per_day",
                condition=models.Q(ente__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.name
