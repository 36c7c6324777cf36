"""Do a step only when what it depends on has changed."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from scripts.places import ROOT

IGNORED = {"node_modules", "dist", "__pycache__", ".mypy_cache", "tests"}


def fingerprint(paths: Iterable[Path], *words: str) -> str:
    """A checksum of the contents of these files and folders, and of these words."""
    digest = hashlib.sha256(" ".join(words).encode())
    for path in sorted(_files(paths)):
        digest.update(os.path.relpath(path, ROOT).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_file():
            yield path
        elif path.is_dir():
            inside = (p for p in path.rglob("*") if p.is_file() and p.suffix != ".pyc")
            yield from (p for p in inside if not IGNORED & set(p.relative_to(path).parts))


class Stamp:
    """A file that remembers the fingerprint of the last time a step succeeded."""

    def __init__(self, path: Path, value: str):
        self.path = path
        self.value = value

    def is_fresh(self) -> bool:
        return self.path.is_file() and self.path.read_text() == self.value

    def press(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.value)
