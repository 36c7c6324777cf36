"""The door of the SUA: what other floors may ask of it. Nobody's right to read is checked here."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pico.core.enti.models import Ente

from .models import Due

__all__ = ["DueCard", "dues_of"]


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
