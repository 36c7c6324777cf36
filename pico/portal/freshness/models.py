"""Who keeps a content up to date, until when; the links of the contents and how they answer."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .terms import LinkState

PERSON = settings.AUTH_USER_MODEL


class Care(models.Model):
    """Who answers for a published content, and when it is read again."""

    page = models.OneToOneField("pages.ContentPage", on_delete=models.CASCADE, related_name="care")
    owner = models.ForeignKey(
        PERSON,
        verbose_name=_("responsabile"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    deputy = models.ForeignKey(
        PERSON,
        verbose_name=_("sostituto"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    review_on = models.DateField(_("da rivedere entro"), null=True, blank=True)
    verified_on = models.DateField(_("verificato il"), null=True)
    verified_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("Cura del contenuto")
        verbose_name_plural = _("Cura dei contenuti")
        indexes = (models.Index(fields=["review_on"], name="care_by_review"),)

    def __str__(self) -> str:
        return f"{self.page_id} · {self.review_on}"


class Reminder(models.Model):
    """A person was reminded of what is to be read again in a month: once, whatever happens."""

    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()  # its first day

    class Meta:
        verbose_name = _("Promemoria")
        verbose_name_plural = _("Promemoria")
        constraints = (
            models.UniqueConstraint(fields=["person", "month"], name="one_reminder_a_month"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} · {self.month}"


class Link(models.Model):
    """An address that contents lead to, and how it answered the last time."""

    url = models.TextField(_("indirizzo"))
    key = models.CharField(max_length=40, unique=True)  # SHA-1 of the address: a short index
    state = models.CharField(
        _("stato"), max_length=6, choices=LinkState, default=LinkState.NEW, db_index=True
    )
    status = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(_("perché"), max_length=200, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    failed_since = models.DateTimeField(_("rotto dal"), null=True)
    checked_at = models.DateTimeField(_("verificato il"), null=True)
    moved_to = models.TextField(blank=True)

    class Meta:
        verbose_name = _("Collegamento")
        verbose_name_plural = _("Collegamenti")

    def __str__(self) -> str:
        return self.url


class LinkUse(models.Model):
    """A published content leads to an address."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="uses")
    page = models.ForeignKey("pages.ContentPage", on_delete=models.CASCADE, related_name="+")
    space = models.ForeignKey("enti.Space", on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("Uso di un collegamento")
        verbose_name_plural = _("Uso dei collegamenti")
        constraints = (models.UniqueConstraint(fields=["page", "link"], name="one_use_a_page"),)
        indexes = (models.Index(fields=["space", "link"], name="link_use_by_space"),)

    def __str__(self) -> str:
        return f"{self.page_id} → {self.link_id}"
