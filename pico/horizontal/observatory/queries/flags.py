"""Reports about indicators: which are open, and what was said of one."""

from django.db.models import QuerySet

from ..models.flags import FigureFlag

SHOWN = 20


def open_keys() -> set[str]:
    """The indicators that somebody says are wrong, not settled yet."""
    rows = FigureFlag.objects.filter(settled_at=None).order_by()
    return set(rows.values_list("indicator", flat=True).distinct())


def of_indicator(key: str) -> QuerySet[FigureFlag]:
    """The latest reports about an indicator: what they say is for everybody, who said it is not."""
    return FigureFlag.objects.filter(indicator=key)[:SHOWN]


def open_flag(key: int) -> FigureFlag | None:
    return FigureFlag.objects.filter(pk=key, settled_at=None).first()
