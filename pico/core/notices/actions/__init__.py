"""Every change of notices, tasks, preferences, delegations, calendar addresses and letters."""

from .delegating import delegate_tasks, end_delegation
from .feeding import create_feed, fingerprint, mark_feed_used, revoke_feed
from .mailing import (
    forget_letters,
    forget_notices,
    mail_at_once,
    mail_digest,
    send_letter,
    start_at_once,
    start_digests,
    write_letter,
)
from .preferring import change_preferences, stop_mail
from .reading import mark_all_read, mark_read, mark_seen, mark_unread
from .tasking import close_task, close_tasks, open_task, remind_of_terms
from .telling import notify, withdraw_words

__all__ = [
    "change_preferences",
    "close_task",
    "close_tasks",
    "create_feed",
    "delegate_tasks",
    "end_delegation",
    "fingerprint",
    "forget_letters",
    "forget_notices",
    "mail_at_once",
    "mail_digest",
    "mark_all_read",
    "mark_feed_used",
    "mark_read",
    "mark_seen",
    "mark_unread",
    "notify",
    "open_task",
    "remind_of_terms",
    "revoke_feed",
    "send_letter",
    "start_at_once",
    "start_digests",
    "stop_mail",
    "withdraw_words",
    "write_letter",
]
