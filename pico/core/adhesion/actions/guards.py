"""What several actions refuse: a role out of place, an ente left without administrator."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.people.actors import working_today
from pico.core.people.models import Membership

from ..queries.members import is_last_administrator
from ..terms import roles_of


def check_roles(
    roles: Iterable[str], *, ente: Ente, actor: Actor, held: Iterable[str] = ()
) -> None:
    """Refuse no role at all, a role of another kind of ente, and platform rights given from below."""
    chosen = set(roles)
    if not chosen:
        raise Refusal(_("Scegli almeno un ruolo."), code="no_role")
    if strange := chosen - set(roles_of(ente.kind)):
        raise Refusal(
            _("Questi ruoli non esistono per %(ente)s: %(roles)s. Togli la scelta.")
            % {"ente": ente, "roles": ", ".join(str(Role(r).label) for r in sorted(strange))},
            code="role_out_of_place",
        )
    changed = chosen ^ set(held)
    if Role.PLATFORM_ADMIN in changed and not (
        Role.PLATFORM_ADMIN in actor.roles or actor.is_system
    ):
        raise Refusal(
            _("Solo un amministratore di piattaforma può dare o togliere questo ruolo."),
            code="role_too_high",
        )


def check_period(starts_on: date, ends_on: date | None) -> None:
    if ends_on and ends_on < starts_on:
        raise Refusal(
            _("L'incarico finisce prima di cominciare: correggi le date."), code="bad_period"
        )


def keep_an_administrator(membership: Membership, *, today: date) -> None:
    """Refuse to take the last administrator from an ente; waits for who is doing the same now."""
    # The row of the ente is the lock: two administrators cannot leave at the same moment.
    Ente.objects.select_for_update(of=("self",)).get(pk=membership.ente_id)
    if is_last_administrator(membership, today=today):
        raise Refusal(
            _(
                "%(who)s è l'ultimo amministratore di %(ente)s: prima dai il ruolo di "
                "amministratore a un collega, poi riprova."
            )
            % {"who": membership.person, "ente": membership.ente},
            code="last_administrator",
        )


def keep_platform_rights(membership: Membership, *, actor: Actor, today: date) -> None:
    """Refuse to take who runs the platform out from below, and the last one at all."""
    if actor.is_system or not membership.roles.filter(role=Role.PLATFORM_ADMIN).exists():
        return
    is_own = membership.person_id == actor.person_id
    if not (is_own or Role.PLATFORM_ADMIN in actor.roles):
        raise Refusal(
            _("%(who)s amministra la piattaforma: può farlo solo chi ha lo stesso ruolo.")
            % {"who": membership.person},
            code="role_too_high",
        )
    others = working_today(today).filter(roles__role=Role.PLATFORM_ADMIN)
    if not others.exclude(pk=membership.pk).exists():
        raise Refusal(
            _(
                "%(who)s è l'ultimo amministratore di piattaforma: prima dai il ruolo a un "
                "collega, poi riprova."
            )
            % {"who": membership.person},
            code="last_platform_administrator",
        )
