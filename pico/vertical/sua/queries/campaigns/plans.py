"""The plan of aggregation: its lines, its totals, what the simulator and open data read of it."""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Count, DecimalField, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import Http404

from pico.core.codes.models import Code
from pico.core.codes.terms import CodeList

from ...models import Campaign, NeedLine, Plan, PlanLine, PlanQuota
from ...rules.aggregation import Share, Total, by_cpv, shown, totals
from ...rules.simulator import Need
from ...terms.campaigns import SMALL_GROUP, Adhesion, AnswerState, Unit

MONEY = DecimalField(max_digits=16, decimal_places=2)
AMOUNT = DecimalField(max_digits=16, decimal_places=3)


def plan_of(campaign: Campaign) -> Plan | None:
    """The plan one works on, or that was frozen: the newest."""
    return campaign.plans.order_by("-number").first()


def lines_of(plan: Plan) -> QuerySet[PlanLine]:
    """The lines that count, with `enti`, `quantity` and `value`."""
    return (
        plan.lines.filter(is_replaced=False)
        .annotate(
            enti=Count("quotas__ente", distinct=True),
            quantity=Coalesce(Sum("quotas__quantity"), 0, output_field=AMOUNT),
            value=Coalesce(Sum("quotas__value"), 0, output_field=MONEY),
        )
        .order_by("cpv", "description", "pk")
    )


def replaced_lines(plan: Plan) -> QuerySet[PlanLine]:
    """What was merged or split, with what came of it."""
    return plan.lines.filter(is_replaced=True).prefetch_related("became").order_by("pk")


def line(plan: Plan, pk: int) -> PlanLine:
    found = plan.lines.filter(is_replaced=False, pk=pk).first()
    if found is None:
        raise Http404
    return found


def quotas_of(plan: Plan) -> QuerySet[PlanQuota]:
    return PlanQuota.objects.filter(line__plan=plan, line__is_replaced=False)


def quotas_of_line(line: PlanLine) -> QuerySet[PlanQuota]:
    return line.quotas.select_related("ente").order_by("ente__name")


def shares(plan: Plan) -> Iterator[Share]:
    """Every quota of the plan as the rules of aggregation read it."""
    rows = quotas_of(plan).values_list(
        "ente", "zone", "line__cpv", "line__unit", "quantity", "value", "line__description"
    )
    for row in rows.iterator(chunk_size=5_000):
        yield Share(*row)


def needs(plan: Plan) -> list[Need]:
    """Every quota of the plan as the simulator reads it."""
    rows = quotas_of(plan).values_list(
        "ente", "zone", "line__cpv", "line__unit", "quantity", "value", "is_certain"
    )
    return [Need(*row) for row in rows.iterator(chunk_size=5_000)]


def totals_of(plan: Plan, digits: int, *, with_zone: bool) -> list[Total]:
    return totals(shares(plan), by_cpv(digits, with_zone=with_zone))


def value_of(plan: Plan) -> Decimal:
    """What a year of the whole plan is worth, in euro, VAT excluded."""
    return quotas_of(plan).aggregate(value=Coalesce(Sum("value"), 0, output_field=MONEY))["value"]


def names_of(cpvs: set[str]) -> dict[str, str]:
    """The descriptions of CPV codes cut to fewer digits: those of the voice that ends in zeros."""
    whole = {code.ljust(8, "0"): code for code in cpvs}
    rows = Code.objects.filter(list=CodeList.CPV, code__in=whole).values_list("code", "label")
    return {whole[code]: label for code, label in rows}


def open_data(plan: Plan) -> list[tuple[str, str, int, Decimal, Decimal] | tuple[str, str]]:
    """CPV (five digits), unit, enti, quantity and value; only the first two where few enti are."""
    found = []
    for total in totals_of(plan, 5, with_zone=False):
        cpv, _zone, unit = total.key
        figures = shown(total, SMALL_GROUP)
        found.append((cpv, str(Unit(unit).label), *(figures or ())))
    return found


def valid_lines(campaign: Campaign) -> QuerySet[NeedLine]:
    """What goes into the plan: needs of validated answers."""
    rows = NeedLine.objects.filter(
        answer__campaign=campaign, answer__state=AnswerState.VALID, quantity__gt=0
    )
    return rows.select_related("answer", "item").order_by("pk")


def is_certain(line: NeedLine) -> bool:
    return line.adhesion == Adhesion.CERTAIN
