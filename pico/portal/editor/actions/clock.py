"""What the clock does: publishes what was scheduled, takes off what expired."""

from datetime import datetime

from django.db import transaction
from wagtail.models import Page, Revision

from pico.core.jobs.actions import enqueue

from .. import tasks


def start_due(*, now: datetime) -> int:
    """Enqueue one job for each page whose moment has come: one that fails holds back no other."""
    revisions = Revision.page_revisions.filter(approved_go_live_at__lte=now)
    expired = Page.objects.filter(live=True, expire_at__lte=now)
    due = [
        *((tasks.publish_revision, pk) for pk in revisions.values_list("pk", flat=True)),
        *((tasks.expire_page, pk) for pk in expired.values_list("pk", flat=True)),
    ]
    for job, pk in due:
        enqueue(job, key=f"page:{pk}", key_id=pk)
    return len(due)


@transaction.atomic
def publish_revision(*, revision_id: int, now: datetime) -> bool:
    """Publish a scheduled revision whose moment has come; a second time it changes nothing."""
    revision = Revision.page_revisions.filter(pk=revision_id, approved_go_live_at__lte=now).first()
    if revision is None:
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    return True


@transaction.atomic
def expire_page(*, page_id: int, now: datetime) -> bool:
    """Take an expired page off the site; a second time it changes nothing."""
    page = Page.objects.filter(pk=page_id, live=True, expire_at__lte=now).first()
    if page is None:
        return False
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True
