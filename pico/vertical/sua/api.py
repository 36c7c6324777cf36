"""The SUA for programmes: requests, tenders with their lots, contracts, dues, public notices.

A key needs the grant `PROCESSES` for what is not public; amounts are euro, VAT excluded, as decimal strings.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from pico.core.access.actor import Actor
from pico.core.api.asking import Asking
from pico.core.api.authentication import Reader
from pico.core.api.paging import Page, PageRequest, paged
from pico.core.api.resources.answers import OPEN, answers
from pico.core.api.terms import Grant

from .models import Lot
from .permissions import DuePermission, RupPermission, SuaPermission, TenderPermission
from .queries import contracts as contract_queries
from .queries import dues as due_queries
from .queries import open_data
from .queries import requests as request_queries
from .queries import tenders as tender_queries
from .terms.dues import DueState
from .terms.procurement import ContractKind, Procedure
from .terms.requests import RequestState
from .terms.tenders import LotState, TenderState

router = Router(tags=["SUA"], auth=Reader(Grant.PROCESSES))
EVERYBODY = Reader(is_open=True)


def reader(request: Asking, permission: str) -> Actor:
    """Who asks: a key reads what its ente may, a person what his roles let him."""
    if request.token is None:
        request.actor.require(permission)
    return request.actor


def in_words(choices, value: str) -> str:
    return str(choices(value).label) if value else ""


# Requests ----------------------------------------------------------------------------------------


class RequestsAsked(PageRequest):
    q: Annotated[str, Field(description="Parole dell'oggetto, numero, protocollo o CUP")] = ""
    state: RequestState | None = None


class RequestOut(Schema):
    """A request of a tender; its parts and papers are on its page."""

    id: int
    number: str  # empty while it is a draft
    title: str
    state: RequestState
    state_label: str
    kind: ContractKind
    procedure: str
    estimated_value: Decimal
    ente: str
    sua: str
    cups: list[str]
    protocol: str
    sent_at: datetime | None
    legal_due_on: date | None
    changed_at: datetime
    url: str

    @staticmethod
    def resolve_state_label(found) -> str:
        return in_words(RequestState, found.state)

    @staticmethod
    def resolve_ente(found) -> str:
        return found.ente.name

    @staticmethod
    def resolve_sua(found) -> str:
        return found.sua.name

    @staticmethod
    def resolve_url(found, context) -> str:
        return context["request"].build_absolute_uri(reverse("sua:request", args=[found.pk]))


@router.get("/requests", summary="Richieste di gara", response=answers(Page[RequestOut], 403))
def list_sua_requests(request: Asking, response: HttpResponse, asked: Query[RequestsAsked]):
    """Le richieste dell'ente e, per una SUA, quelle che ha ricevuto; prima le ultime cambiate."""
    actor = reader(request, SuaPermission.SEE_REQUESTS)
    rows = request_queries.with_clocks(request_queries.visible_requests(actor))
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.q.strip():
        rows = rows.filter(request_queries.named(asked.q))
    return paged(request, response, rows.order_by("-changed_at", "-pk"), asked)


@router.get("/requests/{int:pk}", summary="Una richiesta", response=answers(RequestOut, 403, 404))
def sua_request(request: Asking, pk: int):
    """Una richiesta, se chi chiama la può vedere."""
    actor = reader(request, SuaPermission.SEE_REQUESTS)
    rows = request_queries.with_clocks(request_queries.visible_requests(actor))
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


# Tenders -----------------------------------------------------------------------------------------


