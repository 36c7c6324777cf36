"""Who the API takes the caller for."""

from ninja import Router, Schema

from pico.core.access import policy
from pico.core.api.asking import Asking
from pico.core.api.authentication import KNOWN
from pico.core.api.resources.answers import answers

router = Router(tags=["Chi sono"], auth=KNOWN)


class MembershipOut(Schema):
    """A place of a person in an ente."""

    id: int
    ente_id: int
    ente_name: str
    roles: list[str]


class Me(Schema):
    """For whom the caller speaks and what he may do; a key speaks for its ente, without roles."""

    kind: str
    name: str
    person_id: int | None
    ente_id: int | None
    ente_name: str
    roles: list[str]
    scopes: list[str]
    grants: list[str]
    permissions: list[str]
    memberships: list[MembershipOut]


@router.get("", summary="Per chi parlo e che cosa posso leggere", response=answers(Me))
def me(request: Asking):
    """L'ente per cui si parla, i livelli di condivisione che legge e i permessi che ha in generale."""
    actor, token = request.actor, request.token
    memberships = [] if token else request.memberships
    return {
        "kind": "TOKEN" if token else "PERSON",
        "name": actor.person_name,
        "person_id": actor.person_id,
        "ente_id": actor.ente_id,
        "ente_name": actor.ente_name,
        "roles": sorted(actor.roles),
        "scopes": sorted(actor.scopes),
        "grants": token.grants if token else [],
        "permissions": [] if token else sorted(granted(actor)),
        "memberships": [
            {
                "id": held.pk,
                "ente_id": held.ente_id,
                "ente_name": held.ente.name,
                "roles": sorted(role.role for role in held.roles.all()),
            }
            for held in memberships
        ],
    }


def granted(actor):
    """The permissions that hold without looking at any object; those that look at one are left out."""
    for name, rule in policy.everything().items():
        try:
            if rule.holds(actor, None):
                yield name
        except AttributeError:  # the rule asks something of an object
            continue
