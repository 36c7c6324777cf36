"""Where a page stands, in the words of the office, out of what Wagtail keeps."""

from wagtail.models import AbstractPage, WorkflowState

from .approvals import is_approved
from .terms import MEANINGS, PageState


def state_of(page) -> PageState:
    """The state of a page; lists prefetch the reviews (`prefetch_workflow_states`)."""
    review = page.current_workflow_state
    if review is not None:
        is_open = review.status == WorkflowState.STATUS_IN_PROGRESS
        return PageState.IN_REVIEW if is_open else PageState.REJECTED
    if page.live:
        return PageState.PUBLISHED
    if page.approved_schedule or is_approved(page):
        return PageState.APPROVED
    if page.expired or page.first_published_at:
        return PageState.ARCHIVED
    return PageState.DRAFT


def newer_than_online(page) -> PageState | None:
    """Where the changes of a page that is online stand; None when it is online as it was last written."""
    if page.approved_schedule:
        return PageState.APPROVED
    if not page.has_unpublished_changes:
        return None
    return PageState.APPROVED if is_approved(page) else PageState.DRAFT


def meaning_of(state: PageState) -> str:
    """The meaning of a state for `{% badge %}`."""
    return MEANINGS[PageState(state)]


def status_string(page) -> str:
    """What every list and heading of the editor says of a page."""
    state = state_of(page)
    if not page.live:
        return str(state.label)
    if state != PageState.PUBLISHED:
        return f"{PageState.PUBLISHED.label} + {state.label}"
    newer = newer_than_online(page)
    return f"{state.label} + {newer.label}" if newer else str(state.label)


def teach() -> None:
    """Have Wagtail's own lists say the same words."""
    AbstractPage.status_string = property(status_string)
