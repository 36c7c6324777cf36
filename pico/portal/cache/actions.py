"""Every change of the generation of the public pages. It is derived: no line in the trail."""

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Sum

from .models import Generation


def bump(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Let no page drawn before be given out again, once the transaction in hand is committed."""
    Generation.objects.using(using).create()


@transaction.atomic
def fold() -> int:
    """Make one row of all, so that reading the sum stays small; return how many there were."""
    rows = list(Generation.objects.select_for_update().values_list("pk", flat=True))
    if len(rows) > 1:
        known = Generation.objects.filter(pk__in=rows)
        total = known.aggregate(total=Sum("number"))["total"]
        known.delete()
        Generation.objects.create(number=total)
    return len(rows)
