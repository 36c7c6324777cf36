"""Words to the terminal: numbered steps, sentences, failures that say how to repair."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

COLOURS = {"bold": "1", "green": "32", "red": "31", "amber": "33", "dim": "2"}


def paint(text: str, colour: str) -> str:
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return text
    return f"\033[{COLOURS[colour]}m{text}\033[0m"


def say(text: str = "", colour: str = "") -> None:
    print(paint(text, colour) if colour else text, flush=True)


def give_up(sentence: str) -> SystemExit:
    """The exception that ends a command with a sentence on how to repair."""
    print(paint(f"\n✗ {sentence}", "red"), file=sys.stderr, flush=True)
    return SystemExit(1)


class Steps:
    """Count the steps aloud: `[3/8] Costruisco l'interfaccia…`, then how long each took."""

    def __init__(self, total: int):
        self.total = total
        self.number = 0
        self.started = time.monotonic()

    def begin(self, text: str) -> None:
        self.number += 1
        self.started = time.monotonic()
        say(f"[{self.number}/{self.total}] {text}…", "bold")

    def end(self, text: str = "fatto") -> None:
        seconds = time.monotonic() - self.started
        say(f"      {text} ({seconds:.1f} s)", "dim")


@contextmanager
def quiet_interruption() -> Iterator[None]:
    """Ctrl-C while preparing is no error: what was done is kept, the next start goes on from there."""
    try:
        yield
    except KeyboardInterrupt:
        say("\nInterrotto: ripeti il comando per riprendere da qui.", "amber")
        raise SystemExit(130) from None
