"""Who puts files in the library and who changes them."""

from enum import StrEnum

from pico.core.access.facts import (
    has_role,
    is_administrator,
    is_author,
    is_member,
    owns,
    runs_the_platform,
)
from pico.core.access.policy import any_of
from pico.core.access.terms import ADMINISTRATORS, EDITORS


class FilesPermission(StrEnum):
    UPLOAD = "files.file.upload"
    CHANGE = "files.file.change"
    TRASH = "files.file.trash"
    HAND_OVER = "files.file.hand_over"


looks_after_files = has_role(*ADMINISTRATORS, *EDITORS)


# The author only while acting for the ente that owns the file: who left has left the files too.
CHANGE = any_of((is_author, owns), (looks_after_files, owns))

POLICY = {
    FilesPermission.UPLOAD: any_of(is_member),
    FilesPermission.CHANGE: CHANGE,
    FilesPermission.TRASH: CHANGE,
    FilesPermission.HAND_OVER: any_of(
        (is_author, owns), (is_administrator, owns), runs_the_platform
    ),
}
