"""What a SUA publishes as open data: tenders that are out in public, and their lots; nothing else."""

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import ExtractYear

from ..models import Clarification, DerivedContract, Lot, Tender, TenderBody, TenderDocument
from ..rules.ocds import ROME
from ..terms.tenders import (
    BEFORE_AWARD,
    DEFERRED_KINDS,
    UNTIL_DEADLINE_KINDS,
    ClarificationState,
    Outcome,
    TenderState,
    Visibility,
)
from .tenders import published

# As `Tender.is_awarded` says it of one, or of the lot that a document is of.
NOT_AWARDED = Q(tender__state__in=(*BEFORE_AWARD, TenderState.SUSPENDED))
AWARD_IS_OUT = ~NOT_AWARDED | Q(lot__outcome=Outcome.AWARDED)


def years(sua_id: int | None) -> list[tuple[int, int]]:
    """The years of publication of a SUA with their tenders, the last first."""
    rows = published(sua_id).order_by().prefetch_related(None)
    rows = rows.annotate(on=ExtractYear("published_at", tzinfo=ROME)).values_list("on")
    return list(rows.annotate(found=Count("pk")).order_by("-on"))


def released(sua_id: int | None, now: datetime, year: int | None = None) -> QuerySet[Tender]:
    """The published tenders with all that a release says: a constant number of statements a chunk."""
    answered = Clarification.objects.filter(
        tender=OuterRef("pk"), state=ClarificationState.PUBLISHED
    )
    return (
        _of_year(published(sua_id), year)
        .select_related("sua", "holder", "request")
        .annotate(has_answers=Exists(answered))
        .prefetch_related(
            Prefetch("places", TenderBody.objects.select_related("ente")),
            Prefetch("lots__derived", DerivedContract.objects.select_related("ente")),
            Prefetch("documents", public_documents(now), to_attr="public_documents"),
        )
    )


def released_lots(sua_id: int | None, year: int | None = None) -> QuerySet[Lot]:
    """The lots of the published tenders, one a row, with their tender and their winners."""
    tenders = _of_year(published(sua_id), year).order_by().prefetch_related(None).values("pk")
    return (
        Lot.objects.filter(tender__in=tenders)
        .select_related("tender__holder", "tender__sua")
        .prefetch_related("winners")
        .order_by("-tender__published_at", "tender_id", "number")
    )


def public_documents(now: datetime) -> QuerySet[TenderDocument]:
    """Public documents that nothing defers: what `tenders.shown_outside` says of one tender, of all at once."""
    waits = Q(is_deferred=True) | Q(kind__in=DEFERRED_KINDS)
    closed = Q(tender__bids_due_at__lte=now)
    return (
        TenderDocument.objects.filter(visibility=Visibility.PUBLIC, file__current__isnull=False)
        .filter(~waits | AWARD_IS_OUT)
        .filter(~Q(kind__in=UNTIL_DEADLINE_KINDS) | closed)
        .select_related("file__current", "lot")
    )


def result_is_public(lot: Lot) -> bool:
    """The award of a lot is out: until then its figures are the SUA's (art. 35, c. 2)."""
    return lot.outcome == Outcome.AWARDED


def _of_year(rows: QuerySet[Tender], year: int | None) -> QuerySet[Tender]:
    if year is None:
        return rows
    first, after = datetime(year, 1, 1, tzinfo=ROME), datetime(year + 1, 1, 1, tzinfo=ROME)
    return rows.filter(published_at__gte=first, published_at__lt=after)
