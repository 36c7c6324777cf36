"""Keys with which the programmes of an ente read the API."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .terms import Grant, TokenState


class ApiToken(models.Model):
    """A key of an ente («chiave»): only the hash of its secret is kept.

    It belongs to the ente, not to who made it: a colleague who leaves breaks no service, and his
    successor sees it and can revoke it. It lives a year at most.
    """

    ente = models.ForeignKey("enti.Ente", on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("nome"), max_length=80)
    start = models.CharField(_("inizia con"), max_length=16, editable=False)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    grants = models.JSONField(_("che cosa può leggere"), default=list)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("creata il"))
    expires_at = models.DateTimeField(_("scade il"))
    last_used_at = models.DateTimeField(_("ultimo uso"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revocata il"), null=True, blank=True)

    class Meta:
        verbose_name = _("Chiave delle API")
        verbose_name_plural = _("Chiavi delle API")
        ordering = ("revoked_at", "-created_at", "pk")
        constraints = (
            models.CheckConstraint(
                name="a_token_expires_after_it_was_made",
                condition=models.Q(expires_at__gt=models.F("created_at")),
            ),
        )
        indexes = (models.Index(fields=["ente", "-created_at"], name="token_by_ente"),)

    def __str__(self) -> str:
        return self.name

    def state_at(self, now: datetime) -> TokenState:
        if self.revoked_at:
            return TokenState.REVOKED
        return TokenState.WORKING if now < self.expires_at else TokenState.EXPIRED

    @property
    def last_day(self) -> date:
        """The last day on which the key opens, in Rome."""
        return timezone.localdate(self.expires_at - timedelta(seconds=1))

    @property
    def grant_labels(self) -> list[str]:
        return [str(Grant(grant).label) for grant in self.grants]


class AppPassword(models.Model):
    """A password for one program of a person, who acts with it for one ente («password per programmi»).

    Only the hash of its secret is kept. It opens what the person may do there today, never a session
    of the site; it ends with the place, with the account, when revoked, and after a year.
    """

    membership = models.ForeignKey(
        "people.Membership", on_delete=models.CASCADE, related_name="app_passwords"
    )
    name = models.CharField(_("nome"), max_length=80)
    start = models.CharField(_("inizia con"), max_length=16, editable=False)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("creata il"))
    expires_at = models.DateTimeField(_("scade il"))
    last_used_at = models.DateTimeField(_("ultimo uso"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revocata il"), null=True, blank=True)

    class Meta:
        verbose_name = _("Password per programmi")
        verbose_name_plural = _("Password per programmi")
        ordering = ("revoked_at", "-created_at", "pk")

    def __str__(self) -> str:
        return self.name

    def state_at(self, now: datetime) -> TokenState:
        if self.revoked_at:
            return TokenState.REVOKED
        return TokenState.WORKING if now < self.expires_at else TokenState.EXPIRED
