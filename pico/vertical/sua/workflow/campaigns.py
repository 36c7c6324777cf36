"""The life of a needs campaign, and of the answer of an ente, as tables (FEATURES §14.3)."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.ui.forms import ItalianDateInput, ItalianDateTimeInput
from pico.engines.workflow.flows import Workflow
from pico.engines.workflow.tables import REASON, Need, Step

from ..models import Campaign, NeedAnswer
from ..permissions import CampaignPermission as May
from ..terms.campaigns import ANSWER_MEANING, CAMPAIGN_MEANING, RUNNING, Commitment
from ..terms.campaigns import AnswerState as A
from ..terms.campaigns import CampaignState as S

# The campaign ------------------------------------------------------------------------------------


def has_items(campaign: Campaign) -> str | None:
    """Every item has CPV and unit: the catalogue admits no other."""
    if campaign.items.exists():
        return None
    return _("Aggiungi almeno una voce con CPV e unità di misura, nella scheda «Voci».")


def has_recipients(campaign: Campaign) -> str | None:
    if campaign.recipients:
        return None
    return _("Scegli gli enti invitati, nella scheda «Enti».")


def has_a_term(campaign: Campaign) -> str | None:
    if not campaign.closes_at:
        return _("Scrivi quando si chiude, con «Modifica».")
    if campaign.opens_at and campaign.opens_at >= campaign.closes_at:
        return _("La chiusura viene prima dell'apertura: correggi le date con «Modifica».")
    return None


def opens_one_day(campaign: Campaign) -> str | None:
    if campaign.opens_at:
        return None
    return _("Scrivi quando si apre con «Modifica», oppure apri subito.")


def nothing_waits_for_a_check(campaign: Campaign) -> str | None:
    waiting = campaign.answers.filter(state__in=(A.SENT, A.RETURNED, A.FILLING, A.APPROVAL)).count()
    if not waiting:
        return None
    return _("Risposte ancora da validare o da correggere: %(n)d.") % {"n": waiting}


def has_a_plan(campaign: Campaign) -> str | None:
    if campaign.plans.filter(frozen_at=None).exists():
        return None
    return _("Calcola prima il piano, nella scheda «Consolidamento».")


READY = (has_items, has_recipients, has_a_term)


def _new_term(campaign: Campaign) -> forms.Field:
    return forms.DateTimeField(
        label=_("Nuova chiusura"),
        widget=ItalianDateTimeInput(),
        help_text=_("La leggono tutti gli enti invitati, con il motivo."),
    )


CAMPAIGN = Workflow(
    "sua.campaign", S, S.DRAFT,
    (
        Step(
            "schedule", gettext_lazy("Programma"), (S.DRAFT,), S.SCHEDULED, May.MANAGE,
            conditions=(*READY, opens_one_day), tone="primary",
        ),
        Step("rework", gettext_lazy("Torna in bozza"), (S.SCHEDULED,), S.DRAFT, May.MANAGE),
        Step(
            "open", gettext_lazy("Apri"), (S.DRAFT, S.SCHEDULED), S.OPEN, May.MANAGE,
            conditions=READY,
            confirm=gettext_lazy("Gli enti scelti ricevono l'invito e trovano le righe precompilate."),
        ),
        Step(
            "extend", gettext_lazy("Proroga"), RUNNING, S.EXTENDED, May.DECIDE,
            requires=(Need("closes_at", gettext_lazy("Nuova chiusura"), field=_new_term), REASON),
        ),
        Step(
            "close", gettext_lazy("Chiudi"), RUNNING, S.CLOSED, May.DECIDE,
            confirm=gettext_lazy("Chi non ha risposto risulta «Scaduta»; si può riaprire un ente alla volta."),
            tone="danger",
        ),
        Step(
            "check", gettext_lazy("Comincia la verifica"), (S.CLOSED,), S.CHECKING, May.MANAGE,
            tone="primary",
        ),
        Step(
            "consolidate", gettext_lazy("Consolida"), (S.CHECKING,), S.CONSOLIDATED, May.DECIDE,
            conditions=(nothing_waits_for_a_check, has_a_plan), tone="primary",
            confirm=gettext_lazy("Il piano si congela: le modifiche successive alle risposte non lo toccano."),
        ),
        Step(
            "tender", gettext_lazy("Apri la gara"), (S.CONSOLIDATED,), S.SETTLED, May.DECIDE,
            tone="primary",
        ),
        Step(
            "no_procedure", gettext_lazy("Nessuna procedura"), (S.CONSOLIDATED,), S.SETTLED,
            May.DECIDE, requires=(REASON,),
        ),
        Step("archive", gettext_lazy("Archivia"), (S.SETTLED,), S.ARCHIVED, May.DECIDE),
        Step(
            "cancel", gettext_lazy("Annulla la campagna"), (S.DRAFT, S.SCHEDULED, *RUNNING),
            S.CANCELLED, May.DECIDE, requires=(REASON,), tone="danger",
        ),
    ),
    meanings=CAMPAIGN_MEANING,
)  # fmt: skip

# The answer of an ente ---------------------------------------------------------------------------


def is_let_in(answer: NeedAnswer) -> str | None:
    """The campaign still takes this answer."""
    if answer.campaign.is_running or (answer.late_until and answer.campaign.is_judging):
        return None
    return _("La raccolta è chiusa: chiedi alla SUA di riaprire la risposta del tuo ente.")


def has_lines(answer: NeedAnswer) -> str | None:
    if answer.lines.filter(quantity__gt=0).exists():
        return None
    return _("Scrivi almeno una quantità, oppure dichiara «Nessun fabbisogno».")


def lines_are_whole(answer: NeedAnswer) -> str | None:
    """What a line must have before it is sent: when it begins."""
    faulty = answer.lines.filter(quantity__gt=0, starts_on=None).first()
    if faulty is None:
        return None
    return _("Manca la decorrenza di «%(line)s»: scrivila nella griglia.") % {"line": faulty}


def nothing_is_needed(answer: NeedAnswer) -> str | None:
    """Proposed lines that nobody confirmed are no need; written ones are."""
    if not answer.lines.filter(quantity__gt=0, proposed="").exists():
        return None
    return _("Ci sono righe compilate: azzera le quantità, poi dichiara «Nessun fabbisogno».")


def is_still_judged(answer: NeedAnswer) -> str | None:
    if answer.campaign.is_judging:
        return None
    return _("La campagna è consolidata: le risposte non si toccano più.")


def _commitment(answer: NeedAnswer) -> forms.Field:
    return forms.ChoiceField(
        label=_("Che cosa si manifesta"), choices=Commitment.choices, initial=answer.commitment
    )


def _signatory(answer: NeedAnswer) -> forms.Field:
    return forms.CharField(
        label=_("Firmatario"),
        max_length=160,
        initial=answer.signatory,
        help_text=_("Nome, cognome e ruolo di chi manifesta l'interesse per l'ente."),
    )


def _until(answer: NeedAnswer) -> forms.Field:
    return forms.DateField(
        label=_("Può correggere fino al"),
        required=False,
        widget=ItalianDateInput(),
        help_text=_("Se la raccolta è chiusa. Vuoto: sette giorni."),
    )


UNTIL = Need("until", gettext_lazy("Può correggere fino al"), field=_until, is_required=False)
TO_SEND = (is_let_in, has_lines, lines_are_whole)

ANSWER = Workflow(
    "sua.need_answer", A, A.TO_FILL,
    (
        Step(
            "begin", gettext_lazy("Comincia"), (A.TO_FILL, A.RETURNED), A.FILLING, May.FILL,
            conditions=(is_let_in,),
        ),
        Step(
            "ask_approval", gettext_lazy("Chiedi l'approvazione"), (A.FILLING,), A.APPROVAL,
            May.FILL, conditions=TO_SEND,
        ),
        Step(
            "rework", gettext_lazy("Rimanda in compilazione"), (A.APPROVAL,), A.FILLING,
            May.APPROVE, conditions=(is_let_in,), requires=(REASON,),
        ),
        Step(
            "send", gettext_lazy("Approva e invia"), (A.FILLING, A.APPROVAL), A.SENT, May.APPROVE,
            conditions=TO_SEND, tone="primary",
            requires=(
                Need(
                    "commitment",
                    gettext_lazy("Che cosa si manifesta"),
                    field=_commitment,
                    is_told=False,
                ),
                Need("signatory", gettext_lazy("Firmatario"), field=_signatory),
            ),
        ),
        Step(
            "declare_nothing", gettext_lazy("Nessun fabbisogno"),
            (A.TO_FILL, A.FILLING, A.APPROVAL, A.RETURNED), A.NO_NEED, May.APPROVE,
            conditions=(is_let_in, nothing_is_needed),
            confirm=gettext_lazy("Vale come risposta: l'ente dichiara che non gli serve nulla."),
        ),
        Step(
            "recall", gettext_lazy("Riprendi per correggere"), (A.SENT, A.NO_NEED), A.FILLING,
            May.APPROVE, conditions=(is_let_in,),
        ),
        Step(
            "send_back", gettext_lazy("Restituisci"), (A.SENT,), A.RETURNED, May.CHECK,
            conditions=(is_still_judged,), requires=(REASON, UNTIL),
        ),
        Step(
            "validate", gettext_lazy("Valida"), (A.SENT,), A.VALID, May.CHECK,
            conditions=(is_still_judged,), tone="primary", is_bulk=True,
        ),
        Step(
            "reopen", gettext_lazy("Riapri"), (A.VALID, A.NO_NEED, A.EXPIRED), A.RETURNED,
            May.CHECK, conditions=(is_still_judged,), requires=(REASON, UNTIL),
        ),
        Step(
            "lapse", gettext_lazy("Scaduta"), (A.TO_FILL, A.FILLING, A.APPROVAL, A.RETURNED),
            A.EXPIRED, May.CHECK, by_system=True,
        ),
    ),
    meanings=ANSWER_MEANING,
)  # fmt: skip
