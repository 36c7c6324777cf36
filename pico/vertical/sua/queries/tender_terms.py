"""The terms of a tender and of its lots, in one query."""

from django.db import models
from django.db.models import Q, QuerySet

from pico.engines.deadlines.models import Term
from pico.engines.deadlines.queries.terms import WITH_ALL, in_order
from pico.engines.deadlines.terms import OPEN

from ..models import Lot, Tender


def _about(subject: models.Model) -> Q:
    own = Q(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))
    if not isinstance(subject, Tender):
        return own
    lots = [str(lot.pk) for lot in subject.lots.all()]
    return own | Q(subject_type=Lot._meta.label_lower, subject_id__in=lots)


def terms_of_tender(tender: Tender) -> QuerySet[Term]:
    """Every term of a tender and of its lots, for a page that already decided who may see it."""
    return in_order(Term.objects.filter(_about(tender)).select_related(*WITH_ALL))


def open_terms(subject: models.Model) -> list[Term]:
    """Those that still run, or stand still; of a tender with those of its lots."""
    return list(Term.objects.filter(_about(subject), state__in=OPEN).select_related(*WITH_ALL))


def next_terms(tenders: list[Tender]) -> dict[int, Term]:
    """The next open term of each of these tenders, lots included: two queries whatever their number."""
    lots = dict(Lot.objects.filter(tender__in=tenders).values_list("pk", "tender"))
    own = {str(one.pk): one.pk for one in tenders}
    theirs = {str(pk): tender for pk, tender in lots.items()}
    rows = Term.objects.filter(
        Q(subject_type=Tender._meta.label_lower, subject_id__in=own)
        | Q(subject_type=Lot._meta.label_lower, subject_id__in=theirs),
        state__in=OPEN, due_on__isnull=False,
    ).select_related("rule_version").order_by("-due_on", "-pk")  # fmt: skip
    found: dict[int, Term] = {}
    for term in rows:
        of_tender = term.subject_type == Tender._meta.label_lower
        found[(own if of_tender else theirs)[term.subject_id]] = term
    return found
