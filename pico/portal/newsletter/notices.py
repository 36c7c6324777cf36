"""What the newsletter tells persons: that one waits for approval, came back, has left."""

from datetime import datetime

from django.utils.translation import gettext as _

from pico.core.access.terms import Role
from pico.core.enti.addresses import path_in
from pico.core.enti.terms import SpaceKind
from pico.core.notices.actions import close_task, notify, open_task
from pico.core.notices.terms import NoticeLevel

from .models import Issue
from .terms import NoticeKind

APPROVERS = {
    SpaceKind.NATIONAL: Role.UPI_ADMIN,
    SpaceKind.REGIONAL: Role.REGIONAL_ADMIN,
    SpaceKind.PROVINCIAL: Role.PROVINCE_ADMIN,
}


def _url(issue: Issue) -> str:
    return path_in(issue.space, "newsletter:record", issue.pk)


def ask_for_approval(issue: Issue, *, now: datetime) -> None:
    open_task(
        subject=issue,
        kind=NoticeKind.APPROVAL,
        title=_("Approva la newsletter «%(title)s»") % {"title": issue.title},
        reason=_("È pronta: parte solo dopo l'approvazione."),
        url=_url(issue),
        ente=issue.space.ente,
        role=APPROVERS[SpaceKind(issue.space.kind)],
        now=now,
    )


def approval_given(issue: Issue, *, now: datetime) -> None:
    close_task(subject=issue, kind=NoticeKind.APPROVAL, now=now)


def sent_back(issue: Issue, *, actor, now: datetime) -> None:
    close_task(subject=issue, kind=NoticeKind.APPROVAL, now=now)
    if issue.author_id != actor.person_id:
        _tell(
            issue,
            NoticeKind.RETURNED,
            NoticeLevel.ACT,
            _("«%(title)s» è tornata in bozza") % {"title": issue.title},
            issue.reason,
            now,
        )


def left(issue: Issue, *, now: datetime) -> None:
    _tell(
        issue,
        NoticeKind.SENT,
        NoticeLevel.CONCERNS,
        _("Newsletter inviata: %(title)s") % {"title": issue},
        "",
        now,
    )


def _tell(issue: Issue, kind: str, level: str, title: str, body: str, now: datetime) -> None:
    notify(
        people=[issue.author],
        kind=kind,
        level=level,
        title=title,
        body=body,
        url=_url(issue),
        subject=issue,
        ente=issue.space.ente,
        now=now,
    )
