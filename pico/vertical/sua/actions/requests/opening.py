"""The tender that an accepted request becomes."""

from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from pico.core.access.actor import Actor

from ...models import Tender, TenderRequest
from ...queries import requests as queries
from ...terms.procurement import Criterion, Procedure
from ...terms.tenders import TenderKind
from ..tenders.opening import CategoryData, LotData, open_tender


def tender_of(request: TenderRequest, *, actor: Actor, now: datetime) -> Tender:
    """Open the tender with the data of the request: nothing is typed twice."""
    advice = queries.advice(queries.case_of(request), timezone.localdate(now))
    return open_tender(
        sua=request.sua, kind=TenderKind.DELEGATED, title=request.title,
        description=request.description, contract_kind=request.kind,
        procedure=request.procedure or Procedure.OPEN,
        criterion=request.criterion or Criterion.BEST_VALUE, technique=request.technique,
        officer=request.officer, is_above_eu=bool(advice and advice.is_above),
        is_urgent=request.is_urgent, is_pnrr=request.is_pnrr, lots=lots_of(request),
        bodies=(request.ente,), request=request, actor=actor, now=now,
    )  # fmt: skip


def lots_of(request: TenderRequest) -> list[LotData]:
    """Its lots, each with the lines of its works; without any, one with the whole of it.

    Labour, and safety costs that no lot says, are shared out by the base of each.
    """
    works: dict[int, list[CategoryData]] = {}
    for one in request.works.all():
        works.setdefault(one.lot_number, []).append(
            CategoryData(
                one.category, one.amount, one.grade, is_main=one.is_main,
                is_separable=one.is_separable, allows_subcontract=one.is_subcontractable,
            )
        )  # fmt: skip
    common = {
        "cups": tuple(request.cups), "cui": request.cui, "days": request.duration_days,
        "criterion": request.criterion, "place": request.place.istat_code if request.place else "",
    }  # fmt: skip
    lots = list(request.lots.all())
    if not lots:
        more = request.estimated_value - request.base_amount - request.security_amount
        return [
            LotData(
                request.title,
                request.base_amount,
                request.security_amount,
                request.labour_amount,
                more,
                cpv=request.cpv,
                categories=tuple(works.get(1, ())),
                **common,
            )
        ]
    has_own = any(one.security_amount for one in lots)
    return [
        LotData(
            one.title, one.base_amount,
            one.security_amount
            if has_own
            else _share(request.security_amount, one.base_amount, request.base_amount),
            _share(request.labour_amount, one.base_amount, request.base_amount),
            one.options_amount, cpv=one.cpv or request.cpv,
            categories=tuple(works.get(one.number, ())), **common,
        )
        for one in lots
    ]  # fmt: skip


def _share(whole: Decimal, part: Decimal, base: Decimal) -> Decimal:
    """The part of an amount that falls on a lot, to the cent."""
    return (whole * part / base).quantize(Decimal("0.01")) if base else Decimal(0)
