"""Requests written without an account: by who cannot come in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pico.core.files.terms import AVAILABLE, ScanState

from ..terms import AccessProblem, AccessRole, AccessState, SpidProvider
from .tickets import Ticket, hidden_field


class AccessRequest(models.Model):
    """What a person who cannot sign in wrote; a ticket is born when the mailbox is proved.

    Only the fingerprints of the two secrets are kept: `confirm_hash` of the link that proves the
    mailbox (72 hours), `page_hash` of the page that shows the answers (90 days).
    """

    first_name = models.CharField(_("nome"), max_length=80)
    last_name = models.CharField(_("cognome"), max_length=80)
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("telefono"), max_length=30, blank=True)
    ente = models.ForeignKey(
        "enti.Ente", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("ente"),
    )  # fmt: skip
    ente_words = models.CharField(_("ente non in elenco"), max_length=250, blank=True)
    role = models.CharField(_("ruolo nell'ente"), max_length=13, choices=AccessRole, blank=True)
    problem = models.CharField(_("tipo di problema"), max_length=12, choices=AccessProblem)
    spid_provider = models.CharField(
        _("gestore SPID"), max_length=10, choices=SpidProvider, blank=True
    )
    error_code = models.CharField(_("codice errore"), max_length=40, blank=True)
    happened_at = models.DateTimeField(_("data e ora"), null=True, blank=True)
    description = models.TextField(_("descrizione"))
    space = models.ForeignKey("enti.Space", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        _("stato"), max_length=10, choices=AccessState, default=AccessState.TO_CONFIRM
    )
    confirm_hash = models.CharField(max_length=64, unique=True, editable=False)
    page_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, editable=False)
    page_until = models.DateTimeField(null=True, editable=False)
    ticket = models.OneToOneField(
        Ticket, null=True, on_delete=models.CASCADE, related_name="access_request"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("Richiesta di chi non riesce ad accedere")
        verbose_name_plural = _("Richieste di chi non riesce ad accedere")
        indexes = (
            models.Index(fields=["state", "created_at"], name="access_by_state"),
            models.Index(fields=["email"], name="access_by_email"),
        )

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def ente_said(self) -> str:
        return self.ente.name if self.ente_id else self.ente_words


class AccessFile(models.Model):
    """A file that came with such a request: apart from the library, since nobody owns it yet.

    Given out only when the antivirus let it pass, to who works on the ticket.
    """

    request = models.ForeignKey(AccessRequest, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=120, unique=True)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=100)
    scan_state = models.CharField(
        max_length=10, choices=ScanState, default=ScanState.SCANNING, editable=False
    )
    hidden = hidden_field()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name

    @property
    def is_available(self) -> bool:
        return self.scan_state in AVAILABLE and not self.hidden
