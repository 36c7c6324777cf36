"""Numbers that a SUA gives in a year, one after the other."""

from pico.core.enti.models import Ente

from ..models.columns import Series


def next_number(series: type[Series], *, sua: Ente, year: int, pattern: str) -> str:
    """Return the next number of a SUA in a year, under the lock of its series: no gaps, no twins.

    `pattern` has a place for `plate`, `year` and `serial`. To be called inside a transaction.
    """
    series.objects.get_or_create(sua=sua, year=year)
    row = series.objects.select_for_update().get(sua=sua, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    plate = sua.territory.plate if sua.territory else str(sua.pk)
    return pattern.format(plate=plate, year=year, serial=row.last)
