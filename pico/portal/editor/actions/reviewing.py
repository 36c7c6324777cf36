"""The review that every site has from its birth."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from pico.portal.sites.models import SpaceSite

from ..models import ReviewTask


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
