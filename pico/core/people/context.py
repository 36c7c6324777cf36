"""What the header shows of the person signed in."""

from urllib.parse import urlencode

from pico.core.access.terms import Role
from pico.core.foundation.addresses import address, address_or_nothing
from pico.core.ui.shell import ActingView, MembershipView, UserView

DOORS = ("account_", "mfa_", "socialaccount_", "openid_connect_")


def header(request) -> dict:
    """Return the fields of the page's `Shell` that speak of the person: pass them on as they are."""
    if not request.user.is_authenticated:
        return {"sign_in_url": _sign_in_url(request)}
    actor = request.actor
    return {
        "user": _user(request.user),
        "acting": _acting(actor) if actor.is_member else None,
        "memberships": tuple(_membership(one, actor) for one in request.memberships),
        "switch_url": address("people:switch"),
        "sign_in_url": address("account_login"),
    }


def _sign_in_url(request) -> str:
    """Lead back here after signing in, but not to a door: that would ask again."""
    match = request.resolver_match
    is_door = match is None or (match.url_name or "").startswith(DOORS)
    url = address("account_login")
    return url if is_door else f"{url}?{urlencode({'next': request.get_full_path()})}"


def _acting(actor) -> ActingView:
    return ActingView(actor.ente_name, _roles(actor.roles), membership=actor.membership_id)


def _user(person) -> UserView:
    return UserView(
        first_name=person.first_name or person.username,
        initials=person.initials,
        full_name=str(person),
        desk_url=address_or_nothing("portal:desk") or address("people:profile"),
        profile_url=address("people:profile"),
        requests_url=address_or_nothing("helpdesk:mine"),
        notices_url=address_or_nothing("notices:inbox"),
        sign_out_url=address("account_logout"),
    )


def _membership(place, actor) -> MembershipView:
    held = frozenset(held.role for held in place.roles.all())
    return MembershipView(
        pk=place.pk,
        ente_name=place.ente.name,
        role_label=_roles(held),
        active=place.pk == actor.membership_id,
    )


def _roles(roles) -> str:
    """The roles in the order of the house: the one that says most comes first."""
    return ", ".join(str(role.label) for role in Role if role in roles)
