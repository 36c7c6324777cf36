"""Words of this room: states, steps, kinds of act, limits."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from pico.core.access.terms import Role
from pico.core.enti.terms import PROVINCES, EnteKind

RULES_VERSION = "2026-11"

LINK_LIFE = timedelta(hours=48)
INVITATION_LIFE = timedelta(days=14)
INVITATIONS_PER_DAY = 300  # of one ente: more is a mistake, or somebody using us to send mail
LINKS_PER_HOUR = 3  # to one address: more are swallowed, the answer stays the same
MANY_ADDRESSES = 100
OPEN_REQUESTS = 5  # of one person: each of them takes somebody's time

# Source: domain facts ENTI §5.2, with the escalation asked by the customer after five working days.
REMIND_AFTER = 3
ESCALATE_AFTER = 5

EXPIRY_WARNINGS = (30, 7)  # days before a membership ends
ACT_WARNINGS = (180, 90, 30)  # days before an agreement ends
RECONFIRM_EVERY = timedelta(days=365)
RECONFIRM_WITHIN = timedelta(days=30)

# Mailboxes that anybody may open: a warning, never a refusal.
PERSONAL_DOMAINS = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "outlook.it",
        "hotmail.com",
        "hotmail.it",
        "live.com",
        "live.it",
        "msn.com",
        "yahoo.com",
        "yahoo.it",
        "ymail.com",
        "libero.it",
        "virgilio.it",
        "alice.it",
        "tin.it",
        "tim.it",
        "tiscali.it",
        "icloud.com",
        "me.com",
        "mac.com",
        "aol.com",
        "proton.me",
        "protonmail.com",
        "fastwebnet.it",
        "inwind.it",
        "iol.it",
        "email.it",
        "gmx.com",
        "gmx.it",
    ]
)


class Level(models.IntegerChoices):
    """Whose turn it is to decide a request: from the nearest office to the farthest."""

    ENTE = 0, _("Amministratori dell'ente")
    PROVINCE = 1, _("Amministratori della Provincia")
    UPI = 2, _("Amministratori UPI")


class RegistrationState(models.TextChoices):
    UNVERIFIED = "UNVERIFIED", _("In attesa di verifica e-mail")
    ENTE_UNKNOWN = "ENTE_UNKNOWN", _("Ente da individuare")
    CONFIRMED = "CONFIRMED", _("E-mail verificata")
    REJECTED = "REJECTED", _("Rifiutata")


class InvitationState(models.TextChoices):
    OPEN = "OPEN", _("In attesa")
    ACCEPTED = "ACCEPTED", _("Accettato")
    REVOKED = "REVOKED", _("Revocato")
    EXPIRED = "EXPIRED", _("Scaduto")


class NoticeKind(models.TextChoices):
    """What this room tells; the labels stand on the page of preferences."""

    REQUEST = "adhesion.request", _("Richieste di iscrizione")
    REMINDER = "adhesion.reminder", _("Solleciti di richieste di iscrizione")
    INVITATION = "adhesion.invitation", _("Inviti accettati")
    ENTE_TO_FIND = "adhesion.ente_to_find", _("Enti da individuare")
    OUTCOME = "adhesion.outcome", _("Esito delle mie richieste")
    MEMBERSHIP = "adhesion.membership", _("Cambiamenti dei miei incarichi")
    EXPIRY = "adhesion.expiry", _("Incarichi che finiscono")
    RECONFIRMATION = "adhesion.reconfirmation", _("Riconferma annuale")
    NO_ADMINISTRATOR = "adhesion.no_administrator", _("Enti senza amministratore")
    ADHESION = "adhesion.adhesion", _("Adesioni degli enti")
    ADHESION_TURN = "adhesion.turn", _("Adesioni: tocca al mio ente")
    ACT_TERM = "adhesion.act", _("Atti che scadono")


class AdhesionState(models.TextChoices):
    """How far an ente has come; labels of the customer's process of adhesion."""

    NOT_JOINED = "NON_ADERENTE", _("Da contattare")
    INVITED = "INVITATO", _("Invitato")
    REQUESTED = "RICHIESTA", _("Adesione richiesta")
    IN_REVIEW = "IN_VERIFICA", _("In verifica")
    SIGNING = "PROTOCOLLO_IN_FIRMA", _("Protocollo inviato")
    JOINED = "ADERENTE", _("Accordo firmato")
    RUNNING = "MODULI_ATTIVI", _("Attiva")
    SUSPENDED = "SOSPESO", _("Sospesa")
    WITHDRAWN = "RECEDUTO", _("Cessata")


