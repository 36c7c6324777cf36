"""Every change of the keys."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal

from .models import ApiToken
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


def touch_token(*, token: ApiToken, now: datetime) -> None:
    """Keep when the key was last used, now and then: reading must not cost a write each time."""
    if token.last_used_at is None or now - token.last_used_at > TOUCH_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def _tell(event: str, sentence: str, token: ApiToken, actor: Actor, now: datetime) -> None:
    told = sentence % {"name": token.name}
    trail.record(event, told, subject=token, actor=actor, now=now, grants=token.grants)
    announce(event, subject=token, actor=actor)
