"""The track of an ente inside an aggregated tender, as a table (FEATURES: 14.2)."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import ItalianDateInput
from pico.engines.workflow.flows import Workflow
from pico.engines.workflow.tables import REASON, Need, Step

from ..models import Track
from ..permissions import TrackPermission as May
from ..terms.aggregated import BEFORE_ADHESION, TRACK_MEANINGS
from ..terms.aggregated import TrackState as S
from ..terms.tenders import BEFORE_NOTICE


def is_before_the_notice(track: Track) -> str | None:
    """Once the notice is out the quantities stand: the point of no return."""
    if track.tender.state not in BEFORE_NOTICE:
        return _now("La gara è pubblicata: si esce solo con l'accordo della SUA.")
    return None


ACT_ON = Need(
    "act_on", _("Data dell'atto"), is_told=False,
    field=lambda track: forms.DateField(label=_("Data dell'atto"), widget=ItalianDateInput),
)  # fmt: skip

STEPS = (
    Step("interest", _("Manifesta interesse"), (S.INVITED,), S.INTERESTED, May.JOIN, tone="primary"),
    Step("send_need", _("Invia il fabbisogno"), (S.INTERESTED,), S.NEED_SENT, May.JOIN, tone="primary"),
    Step("validate", _("Valida"), (S.INVITED, S.NEED_SENT), S.VALIDATED, May.LEAD, is_bulk=True),
    Step(
        "adhere", _("Aderisci"), (S.VALIDATED,), S.ADHERENT, May.JOIN,
        conditions=(is_before_the_notice,), requires=("act", ACT_ON), tone="primary",
    ),
    Step("derive", _("Primo contratto derivato"), (S.ADHERENT,), S.DERIVED, May.ORDER, by_system=True),
    Step("start", _("Avvia l'esecuzione"), (S.DERIVED,), S.RUNNING, May.JOIN, tone="primary"),
    Step("finish", _("Concludi"), (S.RUNNING,), S.DONE, May.JOIN, tone="primary"),
    Step(
        "withdraw", _("Ritirati"), (*BEFORE_ADHESION, S.ADHERENT), S.WITHDRAWN, May.JOIN,
        conditions=(is_before_the_notice,), requires=(REASON,), tone="danger",
    ),
    Step(
        "release", _("Consenti il ritiro"), (S.ADHERENT,), S.WITHDRAWN, May.LEAD, requires=(REASON,),
        tone="danger",
    ),
    Step("exclude", _("Escludi"), BEFORE_ADHESION, S.EXCLUDED, May.LEAD, requires=(REASON,), tone="danger"),
)  # fmt: skip

TRACK = Workflow("sua.track", S, S.INVITED, STEPS, meanings=TRACK_MEANINGS)
