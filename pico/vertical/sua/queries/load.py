"""How many open assignments a person has: said in one place, for lists, compatibility and records."""

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ..models import RupProfile, TenderPerson


def with_load(rows: QuerySet[RupProfile]) -> QuerySet[RupProfile]:
    """Add `load`: the tenders that go on in which the person of a profile is active."""
    held = (
        TenderPerson.objects.held()
        .filter(person=OuterRef("person"))
        .order_by()
        .values("person")
        .annotate(n=Count("tender", distinct=True))
        .values("n")
    )
    return rows.annotate(load=Coalesce(Subquery(held, output_field=IntegerField()), 0))
