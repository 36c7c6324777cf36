"""Who keeps the texts of the library, and who makes them his own."""

from enum import StrEnum

from pico.core.access.facts import is_member, is_upi_administrator
from pico.core.access.policy import Policy, any_of

from .facts import works_for_the_sua


class LibraryPermission(StrEnum):
    READ = "sua.library.read"
    ADOPT = "sua.library.adopt"
    # Asked of the text
    CHANGE = "sua.library.change"
    USE = "sua.library.use"  # of a copy: take it for tenders, follow its source


def is_national(actor, text) -> bool:
    return text.owner_id is None


def is_of_its_owner(actor, text) -> bool:
    """The copy is of the SUA acted for."""
    return actor.is_member and text.owner_id == actor.ente_id


LIBRARY: Policy = {
    LibraryPermission.READ: any_of(is_member),
    LibraryPermission.ADOPT: any_of(works_for_the_sua),
    LibraryPermission.CHANGE: any_of(
        (is_upi_administrator, is_national), (works_for_the_sua, is_of_its_owner)
    ),
    LibraryPermission.USE: any_of((works_for_the_sua, is_of_its_owner)),
}
