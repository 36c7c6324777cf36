"""A question as a page draws it: its value, who wrote it, what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pico.core.codes import queries as codes
from pico.core.codes.terms import CodeList

from ..actions.drafting import Conflict
from ..language.outline import Outline, Question, Section
from ..language.values import shown
from ..models import Answer
from ..terms import NUMBERS, Kind
from .reading import BASE, CHOSEN, name_of

BLANK_ROWS = 3


@dataclass(slots=True)
class Entry:
    """One question on the page of an answer."""

    question: Question
    value: Any = None
    answer: Answer | None = None
    error: str = ""
    conflict: Conflict | None = None
    is_shown: bool = True

    @property
    def name(self) -> str:
        return name_of(self.question)

    @property
    def base_name(self) -> str:
        return f"{BASE}{self.question.code}"

    @property
    def chosen_name(self) -> str:
        return f"{CHOSEN}{self.question.code}"

    @property
    def version(self) -> int:
        return self.answer.version if self.answer else 0

    @property
    def is_proposed(self) -> bool:
        return bool(self.answer and self.answer.is_proposed)

    @property
    def shown_value(self) -> str:
        return shown(self.question, self.answer.value) if self.answer else ""

    @property
    def shown_before(self) -> str:
        before = self.answer.before if self.answer else None
        return shown(self.question, before) if before is not None else ""

    @property
    def typed(self) -> str:
        """A plain value as it stands in its box: decimals with a comma."""
        if self.value is None or isinstance(self.value, dict | list):
            return ""
        text = str(self.value)
        return text.replace(".", ",") if self.question.kind in NUMBERS and "," not in text else text

    @property
    def code_said(self) -> str:
        """A code with its description, as it is chosen from its list."""
        found = codes.named(CodeList.CPV, self.typed[:8]) if self.typed else None
        return f"{self.typed} – {found.label}" if found else self.typed

    @property
    def picked(self) -> dict:
        return self.value if isinstance(self.value, dict) else {}

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        chosen = self.value if isinstance(self.value, list) else [self.value]
        return [(code, label, code in chosen) for code, label in self.question.choices]

    @property
    def grid(self) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
        """Rows of a matrix with their cells: code, label, chosen."""
        return [
            (
                row["code"],
                row["label"],
                [
                    (code, label, self.picked.get(row["code"]) == code)
                    for code, label in self.question.choices
                ],
            )
            for row in self.question.rows
        ]

    @property
    def places(self) -> list[tuple[str, str, int]]:
        """Entries of a ranking with their place, 0 for none yet; those placed come first."""
        ranked = self.value if isinstance(self.value, list) else []
        place = {code: n for n, code in enumerate(ranked, 1)}
        found = [(code, label, place.get(code, 0)) for code, label in self.question.choices]
        return sorted(found, key=lambda one: one[2] or len(found) + 1)

    @property
    def table(self) -> list[tuple[int, list[tuple[dict, str]]]]:
        """The rows of a table that are filled, and some to go on."""
        rows = [row for row in self.value if isinstance(row, dict)] if self.is_list else []
        rows = [row for row in rows if any(row.values())]
        rows += [{}] * BLANK_ROWS
        return [
            (n, [(column, row.get(column["code"], "")) for column in self.question.rows])
            for n, row in enumerate(rows)
        ]

    @property
    def is_list(self) -> bool:
        return isinstance(self.value, list)

    @property
    def is_group(self) -> bool:
        """Several controls under one name: the label is a legend."""
        return self.question.kind in GROUPS


GROUPS = frozenset(
    {
        Kind.SINGLE, Kind.MULTIPLE, Kind.YES_NO, Kind.SCALE, Kind.NPS, Kind.MATRIX, Kind.RANKING,
        Kind.TABLE,
    }
)  # fmt: skip


def entries_of(
    questions: Iterable[Question],
    *,
    answers: Mapping[int, Answer],
    shown_codes: set[str],
    typed: Mapping[str, Any] | None = None,
    errors: Mapping[str, str] | None = None,
    conflicts: Mapping[str, Conflict] | None = None,
) -> list[Entry]:
    """Put together what the page of a section draws; what was typed counts more than what is kept."""
    typed, errors, conflicts = typed or {}, errors or {}, conflicts or {}
    made = []
    for question in questions:
        answer = answers.get(question.pk)
        value = typed.get(question.code, answer.value if answer else None)
        made.append(
            Entry(
                question, value, answer, errors.get(question.code, ""),
                conflicts.get(question.code), question.code in shown_codes,
            )
        )  # fmt: skip
    return made


@dataclass(frozen=True, slots=True)
class Page:
    """A section as it is drawn."""

    section: Section
    entries: list[Entry]
    is_shown: bool = True


def read_pages(outline: Outline, answers: Mapping[int, Answer]) -> list[Page]:
    """The whole answer to be read: what is not shown with these answers is left out."""
    given = {one.code: answers[one.pk].value for one in outline.questions if one.pk in answers}
    shown_codes = outline.shown(given)
    pages = []
    for section in outline.sections:
        asked = [
            one for one in section.questions if one.code in shown_codes and one.kind != Kind.NOTE
        ]
        if asked:
            pages.append(Page(section, entries_of(asked, answers=answers, shown_codes=shown_codes)))
    return pages
