"""Every change of the files."""

from .changing import change_scope, describe_file, hand_over
from .discarding import discard_uploads, purge_trash, restore_file, trash_file
from .processing import read_version, scan_version
from .storing import add_version, upload_file
from .uploading import (
    append_piece,
    cancel_upload,
    finish_upload,
    stage_upload,
    start_upload,
)

__all__ = [
    "add_version",
    "append_piece",
    "cancel_upload",
    "change_scope",
    "describe_file",
    "discard_uploads",
    "finish_upload",
    "hand_over",
    "purge_trash",
    "read_version",
    "restore_file",
    "scan_version",
    "stage_upload",
    "start_upload",
    "trash_file",
    "upload_file",
]
