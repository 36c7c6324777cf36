"""Compile the catalogues of translations (`.po` → `.mo`), without gettext's programs.

The format of the result is that of GNU gettext: a table of sorted keys and one of their translations.
"""

import ast
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.places import ROOT

MAGIC = 0x950412DE
CONTEXT_END, PLURAL_END = "\x04", "\x00"


@dataclass
class Entry:
    """A sentence of a catalogue: context, source, plural source, translations."""

    context: str = ""
    source: str = ""
    plural: str = ""
    translations: list[str] = field(default_factory=list)
    is_fuzzy: bool = False

    @property
    def key(self) -> str:
        key = f"{self.context}{CONTEXT_END}{self.source}" if self.context else self.source
        return f"{key}{PLURAL_END}{self.plural}" if self.plural else key

    @property
    def is_translated(self) -> bool:
        return bool(self.translations) and all(self.translations) and not self.is_fuzzy


def catalogues() -> list[Path]:
    return sorted((ROOT / "pico").rglob("locale/*/LC_MESSAGES/*.po"))


def entries(path: Path) -> Iterator[Entry]:
    """Read a catalogue; obsolete entries (`#~`) are left out."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        entry, part = Entry(), ""
        for line in block.splitlines():
            if line.startswith("#,") and "fuzzy" in line:
                entry.is_fuzzy = True
            if line.startswith("#") or not line.strip():
                continue
            word, _, rest = line.partition(" ")
            if not line.startswith('"'):
                part, text = word, rest
                if part.startswith("msgstr"):
                    entry.translations.append("")
            else:
                text = line
            _add(entry, part, ast.literal_eval(text))
        if part:
            yield entry


def _add(entry: Entry, part: str, text: str) -> None:
    if part == "msgctxt":
        entry.context += text
    elif part == "msgid":
        entry.source += text
    elif part == "msgid_plural":
        entry.plural += text
    else:
        entry.translations[-1] += text


def compiled(rows: Iterator[Entry] | list[Entry]) -> bytes:
    """The catalogue as gettext reads it; what is not translated is left out, so that Italian shows."""
    # The head, which says the encoding, counts even while it is marked as to be looked at.
    kept = {
        row.key: PLURAL_END.join(row.translations)
        for row in rows
        if row.is_translated or not row.source
    }
    keys = sorted(kept)
    sources, translations = b"", b""
    where: list[tuple[int, int, int, int]] = []
    for key in keys:
        source, translation = key.encode(), kept[key].encode()
        where.append((len(source), len(sources), len(translation), len(translations)))
        sources += source + b"\0"
        translations += translation + b"\0"
    begin = 7 * 4
    texts = begin + 16 * len(keys)
    index = [n for size, at, _s, _a in where for n in (size, texts + at)]
    index += [n for _s, _a, size, at in where for n in (size, texts + len(sources) + at)]
    head = struct.pack("<7I", MAGIC, 0, len(keys), begin, begin + 8 * len(keys), 0, 0)
    return head + struct.pack(f"<{len(index)}I", *index) + sources + translations


def compile_all() -> int:
    """Compile the catalogues that changed; return how many."""
    count = 0
    for path in catalogues():
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        target.write_bytes(compiled(entries(path)))
        count += 1
    return count


if __name__ == "__main__":
    print(f"{compile_all()} cataloghi compilati")
