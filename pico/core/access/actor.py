"""Who is acting: a person, in the name of one ente."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from pico.core.foundation.errors import Refusal

from . import policy, scopes


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting for one ente, with what he may read (`scopes`) and his roles there.

    `territory` and `region` are the ISTAT codes of the ente; empty for national bodies.
    """

    person_id: int | None = None
    person_name: str = ""
    ente_id: int | None = None
    ente_name: str = ""
    ente_kind: str = ""
    membership_id: int | None = None
    territory: str = ""
    region: str = ""
    roles: frozenset[str] = frozenset()
    scopes: frozenset[str] = field(default_factory=lambda: frozenset({scopes.PUBLIC}))
    is_system: bool = False

    @property
    def is_known(self) -> bool:
        """True for a person who signed in."""
        return self.person_id is not None

    @property
    def is_member(self) -> bool:
        """True for a person who acts for an ente."""
        return self.ente_id is not None

    def may_read(self, scope: str) -> bool:
        return scope in self.scopes

    def can(self, permission: str, subject: object = None) -> bool:
        """Say whether the permission is granted here; an unknown name is a ValueError."""
        return policy.allows(self, permission, subject)

    def require(self, permission: str, subject: object = None) -> None:
        """Refuse what the actor may not do; code `sign_in` when signing in may help."""
        if self.can(permission, subject):
            return
        if not self.is_known and not self.is_system:
            raise Refusal(_("Accedi per continuare."), code="sign_in")
        raise Refusal(
            _("Non hai il permesso per questa operazione: chiedi all'amministratore del tuo ente."),
            code="not_permitted",
        )


ANONYMOUS = Actor()
SYSTEM = Actor(person_name="Pi.Co.", is_system=True)
