"""The door of the SUA: what other floors may ask of it.

`dues_of` is for a ledger that has its own rules: nobody's right to read is checked. `provinces_of` is the
same for everybody who may see it: small numbers stay hidden. `INDICATORS` says what each number means.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente

from .models import Due
from .queries.figures.choosing import Choice
from .queries.figures.provinces import OfProvince, by_province
from .terms.figures import INDICATORS, Indicator

__all__ = [
    "INDICATORS",
    "DueCard",
    "Indicator",
    "OfProvince",
    "Period",
    "dues_of",
    "provinces_of",
]


@dataclass(frozen=True, slots=True)
class DueCard:
    """What an ente owes a SUA for a lot, as a ledger takes it; amounts in euro, days Italian.

    `state` is a value of `DueState`; `lines` are pairs of `DueItem` and amount.
    """

    key: int
    ente_id: int
    sua_id: int
    tender: str
    lot: int
    cig: str
    amount: Decimal
    state: str
    reckoned_on: date
    due_on: date | None
    paid_on: date | None
    act: str
    lines: tuple[tuple[str, Decimal], ...]


def dues_of(sua: Ente, *, year: int, ente: Ente | None = None) -> list[DueCard]:
    """The dues that the awards of a year made for a SUA (of one ente), oldest first; two statements.

    Lines are as the award reckoned them: `amount` may have been corrected since.
    """
    rows = Due.objects.filter(sua=sua, reckoned_on__year=year)
    if ente is not None:
        rows = rows.filter(ente=ente)
    rows = rows.select_related("lot__tender").prefetch_related("lines")
    return [
        DueCard(
            key=one.pk, ente_id=one.ente_id, sua_id=one.sua_id, tender=one.lot.tender.number,
            lot=one.lot.number, cig=one.lot.cig, amount=one.amount, state=one.state,
            reckoned_on=one.reckoned_on, due_on=one.due_on, paid_on=one.paid_on, act=one.act,
            lines=tuple((line.item, line.amount) for line in one.lines.all()),
        )
        for one in rows.order_by("reckoned_on", "pk")
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both in, on the day a tender was opened; of one kind of contract or all."""

    first: date
    last: date
    kind: str = ""


def provinces_of(actor: Actor, period: Period) -> list[OfProvince]:
    """The sums of the SUA of every Province in a period, four statements; refuses who may not see them."""
    chosen = Choice(first=period.first, last=period.last, kind=period.kind)
    return by_province(actor, chosen)
