"""Requests: of the ente, of the SUA, on the board; their clocks, advice and cost."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.http import Http404
from django.utils.translation import ngettext

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.core.people.actors import working_today
from pico.core.people.models import Person
from pico.engines.deadlines.models import Term

from ..models import Agreement, RequestFile, TenderRequest
from ..rules import advisor
from ..rules.clocks import LEGAL, TARGET
from ..rules.fees import Estimate, FeeRule, estimate
from ..terms.requests import OPEN, RESERVED_KINDS, UNANSWERED, AttachmentKind, RequestState
from . import parameters

PEOPLE = ("rup", "procedure_head", "created_by", "changed_by", "approved_by", "officer")
ON_BOARD = (*OPEN, RequestState.ACCEPTED, RequestState.ACCEPTED_BY_SILENCE)
CARDS = 40  # of a column of the board


def visible_requests(actor: Actor) -> QuerySet[TenderRequest]:
    """The requests that the ente acted for made, and those it received as a SUA."""
    return TenderRequest.objects.visible_to(actor).select_related("ente", "sua", "officer")


def request_for(pk: int, actor: Actor) -> TenderRequest:
    """Return one; 404 for what belongs to others, a draft of somebody else's ente too."""
    rows = TenderRequest.objects.visible_to(actor).select_related(
        "ente__territory", "sua", "agreement", "place", "tender", *PEOPLE
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def with_clocks(rows: QuerySet[TenderRequest]) -> QuerySet[TenderRequest]:
    """Add the day of the law and that of the SUA: `legal_due_on`, `target_due_on`."""
    return rows.annotate(legal_due_on=_due(LEGAL, "due_on"), target_due_on=_due(TARGET, "due_on"))


def _due(key: str, field: str) -> Subquery:
    terms = Term.objects.filter(
        subject_type=TenderRequest._meta.label_lower,
        subject_id=Cast(OuterRef("pk"), CharField()),
        key=key,
    )
    return Subquery(terms.order_by("-pk").values(field)[:1])


def own_requests(actor: Actor) -> QuerySet[TenderRequest]:
    """«Le mie richieste»: of the ente acted for, drafts and all."""
    return with_clocks(visible_requests(actor).filter(ente=actor.ente_id)).order_by(
        "-changed_at", "-pk"
    )


def received_requests(actor: Actor) -> QuerySet[TenderRequest]:
    """Those that came to the SUA acted for, what the law presses first."""
    rows = with_clocks(visible_requests(actor).filter(sua=actor.ente_id).exclude(sent_at=None))
    return rows.order_by("-sent_at", "-pk")


@dataclass(frozen=True, slots=True)
class Load:
    """How many open requests an officer has in hand, and how many press (three days from the law's)."""

    person: Person | None
    count: int
    pressing: int

    @property
    def pressing_said(self) -> str:
        return ngettext("%(n)d preme", "%(n)d premono", self.pressing) % {"n": self.pressing}


def loads(actor: Actor, today: date) -> list[Load]:
    """The load of each officer of the SUA acted for; who has none is there with zero."""
    rows = with_clocks(
        TenderRequest.objects.filter(sua=actor.ente_id, state__in=UNANSWERED)
    ).values_list("officer", "legal_due_on")
    count: dict[int | None, list[int]] = {}
    for officer, due in rows:
        told = count.setdefault(officer, [0, 0])
        told[0] += 1
        told[1] += bool(due and (due - today).days <= 3)
    people = {one.pk: one for one in officers_of(actor.ente_id)}
    known = [Load(one, *count.get(pk, [0, 0])) for pk, one in people.items()]
    if None in count:
        known.append(Load(None, *count[None]))
    return sorted(known, key=lambda one: -one.count)


def officers_of(sua_id: int | None) -> QuerySet[Person]:
    """Who works for a SUA today."""
    places = working_today().filter(ente=sua_id, roles__role__in=("SUA_OFFICER", "SUA_MANAGER"))
    return Person.objects.filter(pk__in=places.values("person")).order_by(
        "last_name", "first_name", "pk"
    )


def colleagues_of(ente_id: int) -> QuerySet[Person]:
    """Who works for an ente today: its RUP and who answers for the procedure."""
    return Person.objects.filter(
        pk__in=working_today().filter(ente=ente_id).values("person")
    ).order_by("last_name", "first_name", "pk")


def board(rows: QuerySet[TenderRequest], states: Iterable[str]) -> dict[str, tuple[int, list]]:
    """The columns of the board: how many there are in each state, and the first ones; two queries."""
    states = [*states]
    counts = dict(
        rows.filter(state__in=states).order_by().values_list("state").annotate(n=Count("pk"))
    )
    first: dict[str, list[TenderRequest]] = {state: [] for state in states}
    for one in rows.filter(state__in=states).order_by("legal_due_on", "-sent_at", "-pk")[
        : CARDS * len(states)
    ]:
        first[one.state].append(one)
    return {state: (counts.get(state, 0), first[state][:CARDS]) for state in states}


def states_on_board(request_filter: str) -> tuple[str, ...]:
    return OPEN if request_filter != "tutte" else ON_BOARD


def files_of(request: TenderRequest, actor: Actor) -> QuerySet[RequestFile]:
    """The documents of a request; the list of who is to be invited is for officers and its author only."""
    rows = request.files.select_related("file__current", "added_by")
    if may_see_reserved(request, actor):
        return rows
    return rows.exclude(kind__in=RESERVED_KINDS)


def may_see_reserved(request: TenderRequest, actor: Actor) -> bool:
    """The list of who is invited: the RUP and who answers for the ente, the officers of the SUA."""
    if actor.person_id in (request.rup_id, request.procedure_head_id, request.created_by_id):
        return True
    if actor.ente_id == request.ente_id:
        return not {"ENTE_ADMIN", "SIGNATORY", "RUP"}.isdisjoint(actor.roles)
    return not {"SUA_OFFICER", "SUA_MANAGER"}.isdisjoint(actor.roles)


def file_for(request: TenderRequest, pk: int, actor: Actor) -> RequestFile:
    found = files_of(request, actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def has_kind(request: TenderRequest, kind: AttachmentKind) -> bool:
    return request.files.filter(kind=kind).exists()


# Advice and cost ----------------------------------------------------------------------------------


def case_of(request: TenderRequest) -> advisor.Case:
    """A request as the advisor takes it."""
    return advisor.Case(
        kind=request.kind,
        value=request.estimated_value,
        base=request.base_amount,
        labour=request.labour_amount,
        procedure=request.procedure,
        technique=request.technique,
        criterion=request.criterion,
        is_social=request.is_social,
        is_high_technology=request.is_high_technology,
        lot_count=request.lot_count,
    )


def advice(case: advisor.Case, on: date) -> advisor.Advice | None:
    """What the law of a day asks of a contract; None where a figure of that day is not known yet."""
    try:
        return advisor.advise(case, parameters.values(on))
    except KeyError:
        return None


def estimate_of(request: TenderRequest, on: date) -> Estimate | None:
    """What the tender costs the ente, with the scheme of its agreement; None without one."""
    agreement = request.agreement or _agreement(request, on)
    figures = parameters.values(on, ("contributo_anac", "incentivo.quota"))
    if agreement is None or len(figures) < 2:
        return None
    table = figures["contributo_anac"]
    return estimate(
        rules_of(agreement),
        base=request.base_amount,
        contribution=parameters.band(table, request.estimated_value)["value"],
        contribution_source=table.source,
        incentive_share=figures["incentivo.quota"].value,
    )


def rules_of(agreement: Agreement) -> list[FeeRule]:
    """The fee scheme of an agreement as the rules take it."""
    return [
        FeeRule(one.scheme, one.rate, one.amount, one.to_amount, one.minimum, one.maximum)
        for one in agreement.fees.all()
    ]


def _agreement(request: TenderRequest, on: date) -> Agreement | None:
    return Agreement.objects.filter(ente=request.ente_id, sua=request.sua_id).in_force(on).first()


# Counters of the home -----------------------------------------------------------------------------


def counts(actor: Actor) -> dict[str, int]:
    """For a SUA, what waits for it; for an ente, what waits for it: one query."""
    rows = TenderRequest.objects.visible_to(actor)
    mine, ours = Q(ente=actor.ente_id), Q(sua=actor.ente_id)
    return rows.aggregate(
        to_receive=Count("pk", filter=ours & Q(state=RequestState.SENT)),
        to_answer=Count("pk", filter=ours & Q(state__in=UNANSWERED)),
        drafts=Count("pk", filter=mine & Q(state=RequestState.DRAFT)),
        asked=Count("pk", filter=mine & Q(state=RequestState.INTEGRATION)),
        going=Count("pk", filter=mine & Q(state__in=OPEN)),
    )


# Look-ups of the filters --------------------------------------------------------------------------


def named(text: str) -> Q:
    """What a person looks for: words of the subject, a number, a protocol, a CUP."""
    text = text.strip()
    return (
        Q(title__icontains=text)
        | Q(number__iexact=text)
        | Q(protocol__iexact=text)
        | Q(cups__icontains=text.upper())
    )


def asking_enti(actor: Actor) -> QuerySet[Ente]:
    """The enti that sent something to the SUA acted for."""
    sent = TenderRequest.objects.filter(sua=actor.ente_id).exclude(sent_at=None)
    return Ente.objects.filter(pk__in=sent.values("ente")).order_by("name")


def unanswered(actor: Actor) -> QuerySet[TenderRequest]:
    """What the SUA acted for has to answer, the ten days that end first on top."""
    rows = received_requests(actor).filter(state__in=UNANSWERED)
    return rows.order_by("legal_due_on", "-sent_at", "-pk")
