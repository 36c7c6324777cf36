"""The tender that an accepted request becomes."""

from datetime import datetime
from decimal import ROUND_DOWN, Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import SYSTEM, Actor

from ...models import Tender, TenderRequest
from ...queries import requests as queries
from ...terms.procurement import Criterion, Procedure
from ...terms.tenders import PersonRole, TenderKind
from ..tenders.opening import CategoryData, LotData, open_tender
from ..tenders.persons import Named, name_person

CENT = Decimal("0.01")


def tender_of(request: TenderRequest, *, actor: Actor, now: datetime) -> Tender:
    """Open the tender with the data of the request: nothing is typed twice."""
    advice = queries.advice(queries.case_of(request), timezone.localdate(now))
    tender = open_tender(
        sua=request.sua, kind=TenderKind.DELEGATED, title=request.title,
        description=request.description, contract_kind=request.kind,
        procedure=request.procedure or Procedure.OPEN,
        criterion=request.criterion or Criterion.BEST_VALUE, technique=request.technique,
        officer=request.officer, is_above_eu=bool(advice and advice.is_above),
        is_urgent=request.is_urgent, is_pnrr=request.is_pnrr, lots=lots_of(request),
        bodies=(request.ente,), request=request, actor=actor, now=now,
    )  # fmt: skip
    _propose_the_head(tender, request, now)
    return tender


def _propose_the_head(tender: Tender, request: TenderRequest, now: datetime) -> None:
    """The ente's responsabile comes along, named: in charge once he has declared (art. 16)."""
    head = request.procedure_head
    if head is None:
        return
    named = Named(
        role=PersonRole.PROCEDURE_HEAD, name=str(head), person=head, ente=request.ente,
        act=_("Indicato nella richiesta %(number)s") % {"number": request.number},
        since=timezone.localdate(now),
    )  # fmt: skip
    name_person(tender=tender, named=named, actor=SYSTEM, now=now)


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
    bases = [one.base_amount for one in lots]
    labour = _spread(request.labour_amount, bases)
    safety = [one.security_amount for one in lots]
    if not any(safety):
        safety = _spread(request.security_amount, bases)
    return [
        LotData(
            one.title, one.base_amount, safe, work, one.options_amount, cpv=one.cpv or request.cpv,
            categories=tuple(works.get(one.number, ())), **common,
        )
        for one, safe, work in zip(lots, safety, labour, strict=True)
    ]  # fmt: skip


def _spread(whole: Decimal, bases: list[Decimal]) -> list[Decimal]:
    """An amount shared out by the base of each lot, to the cent.

    The cents left over go where most was cut away: no part is above its base if the whole is not.
    """
    total = sum(bases)
    if not total:
        return [Decimal(0) for _ in bases]
    exact = [whole * one / total for one in bases]
    parts = [one.quantize(CENT, ROUND_DOWN) for one in exact]
    left = int((whole - sum(parts)) / CENT)
    for place in sorted(range(len(bases)), key=lambda at: parts[at] - exact[at])[:left]:
        parts[place] += CENT
    return parts
