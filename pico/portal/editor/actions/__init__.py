"""What changes in the editorial office: publishing, archiving, what the clock does."""

from .archiving import archive_page, restore_page
from .clock import expire_page, publish_revision, start_due
from .reviewing import assign_review

__all__ = [
    "archive_page",
    "assign_review",
    "expire_page",
    "publish_revision",
    "restore_page",
    "start_due",
]
