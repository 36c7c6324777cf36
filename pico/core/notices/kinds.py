"""How kinds of notices are called on the page of preferences; rooms declare theirs at start-up."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.utils.functional import Promise
from django.utils.module_loading import import_string

_labels: dict[str, str | Promise] = {}
_replies: dict[str, str] = {}
_heads: dict[str, str] = {}
_choices: dict[str, "Choice"] = {}
HEAD = "[Pi.Co.]"


@dataclass(frozen=True, slots=True)
class Choice:
    """One box on the page of preferences that stops the mails of several kinds at once."""

    label: str | Promise
    help_text: str | Promise
    silenced: tuple[str, ...]


def declare(kind: str, label: str | Promise, *, reply: str = "", head: str = "") -> None:
    """Give a kind its Italian name: `declare("sua.request.returned", _("Richiesta restituita"))`.

    `reply` is the dotted path of a function that gives, for a notice, the address to answer it at;
    `head` of one that gives what stands first in the subject of its mail.
    """
    _labels[kind] = label
    if head:
        _heads[kind] = head
    if reply:
        _replies[kind] = reply


def offer(
    key: str, label: str | Promise, *, silenced: Iterable[str], help_text: str | Promise = ""
) -> None:
    """Offer one box that stops the mails of these kinds: the inbox keeps their notices."""
    _choices[key] = Choice(label, help_text, tuple(silenced))


def offered() -> dict[str, Choice]:
    return dict(sorted(_choices.items()))


def reply_address(notice) -> str:
    """The address at which the mail of a notice is answered; nothing where it is not."""
    path = _replies.get(notice.kind)
    return import_string(path)(notice) if path else ""


def head_of(notice) -> str:
    """What the subject of a notice's mail begins with."""
    path = _heads.get(notice.kind)
    return import_string(path)(notice) if path else HEAD


def label_of(kind: str) -> str:
    """Return the declared name, or one made from the room that the kind comes from."""
    if kind in _labels:
        return str(_labels[kind])
    rest = kind.partition(".")[2].replace(".", " ").replace("_", " ")
    return f"{room_of(kind)}: {rest}" if rest else room_of(kind)


def room_key(kind: str) -> str:
    return kind.partition(".")[0]


def choices_for(kinds: list[str]) -> list[str]:
    """Return what may be chosen for these kinds: their rooms, then those that have a name."""
    rooms = sorted({room_key(kind) for kind in kinds})
    return [*rooms, *(kind for kind in kinds if kind in _labels)]


def room_of(kind: str) -> str:
    """Return the Italian name of the room or module that a kind comes from."""
    room = room_key(kind)
    try:
        config = apps.get_app_config(room)
    except LookupError:
        return room.capitalize()
    manifest = getattr(config, "manifest", None)
    return str(manifest.label if manifest else config.verbose_name)
