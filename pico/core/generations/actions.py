"""Every change of a generation. It is derived: no line in the trail."""

from collections import Counter

from django.db import DEFAULT_DB_ALIAS, transaction

from . import hand
from .models import Generation


def bump(*families: str, using: str = DEFAULT_DB_ALIAS) -> None:
    """Let nothing of these families made before be given out again, once the transaction in hand is
    committed; the request in hand keeps nothing more.
    """
    hand.let_go()
    for family in families:
        # One by one: the statement that is watched may not be read to its end, and SQLite then
        # refuses the transaction that several rows at once would need.
        Generation.objects.using(using).create(family=family)


@transaction.atomic
def fold() -> int:
    """Make one row of each family, so that reading the sums stays small; return how many there were."""
    rows = list(Generation.objects.select_for_update())
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row.family] += row.number
    if len(rows) > len(sums):
        Generation.objects.filter(pk__in=[row.pk for row in rows]).delete()
        Generation.objects.bulk_create(
            Generation(family=family, number=number) for family, number in sums.items()
        )
    return len(rows)
