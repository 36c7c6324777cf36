"""What an ente owes, as a table: reckoned by the award, asked for, collected or offset (section 6.4)."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import ItalianDateInput
from pico.engines.workflow.flows import Workflow
from pico.engines.workflow.tables import REASON, Moved, Need, Step
from pico.engines.workflow.terms import STAY

from ..models import Due
from ..permissions import DuePermission as May
from ..terms.dues import DUE_MEANINGS, STILL_OWED
from ..terms.dues import DueState as S
from .asked import amount, day


def _due_day(due: Due) -> forms.Field:
    return forms.DateField(label=_("Dovuto entro il"), widget=ItalianDateInput)


DUE_ON = Need("due_on", _("Dovuto entro il"), field=_due_day, is_told=False)


def is_asked_on(due: Due, moved: Moved) -> tuple[str, ...]:
    due.requested_on = timezone.localdate(moved.now)
    return ("requested_on",)


def keeps_its_reason(due: Due, moved: Moved) -> tuple[str, ...]:
    due.correction = str(moved.given["reason"]).strip()
    return ("correction",)


def is_unpaid_again(due: Due, moved: Moved) -> tuple[str, ...]:
    due.paid_on = None
    return ("paid_on",)


STEPS = (
    Step(
        "request", _("Richiedi all'ente"), (S.ESTIMATED,), S.REQUESTED, May.COLLECT,
        requires=("act", DUE_ON), effects=(is_asked_on,), tone="primary", is_bulk=True,
    ),
    Step(
        "collect", _("Segna come incassato"), (S.REQUESTED,), S.COLLECTED, May.COLLECT,
        requires=(day("paid_on", _("Pagato il")),), tone="primary",
    ),
    Step(
        "correct", _("Correggi l'importo"), STILL_OWED, STAY, May.CORRECT,
        requires=(amount("amount", _("Importo corretto"), lambda due: due.amount), REASON),
        effects=(keeps_its_reason,),
    ),
    Step(
        "offset", _("Compensa"), STILL_OWED, S.OFFSET, May.COLLECT, requires=("act", REASON),
        effects=(keeps_its_reason,),
    ),
    Step(
        "reopen", _("Non è stato incassato"), (S.COLLECTED,), S.REQUESTED, May.COLLECT,
        requires=(REASON,), effects=(is_unpaid_again,),
    ),
    Step(
        "cancel", _("Annulla il dovuto"), STILL_OWED, S.CANCELLED, May.CORRECT, requires=(REASON,),
        effects=(keeps_its_reason,), tone="danger",
    ),
)  # fmt: skip

DUE = Workflow("sua.due", S, S.ESTIMATED, STEPS, meanings=DUE_MEANINGS)
