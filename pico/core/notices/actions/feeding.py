"""Personal addresses of calendars."""

import hashlib
import secrets
from datetime import datetime

from django.utils.translation import gettext as _

from pico.core.foundation.errors import Refusal

from ..models import FeedToken
from ..permissions import NoticesPermission

MOST = 10


def create_feed(*, label: str, actor, now: datetime) -> str:
    """Make a new address and return its secret, which is shown once and not kept."""
    actor.require(NoticesPermission.FEED)
    if FeedToken.objects.filter(person=actor.person_id, revoked_at=None).count() >= MOST:
        raise Refusal(
            _("Hai già %(n)d calendari attivi: revocane uno che non usi.") % {"n": MOST},
            code="too_many",
        )
    secret = secrets.token_urlsafe(32)
    FeedToken.objects.create(
        person_id=actor.person_id,
        fingerprint=fingerprint(secret),
        label=label[:80],
        created_at=now,
    )
    return secret


def fingerprint(secret: str) -> str:
    # The secret is long and random: a plain hash cannot be guessed back.
    return hashlib.sha256(secret.encode()).hexdigest()


def revoke_feed(*, feed: FeedToken, actor, now: datetime) -> None:
    """Close one's own address: it answers 404 from now on."""
    actor.require(NoticesPermission.REVOKE_FEED, feed)
    feed.revoked_at = now
    feed.save(update_fields=["revoked_at"])


def mark_feed_used(*, feed: FeedToken, now: datetime) -> None:
    FeedToken.objects.filter(pk=feed.pk).update(used_at=now)
