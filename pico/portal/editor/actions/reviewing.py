"""The review that every site has from its birth, and what becomes of an approved version."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, Workflow, WorkflowPage, WorkflowState, WorkflowTask
from wagtail.signals import task_rejected

from pico.core.foundation.errors import Refusal
from pico.portal.sites.models import SpaceSite
from pico.portal.sites.permissions import SitePermission
from pico.portal.sites.queries import space_of_page

from ..approvals import approval_of
from ..models import ReviewTask
from ._common import locked, person_of


@transaction.atomic
def assign_review(*, site: SpaceSite) -> WorkflowPage:
    """Give a site the review of the house, from its home down; asked twice, it adds nothing.

    One review serves all sites: its step asks who approves in the space being edited.
    """
    held, _is_new = WorkflowPage.objects.update_or_create(
        page_id=site.site.root_page_id, defaults={"workflow": _review()}
    )
    return held


def _review() -> Workflow:
    task = ReviewTask.objects.order_by("pk").first()
    if task is None:
        task = ReviewTask.objects.create(name=_("Revisione"))
    found = WorkflowTask.objects.filter(task=task).select_related("workflow").first()
    if found:
        return found.workflow
    workflow = Workflow.objects.create(name=_("Revisione"))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


@transaction.atomic
def publish_approved(*, page: Page, actor, now: datetime) -> None:
    """Put online the version that was approved, word for word; any editor of the site may.

    Refuses a page changed since: what nobody read is sent to review, or published by who may.
    """
    page = locked(page)
    actor.require(SitePermission.EDIT, space_of_page(page))
    step = _approval(page)
    try:
        step.revision.publish(user=person_of(actor), skip_permission_checks=True)
    except ValidationError as error:
        raise Refusal(" ".join(error.messages), code="incomplete") from error


@transaction.atomic
def send_back(*, page: Page, reason: str, actor, now: datetime) -> None:
    """Take an approval back, with the reason that who wrote reads; its hour, if it had one, is off."""
    page = locked(page)
    actor.require(SitePermission.APPROVE, space_of_page(page))
    step = _approval(page)
    if not reason.strip():
        raise Refusal(
            _("Scrivi il motivo: senza, chi ha scritto non sa che fare."), code="reason_missing"
        )
    if page.current_workflow_state:
        raise Refusal(
            _("La pagina è di nuovo in revisione: respingila da lì, con il motivo."),
            code="in_review",
        )
    page.revisions.update(approved_go_live_at=None)
    review, person = step.workflow_state, person_of(actor)
    review.status = WorkflowState.STATUS_NEEDS_CHANGES
    review.save(update_fields=["status"])
    step.status, step.comment = TaskState.STATUS_REJECTED, reason.strip()
    step.finished_at, step.finished_by = now, person
    step.save(update_fields=["status", "comment", "finished_at", "finished_by"])
    step.log_state_change_action(person, "reject")
    task_rejected.send(sender=type(step), instance=step, user=person)


def _approval(page: Page) -> TaskState:
    step = approval_of(page)
    if step is None:
        raise Refusal(
            _("L'ultima versione non è approvata: mandala in revisione."), code="not_approved"
        )
    return step
