"""What was approved and is not online yet: the version that was read waits for «Pubblica», or for its hour.

An approval is of one version: whoever changes the page afterwards has to have it read again.
"""

from datetime import UTC, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState
from wagtail.query import PageQuerySet

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def approval_of(page) -> TaskState | None:
    """The step that approved the last version of a page, if that version is not online since."""
    return (
        _approved()
        .filter(revision=page.latest_revision_id, finished_at__gt=page.last_published_at or NEVER)
        .select_related("workflow_state", "revision")
        .order_by("-finished_at")
        .first()
    )


def is_approved(page) -> bool:
    """Say whether the last version waits for who publishes it; lists know it beforehand (`teach`)."""
    if not hasattr(page, "_approved_version"):
        page._approved_version = bool(page.latest_revision_id and approval_of(page))
    return page._approved_version


def with_approval(pages: QuerySet) -> QuerySet:
    """Annotate pages with what `is_approved` asks, in the statement of the list."""
    last_online = Coalesce(OuterRef("last_published_at"), NEVER)
    steps = _approved().filter(revision=OuterRef("latest_revision"), finished_at__gt=last_online)
    return pages.annotate(_approved_version=Exists(steps))


def _approved() -> QuerySet[TaskState]:
    """Steps that approved, of reviews that nobody reopened."""
    return TaskState.objects.filter(
        status=TaskState.STATUS_APPROVED, workflow_state__status=WorkflowState.STATUS_APPROVED
    )


def end_review(review: WorkflowState, user=None) -> None:
    """What ends a review (Wagtail's `on_finish`): what has an hour goes online at its hour, the rest waits."""
    revision = review.content_object.get_latest_revision()
    goes_at = revision.as_object().go_live_at
    if goes_at and goes_at > timezone.now():
        revision.publish(user=user)


def teach() -> None:
    """End every review here, and have Wagtail's own lists ask for approvals in their statement."""
    WorkflowState.on_finish = end_review
    annotate_schedule = PageQuerySet.annotate_approved_schedule

    def annotate_both(self):
        return with_approval(annotate_schedule(self))

    PageQuerySet.annotate_approved_schedule = annotate_both
