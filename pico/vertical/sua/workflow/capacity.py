"""The calendar of a SUA: how many tenders it begins in each month, and how many it has promised."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from ..models import Capacity, Parameter, TenderRequest
from ..terms.requests import GOING_ON

AHEAD = 12
USUAL = "calendario.posti_mese"


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar: `places` it has, `taken` it gave."""

    month: date
    places: int
    taken: int
    note: str = ""

    @property
    def free(self) -> int:
        return max(self.places - self.taken, 0)

    @property
    def used(self) -> int:
        """How full it is, 0–100."""
        return min(100, 100 * self.taken // self.places) if self.places else 100


def following(first: date, count: int) -> list[date]:
    """The first days of `count` months, from that of `first`."""
    start = first.year * 12 + first.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(start, start + count)]


def calendar_of(sua_id: int, today: date, count: int = AHEAD) -> list[Month]:
    """The months from today's on; three queries."""
    months = following(today, count)
    usual = Parameter.objects.in_force(today).filter(key=USUAL).first()
    set_apart = {
        one.month: one
        for one in Capacity.objects.filter(sua=sua_id, month__in=months)
    }  # fmt: skip
    taken = dict(
        TenderRequest.objects.filter(sua=sua_id, slot__in=months, state__in=GOING_ON)
        .values_list("slot")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return [
        Month(
            month=month,
            places=set_apart[month].places if month in set_apart else usual.value if usual else 0,
            taken=taken.get(month, 0),
            note=set_apart[month].note if month in set_apart else "",
        )
        for month in months
    ]


def first_free(months: list[Month]) -> Month | None:
    return next((one for one in months if one.free), None)