class LotOut(Schema):
    """A lot; its result is said once it is awarded (art. 35, c. 2)."""

    number: int
    subject: str
    state: LotState
    state_label: str
    cig: str
    cups: list[str]
    cpv: str
    base_amount: Decimal
    safety_amount: Decimal
    options_amount: Decimal
    outcome: str
    bids_count: int | None
    discount: Decimal | None
    award_amount: Decimal | None
    awarded_on: date | None
    contract_on: date | None
    contract_amount: Decimal | None
    winners: list[str]

    @staticmethod
    def resolve_state_label(lot: Lot) -> str:
        return in_words(LotState, lot.state)

    @staticmethod
    def resolve_bids_count(lot: Lot) -> int | None:
        return of_result(lot, "bids_count")

    @staticmethod
    def resolve_discount(lot: Lot) -> Decimal | None:
        return of_result(lot, "discount")

    @staticmethod
    def resolve_award_amount(lot: Lot) -> Decimal | None:
        return of_result(lot, "award_amount")

    @staticmethod
    def resolve_winners(lot: Lot) -> list[str]:
        if not open_data.result_is_public(lot):
            return []
        return [one.name for one in lot.winners.all()]


def of_result(lot: Lot, name: str):
    return getattr(lot, name) if open_data.result_is_public(lot) else None


class NoticeOut(Schema):
    """A tender as everybody may read it."""

    number: str
    subject: str
    state: TenderState
    state_label: str
    contract_kind: ContractKind
    procedure: Procedure
    procedure_label: str
    is_pnrr: bool
    total: Decimal
    ente: str
    published_at: datetime | None
    questions_due_at: datetime | None
    bids_due_at: datetime | None
    pad_name: str
    pad_url: str
    bdncp_url: str
    lots: list[LotOut]
    url: str

    @staticmethod
    def resolve_state_label(tender) -> str:
        return in_words(TenderState, tender.state)

    @staticmethod
    def resolve_procedure_label(tender) -> str:
        return in_words(Procedure, tender.procedure)

    @staticmethod
    def resolve_ente(tender) -> str:
        return tender.holder.name if tender.holder else ""

    @staticmethod
    def resolve_lots(tender) -> list[Lot]:
        return list(tender.lots.all())

    @staticmethod
    def resolve_url(tender, context) -> str:
        return context["request"].build_absolute_uri(reverse("sua:notice", args=[tender.number]))


class TenderOut(NoticeOut):
    """A tender for its SUA and its enti."""

    sua: str
    officer: str
    opened_at: datetime
    changed_at: datetime

    @staticmethod
    def resolve_sua(tender) -> str:
        return tender.sua.name

    @staticmethod
    def resolve_officer(tender) -> str:
        return str(tender.officer or "")

    @staticmethod
    def resolve_url(tender, context) -> str:
        return context["request"].build_absolute_uri(reverse("sua:tender", args=[tender.number]))


class TendersAsked(PageRequest):
    q: Annotated[str, Field(description="Parole dell'oggetto, numero, CIG o CUP")] = ""
    state: TenderState | None = None
    year: Annotated[int | None, Field(ge=2000, le=2100)] = None


@router.get("/tenders", summary="Gare", response=answers(Page[TenderOut], 403))
def list_sua_tenders(request: Asking, response: HttpResponse, asked: Query[TendersAsked]):
    """Le gare della SUA, o quelle a cui l'ente partecipa, con i loro lotti; prima le ultime aperte."""
    rows = tender_queries.visible_tenders(reader(request, TenderPermission.LIST))
    return paged(request, response, _narrowed(rows, asked).order_by("-opened_at", "-pk"), asked)


@router.get("/tenders/{number}", summary="Una gara", response=answers(TenderOut, 403, 404))
def sua_tender(request: Asking, number: str):
    """Una gara con i suoi lotti, se chi chiama la può vedere."""
    return tender_queries.tender(number, reader(request, TenderPermission.LIST))


def _narrowed(rows, asked: TendersAsked):
    rows = tender_queries.with_words(rows, asked.q).prefetch_related("lots__winners")
    if asked.state:
        rows = rows.filter(state=asked.state)
    return rows.filter(year=asked.year) if asked.year else rows


# Public notices ----------------------------------------------------------------------------------


@router.get(
    "/notices", summary="Bandi e avvisi", response=answers(Page[NoticeOut]), auth=EVERYBODY,
    openapi_extra=OPEN,
)  # fmt: skip
def list_sua_notices(request: Asking, response: HttpResponse, asked: Query[TendersAsked]):
    """Le gare pubblicate dalla SUA di questo spazio, prima le ultime; non serve una chiave."""
    return paged(request, response, _narrowed(_published(request), asked), asked)


