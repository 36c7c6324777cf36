"""Every change of who keeps a content up to date."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pico.core.audit import trail
from pico.core.enti.addresses import path_in
from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal
from pico.core.notices import mail
from pico.core.people.models import Person
from pico.portal.pages.models import ContentPage
from pico.portal.sites.queries import space_of_page
from pico.portal.sites.staff import colleagues_of, editors_of

from . import queries
from .models import Care, Reminder
from .permissions import FreshnessPermission

LONGEST = 5 * 366  # days: nobody promises more


@transaction.atomic
def take_care(*, page: ContentPage, person_id: int | None, now: datetime) -> Care | None:
    """Give a content that is published for the first time its owner and its review date."""
    space = space_of_page(page)
    if space is None or Care.objects.filter(page_id=page.pk).exists():
        return None
    months = queries.months_for(space, page.kind)
    return Care.objects.create(
        page_id=page.pk, owner_id=person_id, review_on=_after(months, timezone.localdate(now))
    )


def _after(months: int, day: date) -> date | None:
    return day + relativedelta(months=months) if months else None


@transaction.atomic
def keep(
    *,
    care: Care,
    owner: Person | None,
    deputy: Person | None,
    review_on: date | None,
    actor,
    now: datetime,
) -> Care:
    """Say who answers for a content, who stands in for him, and when it is read again.

    Refuses the same person twice, who does not work in the ente, and a day that is past or too far.
    """
    space = space_of_page(care.page)
    actor.require(FreshnessPermission.KEEP, space)
    _check(owner, deputy, review_on, space, timezone.localdate(now))
    before = (str(care.owner or "–"), str(care.deputy or "–"), str(care.review_on or "–"))
    care.owner, care.deputy, care.review_on = owner, deputy, review_on
    care.save(update_fields=["owner", "deputy", "review_on"])
    names = (_("Responsabile"), _("Sostituto"), _("Da rivedere entro"))
    after = (str(owner or "–"), str(deputy or "–"), str(review_on or "–"))
    trail.record(
        "portal.care.changed",
        _("Ha cambiato chi segue il contenuto, o quando si rivede."),
        subject=care,
        actor=actor,
        now=now,
        changes={
            name: [old, new]
            for name, old, new in zip(names, before, after, strict=True)
            if old != new
        },
    )
    return care


def _check(owner, deputy, review_on, space: Space, today: date) -> None:
    if owner and owner == deputy:
        raise Refusal(
            _("Il sostituto è una persona diversa dal responsabile: scegli un collega."),
            code="same_person",
        )
    wanted = {person.pk for person in (owner, deputy) if person}
    if colleagues_of(space).filter(pk__in=wanted).count() != len(wanted):
        raise Refusal(_("Scegli persone che lavorano nell'ente del sito."), code="not_a_colleague")
    if review_on and not today <= review_on <= today + timedelta(days=LONGEST):
        raise Refusal(
            _("La data di revisione va da oggi a cinque anni: correggila."), code="wrong_day"
        )


@transaction.atomic
def verify(*, cares: Iterable[Care], space: Space, actor, now: datetime) -> int:
    """Say that contents are still right: the public line changes, the review starts again."""
    actor.require(FreshnessPermission.KEEP, space)
    today = timezone.localdate(now)
    keys = [care.pk for care in cares]
    count = 0
    for care in queries.on_site(space).filter(pk__in=keys):
        care.verified_on, care.verified_by_id = today, actor.person_id
        care.review_on = _after(queries.months_for(space, care.page.kind), today)
        care.save(update_fields=["verified_on", "verified_by", "review_on"])
        trail.record(
            "portal.care.verified",
            _("Ha verificato «%(title)s».") % {"title": care.page.title},
            subject=care,
            actor=actor,
            now=now,
        )
        count += 1
    return count


# --- the monthly mail ----------------------------------------------------------------------------


def remind(*, now: datetime) -> int:
    """Write once a month to owner and deputy of what is to be read again by the end of the month.

    Where nobody of them works there any more, the editors of the site are told.
    """
    today = timezone.localdate(now)
    month = today.replace(day=1)
    waiting: dict[int, list] = {}
    staff: dict[int, tuple[set[int], set[int]]] = {}
    for placement in queries.due_by(month + relativedelta(months=1, days=-1)):
        space = placement.space
        if space.pk not in staff:
            here = set(colleagues_of(space).values_list("pk", flat=True))
            staff[space.pk] = here, editors_of(space)
        here, editors = staff[space.pk]
        care = placement.page.care
        for person in {care.owner_id, care.deputy_id} & here or editors:
            waiting.setdefault(person, []).append(placement)
    people = Person.objects.in_bulk(waiting)
    return sum(_write(people[pk], rows, month) for pk, rows in waiting.items() if pk in people)


@transaction.atomic
def _write(person: Person, placements: list, month: date) -> bool:
    _row, is_new = Reminder.objects.get_or_create(person=person, month=month)
    if not is_new:
        return False
    count = len(placements)
    subject = ngettext(
        "Hai %(n)d pagina da rivedere questo mese",
        "Hai %(n)d pagine da rivedere questo mese",
        count,
    ) % {"n": count}
    lists = {one.space: path_in(one.space, "freshness:list") for one in placements}
    mail.send(
        to=person.email,
        template="freshness/mail/remind",
        subject=subject,
        language=person.language,
        context={
            "person": person,
            "placements": placements,
            "lists": [(space, f"{settings.PUBLIC_URL}{path}") for space, path in lists.items()],
        },
    )
    return True
