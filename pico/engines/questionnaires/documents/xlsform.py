"""Questionnaires as XLSForm (xlsform.org), written so that pyxform, KoboToolbox and ODK open them."""

import json
from io import BytesIO

from openpyxl import Workbook

from pico.core.ui.lists import xlsx_value

from ..language import xpath
from ..language.outline import Outline, Question
from ..terms import NUMBERS, ColumnKind, Kind
from .xlsform_reading import Fault, read

__all__ = ["Fault", "read", "write"]

SURVEY = (
    "type", "name", "label", "hint", "required", "relevant", "constraint", "appearance",
    "pico_kind", "pico_settings",
)  # fmt: skip
TYPES = {
    Kind.MONEY: "decimal", Kind.PERCENT: "decimal", Kind.DATE: "date", Kind.TEXT: "text",
    Kind.LONG_TEXT: "text", Kind.FILE: "file", Kind.ENTE: "text", Kind.COMUNE: "text",
    Kind.CPV: "text", Kind.NOTE: "note",
}  # fmt: skip
LISTS = {
    Kind.SINGLE: "select_one", Kind.YES_NO: "select_one", Kind.SCALE: "select_one",
    Kind.NPS: "select_one", Kind.MULTIPLE: "select_multiple", Kind.RANKING: "rank",
}  # fmt: skip
CELLS = {ColumnKind.NUMBER: "decimal", ColumnKind.MONEY: "decimal", ColumnKind.DATE: "date"}


class Sheets:
    """The three sheets of an XLSForm, filled row by row."""

    def __init__(self) -> None:
        self.book = Workbook(write_only=True)
        self.survey = self.book.create_sheet("survey")
        self.choices = self.book.create_sheet("choices")
        self.settings = self.book.create_sheet("settings")
        self.survey.append(SURVEY)
        self.choices.append(("list_name", "name", "label"))

    def row(self, **values) -> None:
        self.survey.append([xlsx_value(self.survey, values.get(name, "")) for name in SURVEY])

    def list(self, name: str, choices: list[tuple[str, str]]) -> None:
        for code, label in choices:
            self.choices.append([xlsx_value(self.choices, one) for one in (name, code, label)])


def write(outline: Outline) -> bytes:
    """Return the workbook. Columns «pico_…» keep what XLSForm has no word for."""
    sheets = Sheets()
    questions = outline.by_code
    for section in outline.sections:
        sheets.row(
            type="begin_group", name=section.code, label=section.title,
            relevant=xpath.written(section.shown_if, questions),
        )  # fmt: skip
        if section.help:
            sheets.row(
                type="note", name=f"{section.code}_testo", label=section.help, pico_kind="HELP"
            )
        for question in section.questions:
            _write_question(sheets, question, questions)
        sheets.row(type="end_group")
    sheets.settings.append(("form_title", "form_id", "version"))
    title = xlsx_value(sheets.settings, outline.title)
    sheets.settings.append((title, "questionario", "1"))
    content = BytesIO()
    sheets.book.save(content)
    return content.getvalue()


def _write_question(sheets: Sheets, question: Question, questions: dict[str, Question]) -> None:
    common = {
        "name": question.code,
        "label": question.label,
        "hint": question.help,
        "relevant": xpath.written(question.shown_if, questions),
        "pico_kind": question.kind,
        "pico_settings": json.dumps(question.settings, ensure_ascii=False)
        if question.settings
        else "",
    }
    required = "yes" if question.is_required else ""
    if question.kind == Kind.MATRIX:
        _write_matrix(sheets, question, common, required)
    elif question.kind == Kind.TABLE:
        _write_table(sheets, question, common)
    elif question.kind in LISTS:
        sheets.list(question.code, question.choices)
        sheets.row(type=f"{LISTS[question.kind]} {question.code}", required=required, **common)
    else:
        sheets.row(
            type=_type(question), required="" if question.kind == Kind.NOTE else required,
            constraint=_bounds(question),
            appearance="multiline" if question.kind == Kind.LONG_TEXT else "", **common,
        )  # fmt: skip


def _type(question: Question) -> str:
    if question.kind == Kind.NUMBER:
        return "decimal" if int(question.settings.get("decimals") or 0) else "integer"
    return TYPES[question.kind]


def _bounds(question: Question) -> str:
    if question.kind not in NUMBERS:
        return ""
    least, most = question.settings.get("min"), question.settings.get("max")
    parts = [f". >= {least}" if least not in (None, "") else ""]
    parts.append(f". <= {most}" if most not in (None, "") else "")
    return " and ".join(filter(None, parts))


def _write_matrix(sheets: Sheets, question: Question, common: dict, required: str) -> None:
    sheets.list(question.code, question.choices)
    sheets.row(type="begin_group", appearance="table-list", required=required, **common)
    for row in question.rows:
        sheets.row(
            type=f"select_one {question.code}", name=f"{question.code}_{row['code']}",
            label=row["label"], required=required,
        )  # fmt: skip
    sheets.row(type="end_group")


def _write_table(sheets: Sheets, question: Question, common: dict) -> None:
    sheets.row(type="begin_repeat", **common)
    for column in question.rows:
        sheets.row(
            type=CELLS.get(column.get("kind"), "text"),
            name=f"{question.code}_{column['code']}", label=column["label"],
            pico_kind=column.get("kind", ""),
        )  # fmt: skip
    sheets.row(type="end_repeat")