MEMBERS = (AdhesionState.JOINED, AdhesionState.RUNNING)
UNDER_WAY = (
    AdhesionState.INVITED,
    AdhesionState.REQUESTED,
    AdhesionState.IN_REVIEW,
    AdhesionState.SIGNING,
)

STATE_SENTENCES = {
    AdhesionState.NOT_JOINED: _("L'ente non è ancora stato invitato."),
    AdhesionState.INVITED: _("L'ente è stato invitato: può chiedere l'adesione."),
    AdhesionState.REQUESTED: _("L'ente ha chiesto di aderire: la richiesta va presa in carico."),
    AdhesionState.IN_REVIEW: _("I dati dell'ente sono in verifica prima dell'invio degli atti."),
    AdhesionState.SIGNING: _("Gli atti sono stati inviati e attendono la firma."),
    AdhesionState.JOINED: _("Gli atti sono firmati: si può preparare l'avvio."),
    AdhesionState.RUNNING: _("L'ente lavora in Pi.Co. con i moduli scelti."),
    AdhesionState.SUSPENDED: _("L'adesione è sospesa: i contenuti restano leggibili."),
    AdhesionState.WITHDRAWN: _("L'adesione è cessata: i contenuti restano leggibili."),
}

# In these states somebody must act: the ente that joins, or its counterpart.
TURN_OF_ENTE = (AdhesionState.INVITED, AdhesionState.JOINED)
TURN_OF_COUNTERPART = (AdhesionState.REQUESTED, AdhesionState.IN_REVIEW, AdhesionState.SIGNING)

# How a state is shown: meaning of colour, as in the design page.
MEANINGS = {
    AdhesionState.NOT_JOINED: "draft",
    AdhesionState.INVITED: "running",
    AdhesionState.REQUESTED: "waiting",
    AdhesionState.IN_REVIEW: "running",
    AdhesionState.SIGNING: "running",
    AdhesionState.JOINED: "done",
    AdhesionState.RUNNING: "done",
    AdhesionState.SUSPENDED: "suspended",
    AdhesionState.WITHDRAWN: "refused",
    "PENDING": "waiting",
    "ACTIVE": "done",
    "TO_RECONFIRM": "waiting",
    "CEASED": "draft",
    "REJECTED": "refused",
    "OPEN": "running",
    "ACCEPTED": "done",
    "REVOKED": "refused",
    "EXPIRED": "draft",
    "SUSPENDED": "suspended",
    "ENTE_UNKNOWN": "waiting",
}


class Service(models.TextChoices):
    """What an ente may join: the vertical services of the customer; also the keys of their modules."""

    SUA = "sua", _("SUA – Stazione unica appaltante")
    SIT = "sit", _("SIT – Servizi innovativi territoriali")
    SAPE = "sape", _("SAPE – Servizi associati politiche europee")
    PERSONNEL = "personnel", _("Personale")


class ActKind(models.TextChoices):
    PROTOCOL = "PROTOCOL", _("Protocollo di adesione politica")
    AGREEMENT = "AGREEMENT", _("Accordo di collaborazione (art. 15 L. 241/1990)")
    CONVENTION = "CONVENTION", _("Convenzione")
    APPOINTMENT = "APPOINTMENT", _("Nomina del referente Pi.Co.")
    WITHDRAWAL = "WITHDRAWAL", _("Recesso")
    OTHER = "OTHER", _("Altro atto")


class Organ(models.TextChoices):
    PRESIDENT = "PRESIDENT", _("Decreto del Presidente")
    COUNCIL = "COUNCIL", _("Deliberazione del Consiglio")
    BOARD = "BOARD", _("Deliberazione della Giunta")
    MANAGER = "MANAGER", _("Determinazione dirigenziale")
    OTHER = "OTHER", _("Altro")


