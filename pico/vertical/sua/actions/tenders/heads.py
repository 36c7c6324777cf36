"""Tenders without who answers for them: the SUA is told, until somebody succeeds."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.terms import Role
from pico.core.notices.actions import close_task, open_task
from pico.core.notices.models import Task

from ...models import Tender
from ...queries.vacancies import vacancies, vacancies_of, why_vacant

WITHOUT_HEAD = "sua.tender.without_head"


def watch_heads(*, now: datetime) -> int:
    """Give the SUA a task for each tender left without a head; return how many there are.

    Those that have theirs again lose it. Run again, it tells nobody twice.
    """
    found = {
        tender.pk: tender
        for tender in Tender.objects.filter(pk__in=vacancies().values("tender")).select_related(
            "sua"
        )
    }
    for tender in found.values():
        tell_of_vacancies(tender, now=now)
    healed = Task.objects.filter(kind=WITHOUT_HEAD, closed_at=None).exclude(
        subject_id__in=[str(pk) for pk in found]
    )
    for tender in Tender.objects.filter(pk__in=[int(one.subject_id) for one in healed]):
        close_task(subject=tender, kind=WITHOUT_HEAD, now=now)
    return len(found)


@transaction.atomic
def tell_of_vacancies(tender: Tender, *, now: datetime) -> None:
    """Open the task of a tender, bring it up to date, or close it."""
    parts = vacancies_of(tender)
    if not parts:
        close_task(subject=tender, kind=WITHOUT_HEAD, now=now)
        return
    open_task(
        subject=tender, kind=WITHOUT_HEAD, ente=tender.sua, role=Role.SUA_OFFICER, now=now,
        title=_("Gara senza RUP: %(number)s") % {"number": tender.number},
        reason="; ".join(why_vacant(one) for one in parts)[:250],
        url=f"{tender.get_absolute_url()}persone/",
    )  # fmt: skip
