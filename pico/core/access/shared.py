"""What a room says of a kind of shared object, so that the access table is filled by program."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SharedObject:
    """`make` is the dotted path of a factory (owner, author, scope, title).

    `channels` are addresses that must show the title only to readers (`{title}` is filled in);
    `detail` are URL names, taking the key, that answer 200 only to readers.
    """

    model: str
    make: str
    channels: Mapping[str, str] = field(default_factory=dict)
    detail: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.model
