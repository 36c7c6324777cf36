"""What changes in the editorial office: publishing, archiving, what the clock does."""

from .archiving import archive_page, restore_page
from .clock import expire_page, publish_revision, start_due
from .reviewing import assign_review, publish_approved, send_back

__all__ = [
    "archive_page",
    "assign_review",
    "expire_page",
    "publish_approved",
    "publish_revision",
    "restore_page",
    "send_back",
    "start_due",
]
