"""How useful the answers are, without following anybody: fingerprints last a session, or half an hour."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ..models import Avoided, Faq, FaqOpinion, FaqSighting
from ..terms import AVOIDED_AFTER, AvoidedHow

SALT = "pico.helpdesk.visitor"


def fingerprint(*, person_id: int | None, session_key: str | None) -> str:
    """Return a mark of a person, or of a session, from which neither can be told; nothing for nobody."""
    if person_id:
        return salted_hmac(SALT, f"person:{person_id}", algorithm="sha256").hexdigest()
    if session_key:
        return salted_hmac(SALT, f"session:{session_key}", algorithm="sha256").hexdigest()
    return ""


@transaction.atomic
def note_sighting(*, faq: Faq, visitor: str, now: datetime) -> None:
    """Count that an answer was opened; a visitor counts once in half an hour."""
    if visitor:
        _row, is_new = FaqSighting.objects.get_or_create(
            faq=faq, visitor=visitor, defaults={"at": now}
        )
        if not is_new:
            return
    Faq.objects.filter(pk=faq.pk).update(seen_count=F("seen_count") + 1)


@transaction.atomic
def give_opinion(*, faq: Faq, is_useful: bool, voter: str, now: datetime) -> bool:
    """Keep what a reader thinks: the last word counts, once for each person or session."""
    try:
        with transaction.atomic():
            FaqOpinion.objects.create(faq=faq, voter=voter, is_useful=is_useful, at=now)
    except IntegrityError:
        changed = FaqOpinion.objects.filter(faq=faq, voter=voter).exclude(is_useful=is_useful)
        if not changed.update(is_useful=is_useful, at=now):
            return False
        _count(faq, useful=-1 if not is_useful else 0, useless=-1 if is_useful else 0)
    _count(faq, useful=int(is_useful), useless=int(not is_useful))
    return True


def _count(faq: Faq, *, useful: int, useless: int) -> None:
    Faq.objects.filter(pk=faq.pk).update(
        useful_count=F("useful_count") + useful, useless_count=F("useless_count") + useless
    )


@transaction.atomic
def count_solved(*, faq: Faq, visitor: str, now: datetime) -> None:
    """«Ho risolto»: a request was not needed, and is not counted again half an hour later."""
    FaqSighting.objects.filter(visitor=visitor).delete()
    _spare(faq.pk, AvoidedHow.SOLVED, now)


def forget_sightings(*, visitor: str) -> None:
    """A request followed: what was read before did not spare it."""
    if visitor:
        FaqSighting.objects.filter(visitor=visitor).delete()


@transaction.atomic
def fold_sightings(*, now: datetime) -> int:
    """Count as avoided what was read half an hour ago and asked no more; then forget it.

    Whoever read several answers avoided one request: the last one read gets it.
    """
    due = FaqSighting.objects.select_for_update().filter(at__lte=now - AVOIDED_AFTER)
    last: dict[str, int] = {}
    for visitor, faq_id in due.order_by("at", "pk").values_list("visitor", "faq_id"):
        last[visitor] = faq_id
    busy = set(
        FaqSighting.objects.filter(visitor__in=last, at__gt=now - AVOIDED_AFTER).values_list(
            "visitor", flat=True
        )
    )
    for visitor, faq_id in last.items():
        if visitor not in busy:
            _spare(faq_id, AvoidedHow.SILENT, now)
    due.delete()
    return len(set(last) - busy)


def _spare(faq_id: int, how: str, now: datetime) -> None:
    row, _is_new = Avoided.objects.get_or_create(faq_id=faq_id, on=timezone.localdate(now), how=how)
    Avoided.objects.filter(pk=row.pk).update(number=F("number") + 1)
