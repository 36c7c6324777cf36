"""Words of tenders and lots. Source: domain facts of the SUA, sections 3, 5 and 6; ANAC's code lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _

NUMBER = "SUA-{plate}-{year}-{serial:04d}"
SUBJECT_LENGTH = 250
TENDER_FILE_BYTES = 200_000_000
COMMISSION_MOST = 5  # art. 93, c. 2: members, always odd


class TenderKind(models.TextChoices):
    DELEGATED = "DELEGATED", _("Su delega")
    AGGREGATED = "AGGREGATED", _("Aggregata")
    OWN = "OWN", _("Propria")


class LotState(models.TextChoices):
    """Where a lot stands: the state of a tender is that of its least advanced lot still open."""

    PREPARING = "PREPARING", _("In preparazione")
    APPROVED = "APPROVED", _("Atti approvati")
    PUBLISHED = "PUBLISHED", _("Pubblicata")
    BIDS_CLOSED = "BIDS_CLOSED", _("Termine offerte scaduto")
    EVALUATION = "EVALUATION", _("In valutazione")
    PROPOSAL = "PROPOSAL", _("Proposta di aggiudicazione")
    VERIFICATION = "VERIFICATION", _("Verifica requisiti")
    AWARDED = "AWARDED", _("Aggiudicata")
    SENT = "SENT", _("Atti trasmessi")
    CONTRACTED = "CONTRACTED", _("Contratto stipulato")
    RUNNING = "RUNNING", _("In esecuzione")
    FINISHED = "FINISHED", _("Conclusa")
    TESTED = "TESTED", _("Collaudata")
    DESERT = "DESERT", _("Deserta")
    UNSUCCESSFUL = "UNSUCCESSFUL", _("Non aggiudicata")
    CANCELLED = "CANCELLED", _("Annullata")


class TenderState(models.TextChoices):
    """The states of lots, and the three that a tender has as a whole."""

    PREPARING = "PREPARING", _("In preparazione")
    APPROVED = "APPROVED", _("Atti approvati")
    PUBLISHED = "PUBLISHED", _("Pubblicata")
    BIDS_CLOSED = "BIDS_CLOSED", _("Termine offerte scaduto")
    EVALUATION = "EVALUATION", _("In valutazione")
    PROPOSAL = "PROPOSAL", _("Proposta di aggiudicazione")
    VERIFICATION = "VERIFICATION", _("Verifica requisiti")
    AWARDED = "AWARDED", _("Aggiudicata")
    SENT = "SENT", _("Atti trasmessi")
    CONTRACTED = "CONTRACTED", _("Contratto stipulato")
    RUNNING = "RUNNING", _("In esecuzione")
    FINISHED = "FINISHED", _("Conclusa")
    TESTED = "TESTED", _("Collaudata")
    DESERT = "DESERT", _("Deserta")
    UNSUCCESSFUL = "UNSUCCESSFUL", _("Non aggiudicata")
    SUSPENDED = "SUSPENDED", _("Sospesa")
    REVOKED = "REVOKED", _("Revocata")
    CANCELLED = "CANCELLED", _("Annullata")


# The way of a lot, in its order; what is not here is its end without a contract.
WAY = (
    LotState.PREPARING, LotState.APPROVED, LotState.PUBLISHED, LotState.BIDS_CLOSED,
    LotState.EVALUATION, LotState.PROPOSAL, LotState.VERIFICATION, LotState.AWARDED, LotState.SENT,
    LotState.CONTRACTED, LotState.RUNNING, LotState.FINISHED, LotState.TESTED,
)  # fmt: skip
LOT_FAILED = (LotState.DESERT, LotState.UNSUCCESSFUL, LotState.CANCELLED)
BEFORE_NOTICE = (TenderState.PREPARING, TenderState.APPROVED)
BEFORE_AWARD = tuple(TenderState(state) for state in WAY[:7])
AFTER_AWARD = tuple(TenderState(state) for state in WAY[7:])
OUT_IN_PUBLIC = (*(TenderState(state) for state in WAY[2:]), TenderState.DESERT, TenderState.UNSUCCESSFUL, TenderState.REVOKED)  # fmt: skip
OVER = (
    TenderState.FINISHED, TenderState.TESTED, TenderState.DESERT, TenderState.UNSUCCESSFUL,
    TenderState.REVOKED, TenderState.CANCELLED,
)  # fmt: skip

LOT_MEANINGS = {
    LotState.PREPARING: "draft",
    LotState.APPROVED: "waiting",
    LotState.PUBLISHED: "running",
    LotState.BIDS_CLOSED: "waiting",
    LotState.EVALUATION: "running",
    LotState.PROPOSAL: "waiting",
    LotState.VERIFICATION: "running",
    LotState.AWARDED: "done",
    LotState.SENT: "done",
    LotState.CONTRACTED: "done",
    LotState.RUNNING: "running",
    LotState.FINISHED: "done",
    LotState.TESTED: "done",
    LotState.DESERT: "refused",
    LotState.UNSUCCESSFUL: "refused",
    LotState.CANCELLED: "refused",
}
TENDER_MEANINGS = {
    **{TenderState(state.value): meaning for state, meaning in LOT_MEANINGS.items()},
    TenderState.SUSPENDED: "suspended",
    TenderState.REVOKED: "refused",
}


class Phase(models.TextChoices):
    """The columns of the board, and the chapters of the file (art. 21)."""

    PREPARATION = "PREPARATION", _("Preparazione")
    PUBLICATION = "PUBLICATION", _("Pubblicazione")
    EVALUATION = "EVALUATION", _("Valutazione")
    AWARD = "AWARD", _("Aggiudicazione")
    EXECUTION = "EXECUTION", _("Contratto ed esecuzione")


PHASES = {
    Phase.PREPARATION: (TenderState.PREPARING, TenderState.APPROVED),
    Phase.PUBLICATION: (TenderState.PUBLISHED,),
    Phase.EVALUATION: (TenderState.BIDS_CLOSED, TenderState.EVALUATION),
    Phase.AWARD: (TenderState.PROPOSAL, TenderState.VERIFICATION, TenderState.AWARDED),
    Phase.EXECUTION: (TenderState.SENT, TenderState.CONTRACTED, TenderState.RUNNING),
}


class Outcome(models.TextChoices):
    """How a lot ended («esito»)."""

    AWARDED = "AWARDED", _("Aggiudicato")
    DESERT = "DESERT", _("Deserto")
    UNSUCCESSFUL = "UNSUCCESSFUL", _("Infruttuoso/Non aggiudicato")
    CANCELLED = "CANCELLED", _("Annullato")


class FailureReason(models.TextChoices):
    """Why a lot was not awarded («motivo di non aggiudicazione»)."""

    NO_BID = "NO_BID", _("Nessuna offerta")
    NONE_VALID = "NONE_VALID", _("Nessuna offerta valida o appropriata")
    NOT_CONVENIENT = "NOT_CONVENIENT", _("Nessuna offerta conveniente o idonea (art. 108, c. 10)")
    CHECKS = "CHECKS", _("Esito negativo delle verifiche")
    DECISION = "DECISION", _("Decisione dell'amministrazione")


class WinnerRole(models.TextChoices):
    """Part of an economic operator in the award."""

    SINGLE = "SINGLE", _("Monosoggettivo")
    LEADER = "LEADER", _("Mandatario")
    MEMBER = "MEMBER", _("Mandante")
    CONSORTIUM = "CONSORTIUM", _("Consorzio")
    AUXILIARY = "AUXILIARY", _("Ausiliaria")


class PersonRole(models.TextChoices):
    """Part of a person in a tender; the codes of PCP where it has one."""

    SUA_RUP = "RSUA", _("RUP della SUA")
    PROCEDURE_HEAD = "RPE", _("Responsabile del procedimento dell'ente")
    RP = "RP", _("Responsabile unico del progetto (RUP)")
    DRP1 = "DRP1", _("Responsabile di fase – programmazione")
    DRP2 = "DRP2", _("Responsabile di fase – affidamento")
    DRP3 = "DRP3", _("Responsabile di fase – esecuzione")
    WORKS_DIRECTOR = "5", _("Direttore dei lavori")
    SAFETY_DESIGN = "6", _("Coordinatore sicurezza in progettazione")
    SAFETY_EXECUTION = "7", _("Coordinatore sicurezza in esecuzione")
    EXECUTION_DIRECTOR = "8", _("Direttore dell'esecuzione (DEC)")
    STATIC_TESTER = "10", _("Collaudatore statico")
    TESTING_BOARD = "13", _("Componente commissione di collaudo")
    CONTACT = "18", _("Referente SA")
    PRESIDENT = "PRES", _("Presidente commissione")
    COMMISSIONER = "COMM", _("Commissario")
    SECRETARY = "SEGR", _("Segretario")
    SUPPORT = "SUPP", _("Supporto al RUP")


# One at a time; a change is a succession, with its act (14.1b).
ALONE = (PersonRole.RP, PersonRole.SUA_RUP, PersonRole.PRESIDENT)
ALONE_FOR_ENTE = (PersonRole.PROCEDURE_HEAD,)
COMMISSION = (PersonRole.PRESIDENT, PersonRole.COMMISSIONER)


class PersonState(models.TextChoices):
    PROPOSED = "PROPOSED", _("Da attivare")
    ACTIVE = "ACTIVE", _("In carica")
    ENDED = "ENDED", _("Cessato")


class Conflict(models.TextChoices):
    """What was declared on conflicts of interest (art. 16)."""

    NONE = "NONE", _("Assenza di conflitti")
    ABSTAINS = "ABSTAINS", _("Presenza – astensione")


class Visibility(models.TextChoices):
    """Who reads a document of a tender."""

    SUA = "SUA", _("Riservato SUA")
    BODY = "BODY", _("Ente delegante")
    PARTIES = "PARTIES", _("Partecipanti gara aggregata")
    PUBLIC = "PUBLIC", _("Pubblico")


class DocumentKind(models.TextChoices):
    """Kinds of documents of a tender (domain facts 6.2)."""

    DECISION = "DECISION", _("Decisione di contrarre (determina)")
    INDICTION = "INDICTION", _("Determina di indizione")
    PROJECT = "PROJECT", _("Progetto")
    SPECIFICATION = "SPECIFICATION", _("Capitolato speciale / prestazionale")
    CONTRACT_DRAFT = "CONTRACT_DRAFT", _("Schema di contratto")
    NOTICE = "NOTICE", _("Bando")
    RULES = "RULES", _("Disciplinare")
    INVITATION = "INVITATION", _("Lettera di invito")
    INQUIRY = "INQUIRY", _("Avviso indagine di mercato")
    INVITED = "INVITED", _("Elenco OE da invitare")
    DGUE = "DGUE", _("DGUE")
    APPLICATION = "APPLICATION", _("Domanda")
    BID_FORM = "BID_FORM", _("Modello offerta economica")
    INTEGRITY = "INTEGRITY", _("Patto di integrità")
    FAQ = "FAQ", _("Chiarimenti/FAQ")
    AMENDMENT = "AMENDMENT", _("Rettifica/proroga")
    PANEL = "PANEL", _("Nomina seggio/commissione")
    CV = "CV", _("CV commissari")
    CONFLICT = "CONFLICT", _("Dichiarazione assenza conflitti")
    MINUTES = "MINUTES", _("Verbale")
    ADMISSIONS = "ADMISSIONS", _("Provvedimento ammessi/esclusi")
    AID = "AID", _("Soccorso istruttorio")
    ANOMALY = "ANOMALY", _("Giustificativi anomalia")
    PROPOSAL = "PROPOSAL", _("Proposta")
    AWARD = "AWARD", _("Determina di aggiudicazione")
    LETTERS = "LETTERS", _("Comunicazioni art. 90")
    AWARD_NOTICE = "AWARD_NOTICE", _("Avviso di aggiudicazione")
    CONTRACT = "CONTRACT", _("Contratto")
    DELIVERY = "DELIVERY", _("Verbale consegna")
    PROGRESS = "PROGRESS", _("SAL/certificato")
    VARIATION = "VARIATION", _("Perizia di variante")
    SUSPENSION = "SUSPENSION", _("Sospensione/ripresa")
    TESTING = "TESTING", _("CRE/collaudo")
    ACCESS = "ACCESS", _("Accesso agli atti")
    APPEAL = "APPEAL", _("Ricorso/sentenza")
    OTHER = "OTHER", _("Altro")


K = DocumentKind
KINDS_OF_PHASE = {
    Phase.PREPARATION: (K.DECISION, K.INDICTION, K.PROJECT, K.SPECIFICATION, K.CONTRACT_DRAFT, K.INQUIRY, K.INVITED),
    Phase.PUBLICATION: (K.NOTICE, K.RULES, K.INVITATION, K.DGUE, K.APPLICATION, K.BID_FORM, K.INTEGRITY, K.FAQ, K.AMENDMENT),
    Phase.EVALUATION: (K.PANEL, K.CV, K.CONFLICT, K.MINUTES, K.ADMISSIONS, K.AID, K.ANOMALY),
    Phase.AWARD: (K.PROPOSAL, K.AWARD, K.LETTERS, K.AWARD_NOTICE, K.ACCESS, K.APPEAL),
    Phase.EXECUTION: (K.CONTRACT, K.DELIVERY, K.PROGRESS, K.VARIATION, K.SUSPENSION, K.TESTING, K.OTHER),
}  # fmt: skip
PHASE_OF_KIND = {kind: phase for phase, kinds in KINDS_OF_PHASE.items() for kind in kinds}
# Never shown outside the SUA before the award (art. 35, c. 2), or before the bids' deadline.
DEFERRED_KINDS = (K.MINUTES, K.ADMISSIONS, K.AID, K.ANOMALY, K.PROPOSAL)
UNTIL_DEADLINE_KINDS = (K.INVITED,)


class EventKind(models.TextChoices):
    """What happened in a tender, for its timeline."""

    NOTE = "NOTE", _("Annotazione")
    STATE = "STATE", _("Passaggio di stato")
    PERSON = "PERSON", _("Persone")
    DOCUMENT = "DOCUMENT", _("Documento")
    CLARIFICATION = "CLARIFICATION", _("Chiarimento")
    SITTING = "SITTING", _("Seduta")
    RESULT = "RESULT", _("Esito")
    PCP = "PCP", _("Scheda PCP")
    HAND_OVER = "HAND_OVER", _("Passaggio di consegne")
    APPEAL = "APPEAL", _("Ricorso")


class ClarificationState(models.TextChoices):
    RECEIVED = "RECEIVED", _("Ricevuto")
    DRAFTED = "DRAFTED", _("Risposta in bozza")
    PUBLISHED = "PUBLISHED", _("Pubblicato")


class PcpTender(models.TextChoices):
    """State of the appalto, as read on PCP."""

    IN_LAV = "IN_LAV", _("In lavorazione")
    CONF = "CONF", _("Confermato")
    CANC = "CANC", _("Cancellato")
    IN_ATT_PUBB = "IN_ATT_PUBB", _("In attesa pubblicazione")
    IN_STOP_PUBB = "IN_STOP_PUBB", _("In stop pubblicazione")
    PUBB = "PUBB", _("Pubblicato")


class PcpLot(models.TextChoices):
    """State of the lotto, as read on PCP."""

    IN_LAV = "IN_LAV", _("In lavorazione")
    CONF = "CONF", _("Confermato")
    CANC = "CANC", _("Cancellato")
    IN_ATT_PUBB = "IN_ATT_PUBB", _("In attesa pubblicazione")
    IN_STOP_PUBB = "IN_STOP_PUBB", _("In stop pubblicazione")
    PUBB = "PUBB", _("Pubblicato")
    NON_AGG = "NON_AGG", _("Non aggiudicato")
    AGG = "AGG", _("Aggiudicato")
    ANN = "ANN", _("Annullato")
    SOTT_CONTR = "SOTT_CONTR", _("Sottoscrizione contratto")


class PcpCard(models.TextChoices):
    """Cards of PCP that a tender meets (domain facts 6.3)."""

    AD3 = "AD3", _("AD3 – affidamento diretto ≥ 5.000")
    AD4 = "AD4", _("AD4 – adesione senza nuovo confronto")
    AD5 = "AD5", _("AD5 – affidamento diretto < 5.000")
    PL1 = "PL1", _("PL1 – preinformazione")
    PL2 = "PL2", _("PL2 – preinformazione")
    P1_16 = "P1_16", _("P1_16 – bando sopra soglia UE")
    P2_16 = "P2_16", _("P2_16 – bando sotto soglia UE")
    P1_19 = "P1_19", _("P1_19 – concessione sopra soglia")
    P2_19 = "P2_19", _("P2_19 – concessione sotto soglia")
    P1_20 = "P1_20", _("P1_20 – servizi sociali sopra soglia")
    P2_20 = "P2_20", _("P2_20 – servizi sociali sotto soglia")
    P6_1 = "P6_1", _("P6_1 – CIG derivato, concessioni")
    P6_2 = "P6_2", _("P6_2 – CIG derivato, appalti")
    P7_1_3 = "P7_1_3", _("P7_1_3 – negoziata sotto soglia")
    P7_2 = "P7_2", _("P7_2 – negoziata o appalto specifico SDA")
    S1 = "S1", _("S1 – manifestazioni d'interesse")
    S1_2 = "S1_2", _("S1_2 – invitati")
    S2 = "S2", _("S2 – offerte e invitati")
    S3 = "S3", _("S3 – progettisti")
    A1_29 = "A1_29", _("A1_29 – aggiudicazione sopra soglia")
    A2_29 = "A2_29", _("A2_29 – aggiudicazione sotto soglia")
    NAG = "NAG", _("NAG – non aggiudicato")
    SC1 = "SC1", _("SC1 – contratto")
    I1 = "I1", _("I1 – inizio")
    SA1 = "SA1", _("SA1 – avanzamento")
    M1 = "M1", _("M1 – modifica")
    M2 = "M2", _("M2 – modifica")
    RSU1 = "RSU1", _("RSU1 – subappalto richiesto")
    ES1 = "ES1", _("ES1 – esito subappalto")
    CS1 = "CS1", _("CS1 – conclusione subappalto")
    SO1 = "SO1", _("SO1 – sospensione")
    SQ1 = "SQ1", _("SQ1 – sospensione oltre un quarto del tempo")
    RI1 = "RI1", _("RI1 – ripresa")
    AC1 = "AC1", _("AC1 – accordo bonario")
    IR1 = "IR1", _("IR1 – recesso")
    CO1 = "CO1", _("CO1 – conclusione")
    CO2 = "CO2", _("CO2 – conclusione AD5")
    CL1 = "CL1", _("CL1 – collaudo")
    CM1 = "CM1", _("CM1 – modifica dati")
    CM2 = "CM2", _("CM2 – modifica dati")
    CM3 = "CM3", _("CM3 – modifica dati")
    ANN = "ANN", _("ANN – annullamento")


class CardState(models.TextChoices):
    TO_SEND = "TO_SEND", _("Da inviare")
    SENT = "SENT", _("Inviata")
    CONFIRMED = "CONFIRMED", _("Confermata")
    FAILED = "FAILED", _("Respinta")


class PerformedFunctions(models.TextChoices):
    """What the SUA does for the holder (PCP list «funzioni svolte»)."""

    AWARD = "1", _("Solo aggiudicazione")
    CONTRACT = "2", _("Aggiudicazione e stipula")
    EXECUTION = "3", _("Aggiudicazione, stipula ed esecuzione")
    PROPOSAL = "4", _("Proposta di aggiudicazione")


class TextKind(models.TextChoices):
    """Texts written from the data of a tender."""

    MINUTES = "MINUTES", _("Verbale di seduta")
    INDICTION = "INDICTION", _("Determina di indizione")
    RULES = "RULES", _("Disciplinare (schema)")
    PROPOSAL = "PROPOSAL", _("Proposta di aggiudicazione")
    AWARD = "AWARD", _("Determina di aggiudicazione")
    LETTER = "LETTER", _("Comunicazione art. 90")
    TRANSMISSION = "TRANSMISSION", _("Lettera di trasmissione degli atti")


class HandOverState(models.TextChoices):
    """The hand-over of a lot to the RUP of its ente («passaggio di consegne»)."""

    READY = "READY", _("Da accettare")
    RETURNED = "RETURNED", _("Restituito")
    ACCEPTED = "ACCEPTED", _("Accettato")
