"""Words of the agreements («convenzioni SUA») and of who asks for one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

SUBJECT_LENGTH = 250


class AgreementForm(models.TextChoices):
    """The legal form. Source: art. 30 TUEL, art. 15 L. 241/1990, art. 62 c. 9 D.Lgs. 36/2023."""

    ART_30 = "ART_30", _("Convenzione (art. 30 TUEL)")
    ART_15 = "ART_15", _("Accordo (art. 15 L. 241/1990)")
    ART_62 = "ART_62", _("Apposita convenzione (art. 62, c. 9, D.Lgs. 36/2023)")


class DelegatedFunction(models.TextChoices):
    """PCP `funzioniSvolte`: the value is the code."""

    AWARD = "1", _("Solo aggiudicazione")
    AWARD_AND_CONTRACT = "2", _("Aggiudicazione e stipula")
    ALL = "3", _("Aggiudicazione, stipula ed esecuzione")
    PROPOSAL = "4", _("Proposta di aggiudicazione")


class Area(models.TextChoices):
    """What an agreement covers."""

    WORKS = "WORKS", _("Lavori")
    SERVICES = "SERVICES", _("Servizi")
    SUPPLIES = "SUPPLIES", _("Forniture")
    CONCESSIONS = "CONCESSIONS", _("Concessioni")


class FeeScheme(models.TextChoices):
    """How the costs of the SUA are reimbursed; agreements of art. 15 reimburse costs only."""

    PER_INHABITANT = "PER_INHABITANT", _("Fisso annuo per abitante")
    PERCENT = "PERCENT", _("Percentuale dell'importo a base di gara")
    LUMP_SUM = "LUMP_SUM", _("A forfait per procedura")
    LIVE_COSTS = "LIVE_COSTS", _("Costi vivi (pubblicità, contributo ANAC, commissari)")
    INCENTIVE = "INCENTIVE", _("Quota dell'incentivo (art. 45)")
    FREE = "FREE", _("Gratuito")


class AgreementState(models.TextChoices):
    """Said from its days; never stored."""

    FUTURE = "FUTURE", _("Non ancora in vigore")
    IN_FORCE = "IN_FORCE", _("In vigore")
    ENDING = "ENDING", _("In scadenza")
    EXPIRED = "EXPIRED", _("Scaduta")
    ENDED = "ENDED", _("Recesso")


AGREEMENT_MEANING = {
    AgreementState.FUTURE: "draft",
    AgreementState.IN_FORCE: "done",
    AgreementState.ENDING: "waiting",
    AgreementState.EXPIRED: "refused",
    AgreementState.ENDED: "refused",
}


class AdhesionState(models.TextChoices):
    """«Richiesta di adesione alla convenzione»."""

    SENT = "SENT", _("Inviata")
    ACCEPTED = "ACCEPTED", _("Accolta")
    REFUSED = "REFUSED", _("Rifiutata")
    WITHDRAWN = "WITHDRAWN", _("Ritirata")


ADHESION_MEANING = {
    AdhesionState.SENT: "running",
    AdhesionState.ACCEPTED: "done",
    AdhesionState.REFUSED: "refused",
    AdhesionState.WITHDRAWN: "draft",
}
