"""What a module says of a kind of object that levels of sharing apply to.

`tests/access` builds its table from these: a kind that is not described is found by a test.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SharedKind:
    """`make(owner, author, scope, title)` is the dotted path of a test factory.

    `channels` maps the name of a channel (list, export, search, api, feed…) to the address that lists
    such objects (`{title}` is replaced by a word of the title); `detail` maps a channel to the name of
    the URL of one object, with its key as argument.
    """

    model: str
    make: str
    channels: Mapping[str, str] = field(default_factory=dict)
    detail: Mapping[str, str] = field(default_factory=dict)
