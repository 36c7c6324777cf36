"""The keys of an ente, and the key behind a secret."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from pico.core.access.actor import Actor
from pico.core.people.actors import working_today

from .models import ApiToken
from .tokens import digest


def tokens_of(actor: Actor) -> QuerySet[ApiToken]:
    """The keys of the ente acted for."""
    return ApiToken.objects.filter(ente_id=actor.ente_id or 0).select_related("created_by")


def working_token(secret: str, *, now: datetime) -> ApiToken | None:
    """Return the key of a secret, if it still opens.

    It does not when revoked or expired, when its ente has ceased, or when nobody works for the ente
    any more: nobody would answer for it.
    """
    today = timezone.localdate(now)
    workers = working_today(today).filter(ente=OuterRef("ente"))
    return (
        ApiToken.objects.filter(
            Q(ente__valid_to__isnull=True) | Q(ente__valid_to__gte=today),
            Exists(workers),
            secret_hash=digest(secret),
            revoked_at__isnull=True,
            expires_at__gt=now,
        )
        .select_related("ente")
        .first()
    )
