"""Every change of the keys."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.people.models import Membership

from .models import ApiToken, AppPassword
from .permissions import ApiPermission
from .terms import LONGEST_LIFE, MOST_TOKENS, SHOWN_LETTERS, TOUCH_EVERY, Grant
from .tokens import digest, new_secret


@transaction.atomic
def create_token(
    *, name: str, grants: list[str], expires_at: datetime, actor: Actor, now: datetime
) -> tuple[ApiToken, str]:
    """Make a key of the ente acted for and return it with its secret, which is never seen again.

    Refuses a life in the past or longer than a year, an unknown grant, and too many keys.
    """
    actor.require(ApiPermission.MANAGE)
    if not now < expires_at <= now + LONGEST_LIFE:
        raise Refusal(_("Scegli una scadenza da domani a un anno da oggi."), code="bad_expiry")
    if not set(grants) <= set(Grant.values):
        raise Refusal(_("Scegli che cosa può leggere fra le voci proposte."), code="bad_grant")
    ente = Ente.objects.select_for_update(of=("self",)).get(pk=actor.ente_id)
    if ente.api_tokens.filter(revoked_at__isnull=True, expires_at__gt=now).count() >= MOST_TOKENS:
        raise Refusal(
            _("L'ente ha già %(n)d chiavi in uso: revocane una prima di crearne un'altra.")
            % {"n": MOST_TOKENS},
            code="too_many_tokens",
        )
    secret = new_secret()
    token = ApiToken.objects.create(
        ente=ente,
        name=name.strip(),
        start=secret[:SHOWN_LETTERS],
        secret_hash=digest(secret),
        grants=sorted(set(grants)),
        created_by_id=actor.person_id,
        created_at=now,
        expires_at=expires_at,
    )
    _tell("api.token.created", _("Chiave delle API «%(name)s» creata."), token, actor, now)
    return token, secret


@transaction.atomic
def revoke_token(*, token: ApiToken, actor: Actor, now: datetime) -> None:
    """End a key at once; refuses one that is already revoked."""
    actor.require(ApiPermission.MANAGE, token)
    token = ApiToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if token.revoked_at:
        raise Refusal(_("Questa chiave è già revocata."), code="already_revoked")
    token.revoked_at = now
    token.save(update_fields=["revoked_at"])
    _tell("api.token.revoked", _("Chiave delle API «%(name)s» revocata."), token, actor, now)


@transaction.atomic
def create_app_password(*, name: str, actor: Actor, now: datetime) -> tuple[AppPassword, str]:
    """Make a password for a program of the actor, for the ente acted for; its secret is seen once.

    Refuses too many that work at once.
    """
    actor.require(ApiPermission.USE_PROGRAMS)
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=actor.membership_id)
    working = AppPassword.objects.filter(membership__person=actor.person_id, revoked_at=None)
    if working.filter(expires_at__gt=now).count() >= MOST_TOKENS:
        raise Refusal(
            _("Hai già %(n)d password in uso: revocane una prima di crearne un'altra.")
            % {"n": MOST_TOKENS},
            code="too_many_tokens",
        )
    secret = new_secret()
    password = AppPassword.objects.create(
        membership=membership, name=name.strip()[:80], start=secret[:SHOWN_LETTERS],
        secret_hash=digest(secret), created_at=now, expires_at=now + LONGEST_LIFE,
    )  # fmt: skip
    said = _("Password per programmi «%(name)s» creata.") % {"name": password.name}
    trail.record("api.app_password.created", said, subject=password, actor=actor, now=now)
    announce("api.app_password.created", subject=password, actor=actor)
    return password, secret


@transaction.atomic
def revoke_app_password(*, password: AppPassword, actor: Actor, now: datetime) -> None:
    """End a password for programs at once. Refuses another person's, and one that is revoked."""
    actor.require(ApiPermission.USE_PROGRAMS, password)
    password = AppPassword.objects.select_for_update(of=("self",)).get(pk=password.pk)
    if password.revoked_at:
        raise Refusal(_("Questa password è già revocata."), code="already_revoked")
    password.revoked_at = now
    password.save(update_fields=["revoked_at"])
    said = _("Password per programmi «%(name)s» revocata.") % {"name": password.name}
    trail.record("api.app_password.revoked", said, subject=password, actor=actor, now=now)
    announce("api.app_password.revoked", subject=password, actor=actor)


def touch_app_password(*, password: AppPassword, now: datetime) -> None:
    """Keep when the password was last used, now and then."""
    if password.last_used_at is None or now - password.last_used_at > TOUCH_EVERY:
        AppPassword.objects.filter(pk=password.pk).update(last_used_at=now)


def touch_token(*, token: ApiToken, now: datetime) -> None:
    """Keep when the key was last used, now and then: reading must not cost a write each time."""
    if token.last_used_at is None or now - token.last_used_at > TOUCH_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def _tell(event: str, sentence: str, token: ApiToken, actor: Actor, now: datetime) -> None:
    told = sentence % {"name": token.name}
    trail.record(event, told, subject=token, actor=actor, now=now, grants=token.grants)
    announce(event, subject=token, actor=actor)
