"""Who opens the directory."""

from enum import StrEnum

from pico.core.access.facts import is_member
from pico.core.access.policy import any_of


class CommunityPermission(StrEnum):
    READ_DIRECTORY = "community.directory.read"


POLICY = {CommunityPermission.READ_DIRECTORY: any_of(is_member)}
