"""What an import did, line by line."""

import csv
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from ..terms import Outcome


@dataclass(frozen=True, slots=True)
class Line:
    """One ente, or one field of it."""

    outcome: Outcome
    ente: str
    code: str = ""
    field: str = ""
    before: str = ""
    after: str = ""
    reason: str = ""

    @property
    def needs_an_eye(self) -> bool:
        """Not what was simply filled in: a new ente, a value where there was none."""
        if self.outcome == Outcome.CHANGED:
            return bool(self.before)
        return self.outcome != Outcome.ADDED

    def __str__(self) -> str:
        what = f"{self.field}: «{self.before}» → «{self.after}»" if self.field else self.reason
        return " – ".join(
            filter(
                None,
                (str(self.outcome.label), f"{self.ente} {self.code}".strip(), what),
            )
        )


@dataclass(slots=True)
class Report:
    """All the lines of a run; `unchanged` and `left_out` are only counted."""

    lines: list[Line] = field(default_factory=list)
    unchanged: int = 0
    left_out: Counter = field(default_factory=Counter)

    def add(self, outcome: Outcome, ente: object, **details) -> None:
        self.lines.append(Line(outcome, str(ente), **details))

    @property
    def counts(self) -> dict[str, int]:
        """How many enti per outcome; an ente with two changed fields counts once."""
        pairs = {(line.outcome, line.ente, line.code) for line in self.lines}
        found = Counter(str(outcome) for outcome, _ente, _code in pairs)
        return {str(outcome): found[outcome] for outcome in Outcome}

    @property
    def has_changes(self) -> bool:
        return any(
            line.outcome in (Outcome.ADDED, Outcome.CHANGED, Outcome.CEASED) for line in self.lines
        )

    def summary(self) -> list[str]:
        """The totals, one sentence each."""
        counts = self.counts
        said = [f"{Outcome(key).label}: {number}" for key, number in counts.items()]
        if self.left_out:
            total = sum(self.left_out.values())
            said.append(_("Tralasciati perché di categorie non gestite: %(n)d") % {"n": total})
        if not self.has_changes:
            said.append(_("Niente è cambiato."))
        return said

    def notable(self) -> list[dict[str, str]]:
        """The lines that need an eye, as plain data."""
        return [
            {
                name: str(getattr(line, name))
                for name in (
                    "outcome",
                    "ente",
                    "code",
                    "field",
                    "before",
                    "after",
                    "reason",
                )
            }
            for line in self.lines
            if line.needs_an_eye
        ]

    def write_csv(self, path: Path) -> None:
        """Write every line, for a spreadsheet."""
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(["esito", "ente", "codice", "campo", "prima", "dopo", "motivo"])
            for line in self.lines:
                writer.writerow(
                    [
                        line.outcome.label,
                        line.ente,
                        line.code,
                        line.field,
                        line.before,
                        line.after,
                        line.reason,
                    ]
                )
