"""How far a content reaches, states of proposals, ways to adopt: as stored, as said (PORTALE.md §4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reach(models.TextChoices):
    """«Condividi con»."""

    SITE = "SITE", _("Solo questo sito")
    ALL = "ALL", _("Tutti i siti")
    REGIONAL = "REGIONAL", _("UPI regionali")
    PROVINCES = "PROVINCES", _("Province di…")


class ProposalState(models.TextChoices):
    PROPOSED = "PROPOSED", _("Proposta")
    ACCEPTED = "ACCEPTED", _("Accolta")
    REJECTED = "REJECTED", _("Respinta")
    WITHDRAWN = "WITHDRAWN", _("Ritirata")


MEANINGS = {
    ProposalState.PROPOSED: "waiting",
    ProposalState.ACCEPTED: "done",
    ProposalState.REJECTED: "refused",
    ProposalState.WITHDRAWN: "suspended",
}


class AdoptionMode(models.TextChoices):
    MIRROR = "MIRROR", _("Specchio: segue sempre l'originale")
    COPY = "COPY", _("Copia propria: la modifichi tu")


class NoticeKind(models.TextChoices):
    PROPOSED = "portal.proposal.decide", _("Proposte di contenuti da valutare")
    DECIDED = "portal.proposal.decided", _("Esito delle tue proposte")
    CHANGED = "portal.adoption.changed", _("Un contenuto adottato è cambiato")
    GONE = "portal.adoption.gone", _("Un contenuto adottato è stato ritirato")


# Readers of one ente, of a group or of a territory are not on other sites: what is for them stays here.
SHAREABLE = ("public", "platform", "provinces")
