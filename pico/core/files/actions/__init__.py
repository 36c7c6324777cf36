"""Every change of the files."""

from .changing import change_scope, describe_file, hand_over
from .copying import copy_file
from .discarding import discard_uploads, purge_trash, restore_file, trash_file
from .keeping import bring_back_files, narrow_files, put_away_files, shelve_files
from .processing import read_version, scan_version
from .storing import add_version, upload_file
from .uploading import (
    append_piece,
    cancel_upload,
    check_upload,
    finish_upload,
    stage_upload,
    start_upload,
)

__all__ = [
    "add_version",
    "append_piece",
    "bring_back_files",
    "cancel_upload",
    "change_scope",
    "check_upload",
    "copy_file",
    "describe_file",
    "discard_uploads",
    "finish_upload",
    "hand_over",
    "narrow_files",
    "purge_trash",
    "put_away_files",
    "read_version",
    "restore_file",
    "scan_version",
    "shelve_files",
    "stage_upload",
    "start_upload",
    "trash_file",
    "upload_file",
]
