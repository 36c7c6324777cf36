"""Who may change the registry and the spaces. Reading is public: these are public bodies."""

from enum import StrEnum

from pico.core.access.facts import is_administrator, runs_the_platform
from pico.core.access.policy import Policy, any_of


class EntiPermission(StrEnum):
    EDIT_ENTE = "enti.ente.edit"
    IDENTIFY_ENTE = "enti.ente.identify"
    CREATE_ENTE = "enti.ente.create"
    COMPARE_REGISTRY = "enti.registry.compare"
    CONFIGURE_SPACE = "enti.space.configure"
    PUBLISH_SPACE = "enti.space.publish"


def acts_for_it(actor, ente) -> bool:
    """The ente is the one acted for."""
    return actor.is_member and getattr(ente, "pk", None) == actor.ente_id


def runs_space(actor, space) -> bool:
    """The space is of the ente acted for."""
    return actor.is_member and getattr(space, "ente_id", None) == actor.ente_id


POLICY: Policy = {
    EntiPermission.EDIT_ENTE: any_of(runs_the_platform, (is_administrator, acts_for_it)),
    # Names and codes identify an ente for everybody: only UPI corrects them by hand.
    EntiPermission.IDENTIFY_ENTE: any_of(runs_the_platform),
    EntiPermission.CREATE_ENTE: any_of(runs_the_platform),
    EntiPermission.COMPARE_REGISTRY: any_of(runs_the_platform),
    EntiPermission.CONFIGURE_SPACE: any_of(runs_the_platform, (is_administrator, runs_space)),
    EntiPermission.PUBLISH_SPACE: any_of(runs_the_platform),
}
