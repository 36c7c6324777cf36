"""Each person looks after his own notices; nobody reads another's."""

from enum import StrEnum

from pico.core.access.facts import is_known, is_member
from pico.core.access.policy import any_of


class NoticesPermission(StrEnum):
    READ = "notices.notice.read"
    DELEGATE = "notices.task.delegate"
    END_DELEGATION = "notices.delegation.end"
    FEED = "notices.feed.create"
    REVOKE_FEED = "notices.feed.revoke"


def is_mine(actor, subject) -> bool:
    """The object belongs to the person."""
    return actor.is_known and subject is not None and subject.person_id == actor.person_id


POLICY = {
    NoticesPermission.READ: any_of(is_known),
    NoticesPermission.DELEGATE: any_of(is_member),
    NoticesPermission.END_DELEGATION: any_of(is_mine),
    NoticesPermission.FEED: any_of(is_member),
    NoticesPermission.REVOKE_FEED: any_of(is_mine),
}
