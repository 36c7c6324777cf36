"""What this room hears from Wagtail, and what it has Wagtail no longer say."""

from django.db.models.signals import post_save
from wagtail.models import PageLogEntry, TaskState, WorkflowState
from wagtail.signals import (
    task_approved,
    task_cancelled,
    task_rejected,
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from pico.core.notices import kinds
from pico.portal.sites.models import SpaceSite

from . import reviews, trail
from .actions import assign_review
from .terms import APPROVED, REJECTED, REVIEW, PageState

# Wagtail mails whole groups, whatever the person may do today: the house tells them itself.
LETTERS = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


def connect() -> None:
    for signal, sender, uid in LETTERS:
        signal.connect(say_nothing, sender=sender, dispatch_uid=uid)
    post_save.connect(trail.follow, sender=PageLogEntry, dispatch_uid="pico.editor.trail")
    post_save.connect(site_made, sender=SpaceSite, dispatch_uid="pico.editor.review")
    task_submitted.connect(reviews.asked, dispatch_uid="pico.editor.asked")
    task_rejected.connect(reviews.rejected, dispatch_uid="pico.editor.rejected")
    task_approved.connect(reviews.approved, dispatch_uid="pico.editor.approved")
    task_cancelled.connect(reviews.cancelled, dispatch_uid="pico.editor.cancelled")
    kinds.declare(REVIEW, PageState.IN_REVIEW.label)
    kinds.declare(REJECTED, PageState.REJECTED.label)
    kinds.declare(APPROVED, PageState.APPROVED.label)


def say_nothing(**_kwargs) -> None:
    """Stand where Wagtail's letters would: a signal takes one receiver for each identifier."""


def site_made(instance: SpaceSite, created: bool, **_kwargs) -> None:
    """A new site has its review at once."""
    if created:
        assign_review(site=instance)
