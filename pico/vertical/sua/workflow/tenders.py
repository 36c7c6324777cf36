"""The processes of a tender and of its lots, as tables. Source: domain facts of the SUA, section 6.

A tender moves by its own steps until bids are evaluated, and carries its open lots with it; from there on
each lot goes its way, and the tender follows the least advanced of those still open.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import ItalianDateInput, ItalianDateTimeInput, MoneyField
from pico.engines.workflow.flows import Workflow
from pico.engines.workflow.tables import REASON, Moved, Need, Step

from ..models import Lot, Tender
from ..permissions import TenderPermission as May
from ..rules.tenders import least_advanced, missing_kinds
from ..terms.aggregated import ADHERING, BEFORE_ADHESION, FEWEST_ADHESIONS
from ..terms.procurement import Criterion
from ..terms.tenders import (
    BEFORE_AWARD,
    COMMISSION,
    COMMISSION_MOST,
    LOT_FAILED,
    LOT_MEANINGS,
    TENDER_MEANINGS,
    WAY,
    DocumentKind,
    HandOverState,
    Outcome,
    PerformedFunctions,
    PersonRole,
    PersonState,
    TenderKind,
)
from ..terms.tenders import FailureReason as Why
from ..terms.tenders import LotState as L
from ..terms.tenders import TenderState as T

BEFORE_AWARD_LOTS = WAY[:7]


def moment(record) -> datetime:
    """When the step is made: the action says it; a page that only asks is now."""
    return getattr(record, "moment", None) or timezone.now()


def lots_of(tender: Tender) -> list[Lot]:
    return list(tender.lots.all())


def open_lots(tender: Tender) -> list[Lot]:
    return [lot for lot in lots_of(tender) if lot.state not in LOT_FAILED]


def _numbers(lots: Iterable[Lot]) -> str:
    return ", ".join(str(lot.number) for lot in lots)


# Conditions of a tender: the sentence that says no ------------------------------------------------


def has_lots(tender: Tender) -> str | None:
    if not lots_of(tender):
        return _now("Aggiungi almeno un lotto.")
    return None


def has_its_documents(tender: Tender) -> str | None:
    """The checklist of the procedure, before the notice."""
    missing = missing_kinds(
        procedure=tender.procedure,
        contract_kind=tender.contract_kind,
        present={document.kind for document in tender.documents.all()},
    )
    if missing:
        names = ", ".join(str(DocumentKind(kind).label) for kind in missing)
        return _now("Mancano dalla lista di controllo: %(names)s. Caricali in «Documenti».") % {
            "names": names
        }
    return None


def has_its_decision(tender: Tender) -> str | None:
    kinds = {document.kind for document in tender.documents.all()}
    if DocumentKind.DECISION not in kinds or tender.decision_on is None:
        return _now(
            "Serve la decisione di contrarre (determina): carica il documento e scrivine la data."
        )
    return None


def has_its_cigs(tender: Tender) -> str | None:
    without = [lot for lot in open_lots(tender) if not lot.cig]
    if without:
        return _now("Manca il CIG: lotti %(lots)s.") % {"lots": _numbers(without)}
    return None


def _active(tender: Tender, *roles: str):
    return [
        one for one in tender.persons.all() if one.state == PersonState.ACTIVE and one.role in roles
    ]


def has_its_heads(tender: Tender) -> str | None:
    """RUP of the SUA and responsabile del procedimento of the ente, two persons (art. 62, c. 13)."""
    if not _active(tender, PersonRole.SUA_RUP, PersonRole.RP):
        return _now("Nomina il RUP della SUA, con la sua dichiarazione, in «Persone».")
    if tender.kind != TenderKind.OWN and not _active(tender, PersonRole.PROCEDURE_HEAD):
        return _now("Manca il responsabile del procedimento dell'ente, con la sua dichiarazione.")
    return None


def has_its_adhesions(tender: Tender) -> str | None:
    """An aggregated tender goes out for those who adhered, and for more than one."""
    if tender.kind != TenderKind.AGGREGATED:
        return None
    states = [track.state for track in tender.tracks.all()]
    if sum(state in ADHERING for state in states) < FEWEST_ADHESIONS:
        return _now("Servono almeno %(fewest)d adesioni: seguile in «Enti».") % {
            "fewest": FEWEST_ADHESIONS
        }
    if any(state in BEFORE_ADHESION for state in states):
        return _now(
            "Qualche ente non ha ancora aderito né rinunciato: chiudi le adesioni in «Enti»."
        )
    return None


def is_past_its_deadline(tender: Tender) -> str | None:
    if tender.bids_due_at is None or moment(tender) < tender.bids_due_at:
        return _now("Il termine per le offerte non è ancora scaduto.")
    return None


def needs_commission(tender: Tender) -> bool:
    """Where quality counts a commission judges (art. 93); the lowest price needs none."""
    return tender.criterion != Criterion.LOWEST_PRICE


def has_its_commission(tender: Tender) -> str | None:
    if not needs_commission(tender):
        return None
    members = _active(tender, *COMMISSION)
    has_president = any(one.role == PersonRole.PRESIDENT for one in members)
    if not has_president or len(members) % 2 == 0 or len(members) > COMMISSION_MOST:
        return _now(
            "La commissione ha un presidente e un numero dispari di componenti, al massimo "
            "%(most)d, ciascuno con la sua dichiarazione (art. 93): ora sono %(count)d."
        ) % {"most": COMMISSION_MOST, "count": len(members)}
    return None


def has_its_bids_counted(tender: Tender) -> str | None:
    uncounted = [lot for lot in open_lots(tender) if lot.bids_count is None]
    if uncounted:
        return _now("Scrivi quante offerte sono arrivate: lotti %(lots)s.") % {
            "lots": _numbers(uncounted)
        }
    empty = [lot for lot in open_lots(tender) if lot.bids_count == 0]
    if empty:
        return _now("Nessuna offerta: dichiara deserti i lotti %(lots)s.") % {
            "lots": _numbers(empty)
        }
    return None


# Conditions of a lot ------------------------------------------------------------------------------


def tender_goes_on(lot: Lot) -> str | None:
    if lot.tender.state == T.SUSPENDED:
        return _now("La gara è sospesa: riprendila prima.")
    return None


def has_no_bids(lot: Lot) -> str | None:
    if lot.bids_count:
        return _now("Il lotto ha %(count)d offerte: non è deserto.") % {"count": lot.bids_count}
    return None


def has_a_winner(lot: Lot) -> str | None:
    if lot.award_amount is None or not lot.winners.all():
        return _now("Registra prima l'esito: offerte, ribasso, aggiudicatario.")
    return None


def is_handed_over(lot: Lot) -> str | None:
    """The ente that makes the contract has taken the file over; a SUA that makes it itself need not."""
    tender = lot.tender
    if tender.kind == TenderKind.OWN or tender.functions in (
        PerformedFunctions.CONTRACT,
        PerformedFunctions.EXECUTION,
    ):
        return None
    states = [one.state for one in lot.hand_overs.all()]
    if HandOverState.ACCEPTED not in states or HandOverState.READY in states:
        return _now("Il passaggio di consegne non è ancora accettato dal RUP dell'ente.")
    return None


# What a step asks for -----------------------------------------------------------------------------


def _day(name: str, label, help_text="") -> Need:
    def field(record) -> forms.Field:
        return forms.DateField(
            label=label, help_text=help_text, widget=ItalianDateInput,
            initial=getattr(record, name, None),
        )  # fmt: skip

    return Need(name, label, field=field, is_told=False)


def _moment(name: str, label, help_text="") -> Need:
    def field(record) -> forms.Field:
        return forms.DateTimeField(
            label=label, help_text=help_text, widget=ItalianDateTimeInput,
            initial=getattr(record, name, None),
        )  # fmt: skip

    return Need(name, label, field=field, is_told=False)


def _amount(name: str, label, initial: Callable) -> Need:
    return Need(
        name, label, is_told=False,
        field=lambda record: MoneyField(label=label, min_value=0, initial=initial(record)),
    )  # fmt: skip


def _address(tender: Tender) -> forms.Field:
    return forms.URLField(
        label=_("Indirizzo della procedura sulla piattaforma"), max_length=500,
        initial=tender.pad_url, assume_scheme="https",
    )  # fmt: skip


PAD_URL = Need(
    "pad_url", _("Indirizzo della procedura sulla piattaforma"), field=_address, is_told=False
)
PUBLISHED_AT = _moment("published_at", _("Pubblicata il"))
QUESTIONS_DUE_AT = _moment(
    "questions_due_at", _("Termine per chiedere chiarimenti"),
    _("Le risposte vanno pubblicate prima della scadenza delle offerte: la data esatta in «Scadenze»."),
)  # fmt: skip
BIDS_DUE_AT = _moment(
    "bids_due_at", _("Termine per le offerte"), _("Come sta sulla piattaforma certificata.")
)

# Effects ------------------------------------------------------------------------------------------


def stands_still(tender: Tender, moved: Moved):
    tender.suspended_at = moved.now
    return ("suspended_at",)


def goes_back_to_its_lots(tender: Tender, moved: Moved):
    """After a suspension the tender stands where its lots are."""
    tender.suspended_at = None
    tender.state = moved.target = least_advanced([lot.state for lot in lots_of(tender)])
    return ("suspended_at",)


def _ends_as(outcome: str, failure: str = ""):
    def effect(lot: Lot, moved: Moved):
        lot.outcome, lot.failure = outcome, failure or lot.failure
        return ("outcome", "failure")

    effect.__name__ = f"ends_as_{outcome.lower()}"
    return effect


def is_without_bids(lot: Lot, moved: Moved):
    lot.bids_count = lot.admitted_count = lot.excluded_count = 0
    return ("bids_count", "admitted_count", "excluded_count")


REACHED = tuple(state for state in T if state not in (T.SUSPENDED, T.REVOKED, T.CANCELLED))
FOLLOWERS = tuple(
    Step(
        f"reach_{state.lower()}", _("Lo stato segue i lotti"),
        tuple(one for one in REACHED if one != state), state, May.RUN, by_system=True,
    )
    for state in (*REACHED, T.CANCELLED) if state != T.PREPARING
)  # fmt: skip

TENDER_STEPS = (
    Step(
        "approve", _("Approva gli atti"), (T.PREPARING,), T.APPROVED, May.RUN,
        conditions=(has_lots, has_its_documents, has_its_decision, has_its_heads, has_its_adhesions),
        tone="primary",
    ),
    Step("reopen", _("Riapri gli atti"), (T.APPROVED,), T.PREPARING, May.RUN, requires=(REASON,)),
    Step(
        "publish", _("Segna come pubblicata"), (T.APPROVED,), T.PUBLISHED, May.RUN,
        conditions=(has_its_documents, has_its_decision, has_its_cigs, has_its_heads),
        requires=("pad_name", PAD_URL, PUBLISHED_AT, QUESTIONS_DUE_AT, BIDS_DUE_AT), tone="primary",
    ),
    Step(
        "close_bids", _("Termine offerte scaduto"), (T.PUBLISHED,), T.BIDS_CLOSED, May.RUN,
        conditions=(is_past_its_deadline,), tone="primary",
    ),
    Step(
        "evaluate", _("Avvia la valutazione"), (T.BIDS_CLOSED,), T.EVALUATION, May.RUN,
        conditions=(has_its_bids_counted, has_its_commission), tone="primary",
    ),
    Step(
        "suspend", _("Sospendi"), (*BEFORE_AWARD, T.AWARDED, T.SENT), T.SUSPENDED, May.RUN,
        requires=(REASON,), effects=(stands_still,),
    ),
    Step(
        "resume", _("Riprendi"), (T.SUSPENDED,), T.PREPARING, May.RUN,
        effects=(goes_back_to_its_lots,), tone="primary",
    ),
    Step(
        "revoke", _("Revoca"), (*BEFORE_AWARD[2:], T.SUSPENDED), T.REVOKED, May.DECIDE,
        requires=(REASON,), tone="danger",
        confirm=_("La gara e i suoi lotti ancora aperti finiscono qui. Non si torna indietro."),
    ),
    Step(
        "cancel", _("Annulla la gara"), (*BEFORE_AWARD, T.SUSPENDED), T.CANCELLED, May.DECIDE,
        requires=(REASON,), tone="danger",
        confirm=_("La gara e i suoi lotti ancora aperti finiscono qui. Non si torna indietro."),
    ),
    *FOLLOWERS,
)  # fmt: skip

TENDER = Workflow("sua.tender", T, T.PREPARING, TENDER_STEPS, meanings=TENDER_MEANINGS)

LOT_STEPS = (
    # With the whole tender.
    Step("approve", _("Atti approvati"), (L.PREPARING,), L.APPROVED, May.RUN, by_system=True),
    Step("reopen", _("Atti riaperti"), (L.APPROVED,), L.PREPARING, May.RUN, by_system=True),
    Step("publish", _("Pubblicata"), (L.APPROVED,), L.PUBLISHED, May.RUN, by_system=True),
    Step(
        "close_bids", _("Termine offerte scaduto"), (L.PUBLISHED,), L.BIDS_CLOSED, May.RUN,
        by_system=True,
    ),
    Step(
        "evaluate", _("Valutazione avviata"), (L.BIDS_CLOSED,), L.EVALUATION, May.RUN,
        by_system=True,
    ),
    Step(
        "end", _("Finito con la gara"), BEFORE_AWARD_LOTS, L.CANCELLED, May.RUN,
        by_system=True, effects=(_ends_as(Outcome.CANCELLED),),
    ),
    # Each by itself.
    Step(
        "desert", _("Dichiara deserto"), (L.BIDS_CLOSED,), L.DESERT, May.RUN,
        conditions=(tender_goes_on, has_no_bids), is_bulk=True,
        effects=(_ends_as(Outcome.DESERT, Why.NO_BID), is_without_bids),
        confirm=_("Il lotto finisce senza offerte; gli altri proseguono."),
    ),
    Step(
        "propose", _("Proposta di aggiudicazione"), (L.EVALUATION,), L.PROPOSAL, May.RUN,
        conditions=(tender_goes_on, has_a_winner),
        requires=(_day("proposed_on", _("Proposta del")),), tone="primary",
    ),
    Step(
        "verify", _("Verifica dei requisiti"), (L.PROPOSAL,), L.VERIFICATION, May.RUN,
        conditions=(tender_goes_on,), tone="primary",
    ),
    Step(
        "award", _("Aggiudica"), (L.VERIFICATION,), L.AWARDED, May.RUN,
        conditions=(tender_goes_on, has_a_winner),
        requires=(
            _day("awarded_on", _("Aggiudicazione del")),
            _day("effective_on", _("Efficacia dal"), _("Dopo le verifiche sui requisiti (art. 17, c. 5).")),
        ),
        effects=(_ends_as(Outcome.AWARDED),), tone="primary",
    ),
    Step(
        "fail", _("Non aggiudicare"), (*WAY[3:7],), L.UNSUCCESSFUL, May.RUN,
        conditions=(tender_goes_on,), requires=("failure",),
        effects=(_ends_as(Outcome.UNSUCCESSFUL),), tone="danger",
    ),
    Step(
        "cancel", _("Annulla il lotto"), BEFORE_AWARD_LOTS, L.CANCELLED, May.DECIDE,
        requires=(REASON,), effects=(_ends_as(Outcome.CANCELLED),), tone="danger",
    ),
    Step(
        "send", _("Trasmetti gli atti all'ente"), (L.AWARDED,), L.SENT, May.RUN,
        conditions=(tender_goes_on,), tone="primary",
        requires=(_day("told_on", _("Ultima comunicazione art. 90"), _("Da qui si conta lo stand-still.")),),
    ),
    Step(
        "contract", _("Contratto stipulato"), (L.SENT,), L.CONTRACTED, May.EXECUTE,
        conditions=(tender_goes_on, is_handed_over),
        requires=(
            _day("contract_on", _("Contratto del")),
            _amount("contract_amount", _("Importo del contratto"), lambda lot: lot.award_amount),
        ),
        tone="primary",
    ),
    Step("start", _("Avvia l'esecuzione"), (L.CONTRACTED,), L.RUNNING, May.EXECUTE, tone="primary"),
    Step("finish", _("Segna come concluso"), (L.RUNNING,), L.FINISHED, May.EXECUTE, tone="primary"),
    Step("test", _("Collaudato"), (L.FINISHED,), L.TESTED, May.EXECUTE),
)  # fmt: skip

LOT = Workflow("sua.lot", L, L.PREPARING, LOT_STEPS, meanings=LOT_MEANINGS)
