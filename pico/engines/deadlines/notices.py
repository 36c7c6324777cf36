"""What the ladder tells who has a term in charge."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.notices.actions import close_task, notify, open_task
from pico.core.notices.models import Task
from pico.core.notices.terms import NoticeLevel
from pico.core.people.queries import working_today
from pico.core.ui.formats import date_it, datetime_it, days_left

from .models import Term

DUE = "deadlines.term.due"
NEAR = "deadlines.term.near"
LATE = "deadlines.term.late"
LABELS = {
    DUE: gettext_lazy("Termine da rispettare"),
    NEAR: gettext_lazy("Termine che si avvicina"),
    LATE: gettext_lazy("Termine scaduto"),
}


def tell_near(term: Term, *, task: bool, now: datetime) -> None:
    """Tell who has it in charge that a term ends soon, or has ended."""
    today = timezone.localdate(now)
    is_late = term.due_at < now
    words = days_left(term.due_on, today).capitalize()
    body = _("%(label)s: %(when)s.") % {"label": term.label, "when": _when(term)}
    if task:
        holder = (
            {"person": term.person} if term.person_id else {"ente": term.owner, "role": term.role}
        )
        open_task(
            subject=term,
            kind=DUE,
            title=term.title,
            reason=body,
            url=term.url,
            due_on=term.due_on,
            reserved=term.is_reserved,
            now=now,
            **holder,
        )
        return
    notify(
        people=_people(term),
        kind=LATE if is_late else NEAR,
        level=NoticeLevel.ACT if is_late else NoticeLevel.CONCERNS,
        title=f"{words}: {term.title}",
        body=body,
        url=term.url,
        subject=term,
        reserved=term.is_reserved,
        ente=None if term.person_id else term.owner,
        now=now,
    )


def _when(term: Term) -> str:
    return datetime_it(term.due_at) if term.rule.is_on_the_clock else date_it(term.due_on)


def _people(term: Term) -> set[int]:
    if term.person_id:
        return {term.person_id}
    members = working_today().filter(ente=term.owner_id)
    if term.role:
        members = members.filter(roles__role=term.role)
    return set(members.values_list("person_id", flat=True))


def waits(term: Term) -> bool:
    """Whether it is among what waits for somebody."""
    return Task.objects.filter(
        subject_type=term._meta.label_lower, subject_id=str(term.pk), kind=DUE, closed_at=None
    ).exists()


def forget(term: Term, *, now: datetime) -> None:
    """Take a term off the lists of what waits: it is over, stands still or has another date."""
    close_task(subject=term, kind=DUE, now=now)
