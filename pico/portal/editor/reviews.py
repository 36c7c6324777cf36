"""A review under way is on the list of who may decide it; its end is told to who asked."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from pico.core.access.terms import Role
from pico.core.enti.models import Space
from pico.core.enti.terms import SpaceKind
from pico.core.notices.actions import close_task, notify, open_task
from pico.core.notices.terms import NoticeLevel
from pico.portal.sites.hand import out_of_hand
from pico.portal.sites.queries import space_of_page

from .terms import APPROVED, REJECTED, REVIEW

APPROVERS = {
    SpaceKind.NATIONAL: Role.UPI_ADMIN,
    SpaceKind.REGIONAL: Role.REGIONAL_ADMIN,
    SpaceKind.PROVINCIAL: Role.PROVINCE_ADMIN,
}


def edit_url(page, space: Space) -> str:
    """Where a page is written, from wherever one stands."""
    return _in_the_office("wagtailadmin_pages:edit", page, space)


def story_url(page, space: Space) -> str:
    """Where an approved page is published or sent back, from wherever one stands."""
    return _in_the_office("editor:story", page, space)


def _in_the_office(name: str, page, space: Space) -> str:
    path = reverse(name, args=[page.pk])
    return f"{space.prefix}{path[path.index('/redazione/') :]}"


def asked(instance, **_kwargs) -> None:
    """`task_submitted`: somebody waits for a decision."""
    review = instance.workflow_state
    page, space = _place(review)
    if space is None:
        return
    open_task(
        subject=Page(pk=page.pk),
        kind=REVIEW,
        title=_("Da approvare: %(title)s") % {"title": page.title},
        reason=_("%(who)s l'ha mandata in revisione.") % {"who": review.requested_by or "Pi.Co."},
        url=edit_url(page, space),
        ente=space.ente,
        role=APPROVERS[space.kind],
        now=timezone.now(),
    )


def rejected(instance, **_kwargs) -> None:
    """`task_rejected`: the reason goes to who asked."""
    _ended(instance, REJECTED, _("Respinto"), instance.comment)


def approved(instance, **_kwargs) -> None:
    """`task_approved`: who asked is told, and led to where it is published."""
    _ended(instance, APPROVED, _("Approvato"), instance.comment, address=story_url)


def cancelled(instance, **_kwargs) -> None:
    """`task_cancelled`: nobody waits any more."""
    page, _space = _place(instance.workflow_state)
    close_task(subject=Page(pk=page.pk), kind=REVIEW, now=timezone.now())


def _ended(task_state, kind: str, word: str, comment: str, *, address=edit_url) -> None:
    review = task_state.workflow_state
    page, space = _place(review)
    now = timezone.now()
    close_task(subject=Page(pk=page.pk), kind=REVIEW, now=now)
    if review.requested_by is None or space is None:
        return
    notify(
        people=[review.requested_by],
        kind=kind,
        level=NoticeLevel.CONCERNS,
        title=f"{word}: {page.title}",
        body=comment,
        url=address(page, space),
        subject=Page(pk=page.pk),
        ente=space.ente,
        now=now,
    )


def _place(review) -> tuple[Page, Space | None]:
    with out_of_hand():
        page = Page.objects.get(pk=review.object_id)
        space = space_of_page(page)
    return page, space
