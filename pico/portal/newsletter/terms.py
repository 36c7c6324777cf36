"""Words of the newsletter: states, kinds of block, topics, limits."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

CONSENT_VERSION = "2026-11"
CONSENT_TEXT = _(
    "Acconsento a ricevere per e-mail la newsletter e all'uso del mio indirizzo per questo solo "
    "scopo. Posso disiscrivermi in ogni momento, con un clic."
)

UNCONFIRMED_LIFE = timedelta(days=30)
MAILS_PER_HOUR = (
    3  # confirmation mails to one address: more are swallowed, the answer stays the same
)
HARD_BOUNCES = 3
ATTEMPTS = 5  # of one recipient that the server asks to try later
IMPORT_ROWS = 20_000
IMPORT_BYTES = 5_000_000
BLOCKS = 60


class SubscriberState(models.TextChoices):
    """Of an address in a space; a subscription to one list has the first three."""

    PENDING = "IN_ATTESA", _("In attesa di conferma")
    ACTIVE = "ATTIVO", _("Attivo")
    UNSUBSCRIBED = "DISISCRITTO", _("Disiscritto")
    BOUNCED = "RIMBALZATO", _("Rimbalzato")
    ERASED = "CANCELLATO", _("Cancellato")


class ConsentKind(models.TextChoices):
    ASKED = "CHIESTO", _("Richiesta dal modulo pubblico")
    IMPORTED = "IMPORTATO", _("Importato da un elenco")
    CONFIRMED = "CONFERMATO", _("Confermato dall'e-mail")
    PROFILE = "PROFILO", _("Dato dal profilo")
    WITHDRAWN = "REVOCATO", _("Revocato")


class IssueState(models.TextChoices):
    DRAFT = "BOZZA", _("Bozza")
    IN_APPROVAL = "IN_APPROVAZIONE", _("In approvazione")
    SCHEDULED = "PROGRAMMATA", _("Programmata")
    SENDING = "IN_INVIO", _("In invio")
    SENT = "INVIATA", _("Inviata")
    CANCELLED = "ANNULLATA", _("Annullata")


class DeliveryState(models.TextChoices):
    WAITING = "DA_INVIARE", _("Da inviare")
    CLAIMED = "IN_CORSO", _("In corso")
    SENT = "INVIATA", _("Inviata")
    FAILED = "FALLITA", _("Non riuscita")
    BOUNCED = "RIMBALZATA", _("Rimbalzata")


class BlockKind(models.TextChoices):
    TEXT = "TESTO", _("Testo")
    CONTENT = "CONTENUTO", _("Contenuto")
    HEADING = "TITOLO", _("Titolo di sezione")
    BUTTON = "PULSANTE", _("Pulsante")


class NoticeKind(models.TextChoices):
    """What this module tells; the labels stand on the page of preferences."""

    APPROVAL = "newsletter.approval", _("Newsletter da approvare")
    RETURNED = "newsletter.returned", _("Newsletter rimandata in bozza")
    SENT = "newsletter.sent", _("Newsletter inviata")


MEANINGS = {
    SubscriberState.PENDING: "waiting",
    SubscriberState.ACTIVE: "done",
    SubscriberState.UNSUBSCRIBED: "draft",
    SubscriberState.BOUNCED: "refused",
    SubscriberState.ERASED: "draft",
    IssueState.DRAFT: "draft",
    IssueState.IN_APPROVAL: "waiting",
    IssueState.SCHEDULED: "running",
    IssueState.SENDING: "running",
    IssueState.SENT: "done",
    IssueState.CANCELLED: "refused",
    DeliveryState.WAITING: "draft",
    DeliveryState.CLAIMED: "running",
    DeliveryState.SENT: "done",
    DeliveryState.FAILED: "refused",
    DeliveryState.BOUNCED: "suspended",
}

STATE_SENTENCES = {
    IssueState.DRAFT: _("Si compone: solo la redazione la vede."),
    IssueState.IN_APPROVAL: _("Aspetta l'approvazione di chi amministra lo spazio."),
    IssueState.SCHEDULED: _("Approvata: parte da sola all'ora scelta."),
    IssueState.SENDING: _("Sta partendo, un destinatario alla volta."),
    IssueState.SENT: _("È partita: si legge nell'archivio pubblico."),
    IssueState.CANCELLED: _("Annullata: non partirà."),
}
EDITABLE = (IssueState.DRAFT,)
