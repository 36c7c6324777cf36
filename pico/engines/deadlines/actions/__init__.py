"""Every change of terms and of calendars. A module calls these inside its own actions."""

from .alerting import turn_the_clock
from .calendars import (
    add_holiday,
    change_desk,
    change_patron_saint,
    close_desk_on,
    open_desk,
    open_desk_on,
    remove_holiday,
)
from .ending import cancel_term, meet_term
from .recalculating import recalculate
from .running import (
    change_rule,
    change_start,
    entrust_term,
    extend_term,
    interrupt_term,
    move_term,
    resume_term,
    suspend_term,
)
from .starting import start_term

__all__ = [
    "add_holiday",
    "cancel_term",
    "change_desk",
    "change_patron_saint",
    "change_rule",
    "change_start",
    "close_desk_on",
    "entrust_term",
    "extend_term",
    "interrupt_term",
    "meet_term",
    "move_term",
    "open_desk",
    "open_desk_on",
    "recalculate",
    "remove_holiday",
    "resume_term",
    "start_term",
    "suspend_term",
    "turn_the_clock",
]
