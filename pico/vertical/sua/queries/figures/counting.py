"""Sums and counts of a choice: as many statements whatever the tenders."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import (
    Avg,
    Case,
    CharField,
    Count,
    DecimalField,
    F,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)  # fmt: skip
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.engines.deadlines.models import Term

from ...models import Due, Lot, Tender, TenderBody
from ...terms.dues import SETTLED, DueState
from ...terms.figures import Band
from ...terms.procurement import WITH_WORKS
from ...terms.tenders import OVER, Outcome
from .. import parameters
from .choosing import Choice, awarded
from .ranking import Quartiles, quartiles

ZERO = Decimal("0.00")
HUNDRED = Decimal(100)
AWARDED = Q(outcome=Outcome.AWARDED, award_amount__isnull=False)
WHOLE = F("base_amount") + F("safety_amount")
WORKS, OTHERS, TABLE = (
    "soglia.affidamento_diretto.lavori", "soglia.affidamento_diretto.servizi_forniture",
    "contributo_anac",
)  # fmt: skip


def percent(part: Decimal | int | None, whole: Decimal | int | None) -> Decimal | None:
    """Per cent, to one decimal; nothing of nothing."""
    if not whole:
        return None
    return (Decimal(part or 0) * HUNDRED / Decimal(whole)).quantize(Decimal("0.1"))


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums of some lots; percentages to one decimal, None where there is nothing to divide by."""

    tenders: int
    lots: int
    base: Decimal
    awarded: int
    award: Decimal
    saving: Decimal
    weighted_discount: Decimal | None
    mean_discount: Decimal | None
    single_bid: Decimal | None
    desert: Decimal | None


AGGREGATES = {
    "tenders": Count("tender", distinct=True),
    "lots": Count("pk"),
    "base": Sum("base_amount"),
    "awarded": Count("pk", filter=AWARDED),
    "award": Sum("award_amount", filter=AWARDED),
    "whole": Sum(WHOLE, filter=AWARDED, output_field=DecimalField(max_digits=18, decimal_places=2)),
    "mean": Avg("discount", filter=AWARDED),
    "single": Count("pk", filter=AWARDED & Q(bids_count=1)),
    "desert": Count("pk", filter=Q(outcome=Outcome.DESERT)),
    "ended": Count("pk", filter=~Q(outcome="")),
}  # fmt: skip


def sums(rows: QuerySet[Lot]) -> Sums:
    """Everything that adds up of some lots, in one statement."""
    return _sums(rows.order_by().aggregate(**AGGREGATES))


def sums_by(rows: QuerySet[Lot], name: str) -> dict[Any, Sums]:
    """The same sums, group by group, in one statement."""
    found = rows.order_by().values(name).annotate(**AGGREGATES)
    return {row[name]: _sums(row) for row in found}


