"""How long each stretch of the way of a tender lasts."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import DurationField, ExpressionWrapper, F, QuerySet
from django.db.models.functions import TruncDate

from ...models import Lot, Tender, TenderRequest
from ...terms.figures import FEWEST, Phase
from ...terms.requests import GOING_ON
from .ranking import Quartiles, quartiles

Rows = dict[str, QuerySet]


def _days(first, last) -> ExpressionWrapper:
    return ExpressionWrapper(last - first, output_field=DurationField())


# Of which rows each stretch is, and between which days.
STRETCHES = {
    Phase.ASKED: ("requests", _days(F("received_on"), TruncDate("closed_at"))),
    Phase.PREPARED: ("tenders", _days(TruncDate("opened_at"), TruncDate("published_at"))),
    Phase.BIDS: ("tenders", _days(TruncDate("published_at"), TruncDate("bids_due_at"))),
    Phase.AWARD: ("lots", _days(TruncDate("tender__bids_due_at"), F("awarded_on"))),
    Phase.CONTRACT: ("lots", _days(F("awarded_on"), F("contract_on"))),
    Phase.BIDS_TO_CONTRACT: ("lots", _days(TruncDate("tender__bids_due_at"), F("contract_on"))),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stretch:
    """A phase with its quartiles in days; nothing where no tender went through it."""

    phase: Phase
    found: Quartiles | None

    @property
    def label(self) -> str:
        return str(self.phase.label)

    @property
    def is_hidden(self) -> bool:
        """Too few to be told to who does not see the tenders themselves."""
        return self.found is not None and self.found.count < FEWEST


def stretches(
    *, requests: QuerySet[TenderRequest], tenders: QuerySet[Tender], lots: QuerySet[Lot]
) -> list[Stretch]:
    """The quartiles of every phase, a statement each."""
    rows = {
        "requests": requests.filter(state__in=GOING_ON), "tenders": tenders, "lots": lots,
    }  # fmt: skip
    return [Stretch(phase, stretch(rows[of], phase)) for phase, (of, _value) in STRETCHES.items()]


def stretch(rows: QuerySet, phase: Phase) -> Quartiles | None:
    """The quartiles of one phase, in days."""
    found = quartiles(rows, STRETCHES[phase][1]).get(())
    return in_days(found) if found else None


def in_days(found: Quartiles) -> Quartiles:
    low, median, high = (one // timedelta(days=1) for one in (found.low, found.median, found.high))
    return Quartiles(found.count, low, median, high)
