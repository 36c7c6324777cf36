"""The keys of an ente, and the key behind a secret."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from pico.core.access.actor import Actor
from pico.core.people.actors import actor_for, working_memberships, working_today

from .models import ApiToken, AppPassword
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


def app_passwords_of(actor: Actor) -> QuerySet[AppPassword]:
    """The person's own passwords for programs, whatever the ente."""
    found = AppPassword.objects.filter(membership__person=actor.person_id or 0)
    return found.select_related("membership__ente", "membership__person")


def working_app_password(username: str, secret: str, *, now: datetime) -> AppPassword | None:
    """Return the password of a program, if it opens today: the person named, active, still in that place."""
    today = timezone.localdate(now)
    found = AppPassword.objects.filter(
        secret_hash=digest(secret),
        revoked_at__isnull=True,
        expires_at__gt=now,
        membership__in=working_today(today),
    )
    password = found.select_related("membership__person").first()
    if password is None:
        return None
    person = password.membership.person
    named = {person.username.casefold(), person.email.casefold()}
    return password if username.casefold() in named else None


def actor_of(password: AppPassword, *, now: datetime) -> Actor:
    """Who acts with this password, made anew: what was taken away is gone at the next request."""
    person = password.membership.person
    places = working_memberships(person, today=timezone.localdate(now))
    return actor_for(person, places.filter(pk=password.membership_id).first())
