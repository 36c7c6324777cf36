"""A public poll takes one answer a day from the same place, and keeps nobody's address."""

import hashlib
import hmac
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.foundation.errors import Refusal

from ..models import Campaign, DaySalt, Passage


def take_passage(*, campaign: Campaign, whence: str, now: datetime) -> None:
    """Mark in the caller's transaction that an answer comes from there; refuses a second one today.

    `whence` is what tells one visitor from another: the person who signed in, else address and browser.
    Only HMAC-SHA256(our key, salt of the day, campaign, whence) is kept, and until the day is over: the
    salt is random and deleted with the marks, so that nobody, not even we, can try addresses out.
    """
    day = timezone.localdate(now)
    held, _is_new = DaySalt.objects.get_or_create(day=day)
    key = f"{settings.SECRET_KEY}{held.salt}".encode()
    mark = hmac.new(key, f"{campaign.pk} {whence}".encode(), hashlib.sha256).hexdigest()
    try:
        with transaction.atomic():
            Passage.objects.create(campaign=campaign, day=day, mark=mark)
    except IntegrityError:
        raise Refusal(
            _(
                "Da qui è già arrivata una risposta oggi. Se usi un computer condiviso, accedi e rispondi."
            ),
            code="already_sent",
        ) from None


@transaction.atomic
def forget_passages(*, now: datetime) -> int:
    """Delete salts and marks of the days that are over; returns how many marks."""
    today = timezone.localdate(now)
    DaySalt.objects.filter(day__lt=today).delete()
    return Passage.objects.filter(day__lt=today).delete()[0]