def _sums(row: dict) -> Sums:
    whole, award = row["whole"] or ZERO, row["award"] or ZERO
    mean = row["mean"]
    return Sums(
        tenders=row["tenders"], lots=row["lots"], base=row["base"] or ZERO, awarded=row["awarded"],
        award=award, saving=whole - award, weighted_discount=percent(whole - award, whole),
        mean_discount=None if mean is None else Decimal(mean).quantize(Decimal("0.1")),
        single_bid=percent(row["single"], row["awarded"]),
        desert=percent(row["desert"], row["ended"]),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """A group of a choice: what it is called, how many, for how much; `key` finds its records."""

    key: str
    label: str
    number: int
    amount: Decimal | None = None


def tenders_by(rows: QuerySet[Tender], name: str, labels: dict) -> list[Counted]:
    """How many tenders, for how much, by a choice of theirs: the greatest first."""
    found = rows.order_by().values(name).annotate(number=Count("pk"), amount=Sum("total"))
    return [
        Counted(str(row[name]), str(labels.get(row[name], row[name])), row["number"], row["amount"])
        for row in found.order_by("-number", name)
    ]


def tenders_by_ente(rows: QuerySet[Tender]) -> list[Counted]:
    """How many tenders each ente takes part in, and what they are worth in all."""
    places = TenderBody.objects.filter(tender__in=rows.values("pk"))
    found = (
        places.order_by()
        .values("ente", "ente__name")
        .annotate(number=Count("tender"), amount=Sum("tender__total"))
        .order_by("-number", "ente__name")
    )
    return [
        Counted(str(row["ente"]), row["ente__name"], row["number"], row["amount"]) for row in found
    ]


def load(actor: Actor, sua_id: int) -> list[Counted]:
    """The tenders that go on today, by officer."""
    rows = Tender.objects.visible_to(actor).filter(sua=sua_id).exclude(state__in=OVER)
    found = (
        rows.order_by()
        .values("officer", "officer__first_name", "officer__last_name")
        .annotate(number=Count("pk"), amount=Sum("total"))
        .order_by("-number", "officer__last_name", "officer")
    )
    return [
        Counted(
            str(row["officer"] or ""),
            " ".join(filter(None, (row["officer__first_name"], row["officer__last_name"])))
            or _("da assegnare"),
            row["number"], row["amount"],
        )
        for row in found
    ]  # fmt: skip


def at_risk(actor: Actor, sua_id: int, until) -> QuerySet[Term]:
    """The open terms of a SUA that are past, or end by a day; those that press most first."""
    rows = Term.objects.visible_to(actor).open()
    rows = rows.filter(module="sua", owner=sua_id, due_on__lte=until)
    return rows.order_by("due_on", "due_at", "pk")


def with_band(rows: QuerySet[Lot], today) -> QuerySet[Lot]:
    """Add the band of amount of each lot, with the edges that the law has today."""
    figures = parameters.values(today, (WORKS, OTHERS, TABLE))
    table = figures.get(TABLE)
    small = Decimal(table.value[1]["from"]) if table and len(table.value) > 1 else ZERO
    works, others = (figures[key].value if key in figures else ZERO for key in (WORKS, OTHERS))
    return rows.annotate(
        band=Case(
            When(tender__is_above_eu=True, then=Value(Band.ABOVE_EU.value)),
            When(base_amount__lt=small, then=Value(Band.SMALL.value)),
            When(
                tender__contract_kind__in=WITH_WORKS, base_amount__lt=works,
                then=Value(Band.DIRECT.value),
            ),
            When(
                ~Q(tender__contract_kind__in=WITH_WORKS), base_amount__lt=others,
                then=Value(Band.DIRECT.value),
            ),
            default=Value(Band.BELOW_EU.value), output_field=CharField(),
        )
    )  # fmt: skip


def discounts(rows: QuerySet[Lot], today) -> dict[tuple[str, str], Quartiles]:
    """The quartiles of the discounts, by object and band of amount."""
    return quartiles(
        with_band(awarded(rows), today), F("discount"), "tender__contract_kind", "band"
    )


def discount(rows: QuerySet[Lot]) -> Quartiles | None:
    """The quartiles of the discounts of some lots."""
    return quartiles(awarded(rows), F("discount")).get(())


def bids(rows: QuerySet[Lot]) -> Quartiles | None:
    """The quartiles of the bids of the awarded lots."""
    return quartiles(awarded(rows), F("bids_count")).get(())


@dataclass(frozen=True, slots=True)
class Money:
    """What was reckoned in a period, and how much of it came in or was offset."""

    owed: Decimal
    settled: Decimal


def dues(actor: Actor, choice: Choice) -> Money:
    """The dues reckoned in the period that the actor may see, in one statement."""
    rows = Due.objects.visible_to(actor).filter(sua=choice.sua_id, **choice.days("reckoned_on"))
    if choice.ente_id:
        rows = rows.filter(ente=choice.ente_id)
    rows = rows.exclude(state=DueState.CANCELLED)
    found = rows.aggregate(owed=Sum("amount"), settled=Sum("amount", filter=Q(state__in=SETTLED)))
    return Money(found["owed"] or ZERO, found["settled"] or ZERO)