@router.get(
    "/notices/{number}", summary="Un bando", response=answers(NoticeOut, 404), auth=EVERYBODY,
    openapi_extra=OPEN,
)  # fmt: skip
def sua_notice(request: Asking, number: str):
    """Una gara pubblicata; come release OCDS 1.1 sta in «bandi/<numero>/ocds.json» sul sito."""
    found = _published(request).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def _published(request: Asking):
    return tender_queries.published(request.space.ente_id if request.space else None)


# The contract register ---------------------------------------------------------------------------


class ContractsAsked(PageRequest):
    q: Annotated[str, Field(description="Parole dell'oggetto, CIG o fornitore")] = ""
    expiring_within: Annotated[
        int | None, Field(ge=1, le=120, description="Solo quelli che scadono entro questi mesi")
    ] = None


class ContractOut(Schema):
    id: int
    ente: str
    cig: str
    subject: str
    kind: ContractKind
    cpv: str
    supplier: str
    amount: Decimal
    yearly_amount: Decimal | None
    starts_on: date
    ends_on: date
    extension_months: int
    tender_number: str
    url: str

    @staticmethod
    def resolve_ente(contract) -> str:
        return contract.ente.name

    @staticmethod
    def resolve_url(contract, context) -> str:
        return context["request"].build_absolute_uri(reverse("sua:contract", args=[contract.pk]))


@router.get("/contracts", summary="Registro dei contratti", response=answers(Page[ContractOut], 403))  # fmt: skip
def list_sua_contracts(request: Asking, response: HttpResponse, asked: Query[ContractsAsked]):
    """I contratti dell'ente e, per l'ufficio della SUA, quelli dei suoi enti; prima i più vicini alla scadenza."""
    actor = reader(request, RupPermission.SEE)
    rows = contract_queries.contracts(actor, request.space.ente)
    if asked.q.strip():
        rows = rows.filter(rows.model.found_by(asked.q.strip()))
    if asked.expiring_within:
        rows = contract_queries.expiring(rows, timezone.localdate(), asked.expiring_within)
    return paged(request, response, rows, asked)


# Dues --------------------------------------------------------------------------------------------


class DuesAsked(PageRequest):
    q: Annotated[str, Field(description="Gara, CIG, ente o nota")] = ""
    state: DueState | None = None


class DueOut(Schema):
    """What an ente owes its SUA for a lot («Dovuto»)."""

    id: int
    ente: str
    tender: str
    lot: int
    cig: str
    state: DueState
    state_label: str
    amount: Decimal
    reckoned_on: date
    requested_on: date | None
    due_on: date | None
    paid_on: date | None
    act: str
    url: str

    @staticmethod
    def resolve_ente(due) -> str:
        return due.ente.name

    @staticmethod
    def resolve_tender(due) -> str:
        return due.lot.tender.number

    @staticmethod
    def resolve_lot(due) -> int:
        return due.lot.number

    @staticmethod
    def resolve_cig(due) -> str:
        return due.lot.cig

    @staticmethod
    def resolve_state_label(due) -> str:
        return in_words(DueState, due.state)

    @staticmethod
    def resolve_url(due, context) -> str:
        return context["request"].build_absolute_uri(reverse("sua:due", args=[due.pk]))


@router.get("/dues", summary="Rimborsi alla SUA", response=answers(Page[DueOut], 403))
def list_sua_dues(request: Asking, response: HttpResponse, asked: Query[DuesAsked]):
    """Quello che l'ente deve alla SUA e, per il suo ufficio, quello che devono gli enti; prima gli ultimi calcolati."""
    rows = due_queries.dues(reader(request, DuePermission.LIST), request.space.ente)
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.q.strip():
        rows = rows.filter(due_queries.named(asked.q))
    return paged(request, response, rows, asked)
