"""Every change of what travels between sites."""

from .adopting import adopt, follow_source, lose_source, mark_seen, return_mirror, update_copy
from .proposing import decide, propose, withdraw_proposal
from .receiving import hide_many, receive
from .sharing import share
from .spreading import spread

__all__ = [
    "adopt",
    "decide",
    "follow_source",
    "hide_many",
    "lose_source",
    "mark_seen",
    "propose",
    "receive",
    "return_mirror",
    "share",
    "spread",
    "update_copy",
    "withdraw_proposal",
]
