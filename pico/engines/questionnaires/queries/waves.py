"""What changed since the last wave: what the analyst looks at first."""

from django.db.models import F, Q, QuerySet

from ..models import Answer, Campaign


def changed_answers(campaign: Campaign) -> QuerySet[Answer]:
    """The official answers that differ from what the same ente said last time."""
    return (
        Answer.objects.filter(
            ~Q(value=F("before")),
            response__campaign=campaign,
            response__is_official=True,
            before__isnull=False,
        )
        .select_related("question__section", "response__invitation__ente")
        .order_by("question__section__position", "question__position", "pk")
    )
