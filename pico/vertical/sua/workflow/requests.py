"""The process of a request, and of an «adesione», as tables. Source: art. 62 c. 10 D.Lgs. 36/2023."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from pico.core.access.terms import Role
from pico.core.people.actors import working_today
from pico.core.people.models import Person
from pico.core.ui.formats import date_it, moment
from pico.core.ui.forms import ItalianDateInput
from pico.engines.deadlines.queries.terms import terms_of
from pico.engines.workflow.flows import Workflow
from pico.engines.workflow.tables import Moved, Need, Step
from pico.engines.workflow.terms import STAY

from ..models import Agreement, IntegrationItem, TenderRequest
from ..permissions import SuaPermission as May
from ..rules.clocks import LEGAL
from ..terms.agreements import ADHESION_MEANING
from ..terms.agreements import AdhesionState as A
from ..terms.requests import GOING_ON, OPEN, STATE_MEANING, UNANSWERED
from ..terms.requests import RequestState as S
from .capacity import calendar_of, first_free
from .completeness import completeness_of

TOLD = 3

# Conditions ---------------------------------------------------------------------------------------


def today_of(record) -> date:
    """The day on which a step is made: `moment` is left on the record by the action."""
    return timezone.localdate(getattr(record, "moment", None) or timezone.now())


def is_complete(request: TenderRequest) -> str | None:
    missing = completeness_of(request, today_of(request)).missing
    if not missing:
        return None
    named = ", ".join(one.label for one in missing[:TOLD])
    if len(missing) > TOLD:
        named = _now("%(named)s e altri %(n)d") % {"named": named, "n": len(missing) - TOLD}
    return _now("La richiesta non è completa: mancano %(named)s.") % {"named": named}


def has_agreement(request: TenderRequest) -> str | None:
    """An agreement with the SUA is in force on the day the request is sent."""
    of_both = Agreement.objects.filter(ente=request.ente_id, sua=request.sua_id)
    if of_both.in_force(today_of(request)).exists():
        return None
    return _now(
        "Oggi il tuo ente non ha una convenzione in vigore con questa SUA: chiedi prima l'adesione."
    )


def is_in_time(request: TenderRequest) -> str | None:
    """After the ten days the request is accepted by law: it cannot be refused any more."""
    last = terms_of(request).filter(key=LEGAL).values_list("due_on", flat=True).last()
    if last is None or today_of(request) <= last:
        return None
    return _now("I dieci giorni sono finiti il %(day)s: per legge la richiesta è già accolta.") % {
        "day": date_it(last)
    }


def has_no_tender(request: TenderRequest) -> str | None:
    if request.opened_tender is None:
        return None
    return _now("La gara è già aperta: la trovi nella scheda della richiesta.")


# What steps ask -----------------------------------------------------------------------------------


def _text(label, help_text="", *, rows=4, most=2000):
    return lambda record: forms.CharField(
        label=label, help_text=help_text, max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


def _day(label, help_text=""):
    return lambda record: forms.DateField(
        label=label, help_text=help_text, widget=ItalianDateInput()
    )


def officers(sua_id: int):
    """Who works for a SUA today."""
    places = working_today().filter(
        ente=sua_id, roles__role__in=(Role.SUA_OFFICER, Role.SUA_MANAGER)
    )
    return Person.objects.filter(pk__in=places.values("person")).order_by(
        "last_name", "first_name", "pk"
    )


def _officer(request: TenderRequest) -> forms.Field:
    return forms.ModelChoiceField(
        label=_("Istruttore"), queryset=officers(request.sua_id), empty_label=_("Scegli…")
    )


def _slot(request: TenderRequest) -> forms.Field:
    """The months of the calendar with their free places; the first free one is proposed."""
    months = calendar_of(request.sua_id, today_of(request))
    free = first_free(months)
    labels = [
        (
            one.month.isoformat(),
            _now("%(month)s – posti liberi: %(free)d di %(places)d")
            % {"month": moment(one.month, "F Y"), "free": one.free, "places": one.places},
        )
        for one in months
    ]
    return forms.TypedChoiceField(
        label=_("Mese di avvio della gara"), choices=labels, coerce=date.fromisoformat,
        initial=free.month.isoformat() if free else None,
        help_text=_("L'ente lo vede nel calendario della SUA."),
    )  # fmt: skip


def _items_done(request: TenderRequest) -> forms.Field:
    items = IntegrationItem.objects.filter(
        integration__request=request, integration__answered_at=None
    )
    return forms.ModelMultipleChoiceField(
        label=_("Che cosa avete fornito"), queryset=items, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("I documenti si caricano prima, nella scheda «Documenti»."),
    )  # fmt: skip


REASON = Need(
    "reason", _("Motivo"), field=_text(_("Motivo"), _("Lo leggono l'ente e la SUA.")), is_told=True
)
SLOT = Need("slot", _("Mese di avvio"), field=_slot)

# Effects ------------------------------------------------------------------------------------------


def is_proposed(request: TenderRequest, moved: Moved):
    request.proposed_at = moved.now
    return ("proposed_at",)


def is_sent(request: TenderRequest, moved: Moved):
    request.sent_at, request.approved_by_id = moved.now, moved.actor.person_id
    return ("sent_at", "approved_by")


def is_taken(request: TenderRequest, moved: Moved):
    """In the hands of who took it, unless somebody else was named."""
    request.officer_id = request.officer_id or moved.actor.person_id
    return ("officer",)


def is_closed(request: TenderRequest, moved: Moved):
    request.closed_at = moved.now
    return ("closed_at",)


STEPS = (
    Step(
        "propose", _("Proponi per l'approvazione"), (S.DRAFT,), STAY, May.WRITE_REQUEST,
        conditions=(is_complete, has_agreement), effects=(is_proposed,),
    ),
    Step(
        "send", _("Approva e invia alla SUA"), (S.DRAFT,), S.SENT, May.APPROVE_REQUEST,
        conditions=(is_complete, has_agreement), effects=(is_sent,), tone="primary",
        confirm=_("La richiesta parte: dopo l'invio i dati non si modificano, salvo integrazioni."),
    ),
    Step(
        "receive", _("Registra il protocollo"), (S.SENT,), S.RECEIVED, May.HANDLE_REQUEST,
        requires=(
            "protocol",
            Need("received_on", _("Data di protocollo"), is_told=False, field=_day(
                _("Data di protocollo"),
                _("Da questa data corrono i 10 giorni del silenzio-assenso (art. 62, c. 10)."),
            )),
        ),
        tone="primary",
    ),
    Step(
        "take", _("Prendi in carico"), (S.RECEIVED,), S.INSTRUCTION, May.HANDLE_REQUEST,
        effects=(is_taken,), is_bulk=True, tone="primary",
    ),
    Step(
        "assign", _("Assegna"), UNANSWERED, STAY, May.DECIDE_REQUEST,
        requires=(Need("officer", _("Istruttore"), field=_officer, is_told=False),),
    ),
    Step(
        "ask", _("Chiedi integrazioni"), (S.INSTRUCTION,), S.INTEGRATION, May.HANDLE_REQUEST,
        requires=(
            Need("items", _("Che cosa manca"), is_told=False, field=_text(
                _("Che cosa manca"),
                _("Un rigo per ciascuna cosa. Si ferma l'obiettivo interno, non i 10 giorni di legge."),
                rows=6,
            )),
        ),
    ),
    Step(
        "answer", _("Invia le integrazioni"), (S.INTEGRATION,), S.INSTRUCTION, May.WRITE_REQUEST,
        requires=(
            Need("done", _("Che cosa avete fornito"), field=_items_done, is_required=False,
                 is_told=False),
            Need("answer", _("Risposta"), field=_text(_("Risposta alla SUA")), is_told=False),
        ),
        tone="primary",
    ),
    Step(
        "accept", _("Accetta la richiesta"), (S.INSTRUCTION,), S.ACCEPTED, May.DECIDE_REQUEST,
        requires=(SLOT,), effects=(is_closed,), tone="primary",
    ),
    Step(
        "refuse", _("Rifiuta la richiesta"), UNANSWERED, S.REFUSED, May.DECIDE_REQUEST,
        conditions=(is_in_time,), requires=(REASON,), effects=(is_closed,), tone="danger",
        confirm=_("L'ente potrà rivolgersi ad ANAC, che assegna una stazione qualificata entro 15 giorni."),
    ),
    Step(
        "silence", _("Accolta per silenzio-assenso"), UNANSWERED, S.ACCEPTED_BY_SILENCE,
        May.DECIDE_REQUEST, effects=(is_closed,), by_system=True,
    ),
    Step(
        "open", _("Apri la gara"), GOING_ON, STAY, May.HANDLE_REQUEST, conditions=(has_no_tender,),
        tone="primary",
    ),
    Step(
        "plan", _("Cambia il mese di avvio"), GOING_ON, STAY, May.DECIDE_REQUEST, requires=(SLOT,),
    ),
    Step(
        "withdraw", _("Ritira la richiesta"), (S.DRAFT, *OPEN), S.WITHDRAWN, May.APPROVE_REQUEST,
        requires=(REASON,), effects=(is_closed,), tone="danger",
    ),
)  # fmt: skip

REQUEST = Workflow("sua.request", S, S.DRAFT, STEPS, meanings=STATE_MEANING)

ADHESION = Workflow(
    "sua.adhesion",
    A,
    A.SENT,
    (
        Step(
            "accept", _("Accogli"), (A.SENT,), A.ACCEPTED, May.DECIDE_ADHESION, tone="primary",
            confirm=_("Poi registra la convenzione firmata: da allora l'ente può inviare richieste."),
        ),
        Step(
            "refuse", _("Rifiuta"), (A.SENT,), A.REFUSED, May.DECIDE_ADHESION, requires=(REASON,),
            tone="danger",
        ),
        Step(
            "withdraw", _("Ritira"), (A.SENT,), A.WITHDRAWN, May.WITHDRAW_ADHESION,
            confirm=_("La richiesta di adesione si chiude."), tone="danger",
        ),
    ),
    meanings=ADHESION_MEANING,
)  # fmt: skip
