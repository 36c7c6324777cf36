"""Who does what in the Community."""

from enum import StrEnum

from pico.core.access.facts import has_role, is_author, is_member, may_read, owns
from pico.core.access.policy import any_of
from pico.core.access.terms import ADMINISTRATORS, EDITORS, Role

from .models import Document, Network, NetworkPlace
from .terms import Contributors, NetworkRole, PlaceState


class CommunityPermission(StrEnum):
    READ_DIRECTORY = "community.directory.read"

    # Documents
    OPEN_FOLDER = "community.folder.open"  # a first folder of the ente acted for
    MANAGE_FOLDER = "community.folder.manage"
    ADD_DOCUMENT = "community.document.add"  # asked of the folder
    CHANGE_DOCUMENT = "community.document.change"  # asked of the document or of its file
    PUT_AWAY_DOCUMENT = "community.document.put_away"

    # Thematic networks
    OPEN_NETWORK = "community.network.open"
    ANIMATE_NETWORK = "community.network.animate"
    JOIN_NETWORK = "community.network.join"
    READ_NETWORK = "community.network.read"


# Documents ---------------------------------------------------------------------------------------

looks_after_documents = has_role(*ADMINISTRATORS, *EDITORS)


def _document(subject) -> Document:
    return subject if isinstance(subject, Document) else subject.document


def is_of_an_ente(actor, folder) -> bool:
    """The folder is in the tree of an ente, not in that of a network."""
    return folder.circle_id is None


def animates_its_network(actor, folder) -> bool:
    """The folder is of a network that is open, and the actor animates it."""
    return folder.circle_id is not None and is_animator(actor, network_of(folder))


def is_in_an_open_network(actor, folder) -> bool:
    """The folder is of a network to which things may still be added, and the actor is in it."""
    if folder.circle_id is None or f"net:{folder.circle_id}" not in actor.scopes:
        return False
    network = network_of(folder)
    return network is None or network.is_open


def network_of(folder) -> Network | None:
    return Network.objects.filter(circle=folder.circle_id).first()


def colleagues_add(actor, folder) -> bool:
    """Every colleague of its ente may add to the folder."""
    return folder.contributors != Contributors.EDITORS


def readers_add(actor, folder) -> bool:
    """Whoever sees the folder may add to it."""
    return folder.contributors == Contributors.READERS


def shares_the_folder(actor, subject) -> bool:
    """Colleagues change each other's documents where they all may add."""
    return colleagues_add(actor, _document(subject).folder)


def manages_its_folder(actor, subject) -> bool:
    """The document lies in a folder that the actor manages."""
    return MANAGE_FOLDER.holds(actor, _document(subject).folder)


def is_in_use_there(actor, subject) -> bool:
    """Nothing changes in a network that is closed."""
    folder = _document(subject).folder
    return folder.circle_id is None or is_in_an_open_network(actor, folder)


MANAGE_FOLDER = any_of(
    (is_of_an_ente, owns, looks_after_documents, may_read),
    (animates_its_network, is_in_an_open_network),
)
_CHANGE = (
    (may_read, is_author, owns, is_in_use_there),
    (may_read, owns, looks_after_documents, is_in_use_there),
    (may_read, owns, shares_the_folder, is_in_use_there),
)


# Thematic networks -------------------------------------------------------------------------------


def is_animator(actor, network) -> bool:
    """The actor animates the network."""
    return (
        network is not None
        and actor.is_known
        and NetworkPlace.objects.filter(
            network=network,
            person_id=actor.person_id,
            role=NetworkRole.ANIMATOR,
            state=PlaceState.ACTIVE,
        ).exists()
    )


def is_in_the_network(actor, network) -> bool:
    return network is not None and network.key in actor.scopes


runs_the_networks = has_role(Role.UPI_ADMIN, Role.UPI_EDITOR)


POLICY = {
    CommunityPermission.READ_DIRECTORY: any_of(is_member),
    # Documents
    CommunityPermission.OPEN_FOLDER: any_of(looks_after_documents),
    CommunityPermission.MANAGE_FOLDER: MANAGE_FOLDER,
    CommunityPermission.ADD_DOCUMENT: any_of(
        *MANAGE_FOLDER.alternatives,
        (is_of_an_ente, owns, colleagues_add, may_read),
        (is_of_an_ente, is_member, readers_add, may_read),
        (is_in_an_open_network, readers_add, may_read),
    ),
    CommunityPermission.CHANGE_DOCUMENT: any_of(*_CHANGE),
    CommunityPermission.PUT_AWAY_DOCUMENT: any_of(*_CHANGE, (may_read, manages_its_folder)),
    # Thematic networks
    CommunityPermission.OPEN_NETWORK: any_of(runs_the_networks),
    CommunityPermission.ANIMATE_NETWORK: any_of(is_animator, (runs_the_networks, owns)),
    CommunityPermission.JOIN_NETWORK: any_of(is_member),
    CommunityPermission.READ_NETWORK: any_of(is_in_the_network),
}
