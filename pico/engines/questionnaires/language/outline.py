"""The outline of a questionnaire, whatever it comes from: the database, an XLSForm, a template."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..terms import NO, NPS_CODES, SCALE_CODES, YES, Kind
from . import conditions

SCALE_LABELS = ("Per niente", "Poco", "Abbastanza", "Molto", "Moltissimo")


@dataclass(slots=True)
class Question:
    """One question. `options` and `rows` are lists of {"code", "label"}; a column also has a kind."""

    code: str
    kind: str
    label: str
    help: str = ""
    is_required: bool = False
    options: list[dict] = field(default_factory=list)
    rows: list[dict] = field(default_factory=list)
    settings: dict = field(default_factory=dict)
    shown_if: dict = field(default_factory=dict)
    pk: int | None = None
    section_id: int | None = None

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The codes that may be chosen, with their labels, in order."""
        match self.kind:
            case Kind.YES_NO:
                return [(YES, "Sì"), (NO, "No")]
            case Kind.SCALE:
                labels = self.settings.get("labels") or SCALE_LABELS
                return [
                    (code, f"{code} – {label}" if label else code)
                    for code, label in zip(SCALE_CODES, labels, strict=False)
                ]
            case Kind.NPS:
                return [(code, code) for code in NPS_CODES]
        return [(one["code"], one["label"]) for one in self.options]

    @property
    def unit(self) -> str:
        fixed = {Kind.MONEY: "€", Kind.PERCENT: "%"}.get(self.kind)
        return fixed or self.settings.get("unit", "")


@dataclass(slots=True)
class Section:
    code: str
    title: str
    help: str = ""
    shown_if: dict = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    pk: int | None = None


@dataclass(slots=True)
class Outline:
    """Sections in order, each with its questions."""

    title: str
    description: str = ""
    sections: list[Section] = field(default_factory=list)

    @property
    def questions(self) -> Iterator[Question]:
        return (question for section in self.sections for question in section.questions)

    @property
    def by_code(self) -> dict[str, Question]:
        return {question.code: question for question in self.questions}

    @property
    def asked(self) -> list[Question]:
        """The questions that want an answer."""
        return [one for one in self.questions if one.kind != Kind.NOTE]

    def shown(self, answers: Mapping[str, Any]) -> set[str]:
        """The codes of the questions that are shown with these answers.

        What a hidden question was answered before it was hidden does not count.
        """
        heard: dict[str, Any] = {}
        found: set[str] = set()
        for section in self.sections:
            if not conditions.holds(section.shown_if, heard):
                continue
            for question in section.questions:
                if conditions.holds(question.shown_if, heard):
                    found.add(question.code)
                    heard[question.code] = answers.get(question.code)
        return found

    def missing(self, answers: Mapping[str, Any]) -> list[Question]:
        """The compulsory questions that are shown and have no answer."""
        shown = self.shown(answers)
        return [
            one
            for one in self.asked
            if one.is_required
            and one.code in shown
            and not _is_complete(one, answers.get(one.code))
        ]


def _is_complete(question: Question, value: Any) -> bool:
    if conditions.is_empty(value):
        return False
    if question.kind == Kind.MATRIX:
        return {row["code"] for row in question.rows} <= set(value)
    return True
