"""A profile of the Elenco dei RUP, and a RUP lent to another ente, as tables."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import ItalianDateInput
from pico.engines.workflow.flows import Workflow
from pico.engines.workflow.tables import REASON, Moved, Need, Step

from ..models import RupLoan, RupProfile
from ..permissions import RupPermission as May
from ..terms.rup import LOAN_MEANINGS, RUP_MEANINGS, SkillKind
from ..terms.rup import LoanState as L
from ..terms.rup import RupState as S

# Conditions: the sentence that says no ----------------------------------------------------------


def has_a_sector(profile: RupProfile) -> str | None:
    if profile.skills.filter(kind=SkillKind.SECTOR).exists():
        return None
    return _now("Indica almeno un settore in cui lavori.")


def has_experience(profile: RupProfile) -> str | None:
    if profile.works_years or profile.supplies_years:
        return None
    return _now("Indica gli anni di esperienza, in lavori o in servizi e forniture.")


def is_not_over(loan: RupLoan) -> str | None:
    if loan.ends_on >= timezone.localdate():
        return None
    return _now("Il periodo richiesto è già passato: chiedi un nuovo prestito.")


def is_still_active(loan: RupLoan) -> str | None:
    if loan.profile.state == S.ACTIVE:
        return None
    return _now("Il profilo del RUP non è più attivo: il prestito non può partire.")


# Effects ----------------------------------------------------------------------------------------


def is_validated(profile: RupProfile, moved: Moved):
    profile.validated_by_id = moved.actor.person_id
    profile.validated_on = timezone.localdate(moved.now)
    return ("validated_by", "validated_on")


def is_open_again(profile: RupProfile, moved: Moved):
    profile.validated_by, profile.validated_on = None, None
    return ("validated_by", "validated_on")


# What steps ask for ------------------------------------------------------------------------------


def _text(loan: RupLoan) -> forms.Field:
    return forms.CharField(
        label=_("Testo dell'accordo"),
        initial=loan.text,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text=_("È uno schema: correggilo come serve ai due enti."),
    )


def _act_on(loan: RupLoan) -> forms.Field:
    return forms.DateField(label=_("Data dell'atto"), widget=ItalianDateInput)


TEXT = Need("text", _("Testo dell'accordo"), field=_text, is_told=False)
ACT_ON = Need("act_on", _("Data dell'atto"), field=_act_on, is_told=False)

LIVING = (S.DRAFT, S.IN_CHECK, S.ACTIVE, S.SUSPENDED)

RUP = Workflow(
    "sua.rup",
    S,
    S.DRAFT,
    (
        Step(
            "submit", _("Invia per la verifica"), (S.DRAFT,), S.IN_CHECK, May.CHANGE,
            conditions=(has_a_sector, has_experience), tone="primary",
        ),
        Step(
            "validate", _("Valida il profilo"), (S.IN_CHECK,), S.ACTIVE, May.VALIDATE,
            effects=(is_validated,), is_bulk=True, tone="primary",
        ),
        Step(
            "send_back", _("Chiedi di completare"), (S.IN_CHECK,), S.DRAFT, May.VALIDATE,
            requires=(REASON,),
        ),
        Step(
            "revise", _("Aggiorna i requisiti"), (S.ACTIVE,), S.DRAFT, May.CHANGE,
            effects=(is_open_again,),
            confirm=_("Il profilo torna in bozza: non compare nelle ricerche finché la SUA non lo verifica di nuovo."),
        ),
        Step(
            "suspend", _("Sospendi"), (S.ACTIVE,), S.SUSPENDED, May.MANAGE, requires=(REASON,),
        ),
        Step("resume", _("Riattiva"), (S.SUSPENDED,), S.ACTIVE, May.MANAGE),
        Step(
            "cease", _("Cessa il profilo"), LIVING, S.CEASED, May.MANAGE, requires=(REASON,),
            tone="danger",
        ),
    ),
    meanings=RUP_MEANINGS,
)  # fmt: skip

LOAN = Workflow(
    "sua.loan",
    L,
    L.ASKED,
    (
        Step(
            "agree", _("Acconsenti al prestito"), (L.ASKED,), L.AGREED, May.LEND,
            conditions=(is_not_over, is_still_active), requires=(TEXT,), tone="primary",
        ),
        Step("refuse", _("Rifiuta"), (L.ASKED,), L.REFUSED, May.LEND, requires=(REASON,),
             tone="danger"),
        Step(
            "start", _("Registra l'atto di nomina"), (L.AGREED,), L.RUNNING, May.BORROW,
            conditions=(is_not_over, is_still_active), requires=("act", ACT_ON), tone="primary",
        ),
        Step(
            "withdraw", _("Ritira la richiesta"), (L.ASKED, L.AGREED), L.WITHDRAWN, May.BORROW,
            confirm=_("La richiesta si chiude e l'altro ente lo sa."),
        ),
        Step(
            "close", _("Chiudi prima del termine"), (L.RUNNING,), L.ENDED, May.END_LOAN,
            requires=(REASON,), tone="danger",
        ),
        Step(
            "expire", _("Fine del periodo"), (L.RUNNING,), L.ENDED, May.END_LOAN, by_system=True,
        ),
        Step(
            "lapse", _("Periodo trascorso senza atto"), (L.ASKED, L.AGREED), L.WITHDRAWN,
            May.END_LOAN, by_system=True,
        ),
    ),
    meanings=LOAN_MEANINGS,
)  # fmt: skip