class ContactKind(models.TextChoices):
    POLITICAL = "POLITICAL", _("Referente politico")
    ADMINISTRATIVE = "ADMINISTRATIVE", _("Referente amministrativo")
    TECHNICAL = "TECHNICAL", _("Referente tecnico")
    DPO = "DPO", _("Responsabile della protezione dei dati")


class StartItem(models.TextChoices):
    """What must be ready before an ente starts."""

    LOGO = "LOGO", _("Logo e stemma caricati")
    PRIVACY = "PRIVACY", _("Informativa sulla privacy e ruoli GDPR definiti")
    ACCESSIBILITY = "ACCESSIBILITY", _("Dichiarazione di accessibilità pubblicata")
    EDITORS = "EDITORS", _("Tre redattori formati")
    SIT_CATALOGUE = "SIT_CATALOGUE", _("Catalogo SIT caricato")
    SUA_CONVENTION = "SUA_CONVENTION", _("Modello di convenzione SUA caricato")
    CONTACTS = "CONTACTS", _("Referenti informati e accreditati")
    DATA = "DATA", _("Dati dell'ente verificati")


def start_items(ente_kind: str, services) -> list[StartItem]:
    """Return the list of start for this kind of ente and these services."""
    if ente_kind not in PROVINCES:
        return [StartItem.CONTACTS, StartItem.DATA, StartItem.PRIVACY]
    items = [StartItem.LOGO, StartItem.PRIVACY, StartItem.ACCESSIBILITY, StartItem.EDITORS]
    if Service.SIT in services:
        items.append(StartItem.SIT_CATALOGUE)
    if Service.SUA in services:
        items.append(StartItem.SUA_CONVENTION)
    return items


# A role can be given only where it means something: a Comune names no administrator of UPI.
_EVERYWHERE = (Role.USER, Role.SIGNATORY)
# Whom everybody trusts on the platform is named by UPI, the UPI regionali and the Provinces.
_OF_NETWORK = (Role.EXPERT, Role.TRAINER, Role.MODERATOR)
_OFFICES = (
    Role.SUA_MANAGER,
    Role.SUA_OFFICER,
    Role.SIT_MANAGER,
    Role.SIT_OFFICER,
    Role.SAPE_MANAGER,
    Role.SAPE_OFFICER,
    Role.PERSONNEL_MANAGER,
    Role.PERSONNEL_OFFICER,
)
_OF_PROVINCE = (
    Role.PROVINCE_ADMIN,
    Role.PROVINCE_EDITOR,
    *_OFFICES,
    Role.RUP,
    *_OF_NETWORK,
    *_EVERYWHERE,
)
_OF_OTHERS = (Role.ENTE_ADMIN, Role.RUP, *_EVERYWHERE)
_OF_UPI = (
    Role.UPI_ADMIN,
    Role.UPI_EDITOR,
    Role.HELPDESK_SUPERVISOR,
    Role.HELPDESK_OPERATOR,
    Role.DATA_ANALYST,
    Role.PLATFORM_ADMIN,
    *_OF_NETWORK,
    *_EVERYWHERE,
)
_OF_UPI_REGIONAL = (Role.REGIONAL_ADMIN, Role.REGIONAL_EDITOR, *_OF_NETWORK, *_EVERYWHERE)


def roles_of(ente_kind: str) -> tuple[Role, ...]:
    """Return the roles that can be held in an ente of this kind."""
    if ente_kind in PROVINCES:
        return _OF_PROVINCE
    special = {EnteKind.UPI: _OF_UPI, EnteKind.UPI_REGIONAL: _OF_UPI_REGIONAL}
    return special.get(ente_kind, _OF_OTHERS)


def administrator_of(ente_kind: str) -> Role:
    """Return the role that administers an ente of this kind."""
    if ente_kind in PROVINCES:
        return Role.PROVINCE_ADMIN
    special = {EnteKind.UPI: Role.UPI_ADMIN, EnteKind.UPI_REGIONAL: Role.REGIONAL_ADMIN}
    return special.get(ente_kind, Role.ENTE_ADMIN)
