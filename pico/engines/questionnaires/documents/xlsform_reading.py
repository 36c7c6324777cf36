"""An XLSForm is read whole: each fault is told with its sheet, row and column."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from ..language import conditions, xpath
from ..language.errors import Wrong
from ..language.outline import Outline, Question, Section
from ..terms import (
    MAX_OPTIONS,
    MAX_QUESTIONS,
    NO,
    NPS_CODES,
    SCALE_CODES,
    WITH_OPTIONS,
    YES,
    ColumnKind,
    Kind,
)
from .xlsform_rows import Fault, Row, known_settings, rows_of

NOT_CODE = re.compile(r"[^a-z0-9_]+")
GOOD_CODE = re.compile(r"^[a-z][a-z0-9_]{0,39}$")
# What devices add by themselves: it asks nothing.
SILENT = {
    "start", "end", "today", "deviceid", "username", "phonenumber", "email", "audit", "simserial",
    "subscriberid", "start-geopoint", "background-audio",
}  # fmt: skip
PLAIN = {
    "text": Kind.TEXT, "integer": Kind.NUMBER, "int": Kind.NUMBER, "decimal": Kind.NUMBER,
    "range": Kind.NUMBER, "date": Kind.DATE, "note": Kind.NOTE, "file": Kind.FILE,
    "image": Kind.FILE, "photo": Kind.FILE, "audio": Kind.FILE, "video": Kind.FILE,
}  # fmt: skip
WITH_LIST = {
    "select_one": Kind.SINGLE, "select_multiple": Kind.MULTIPLE, "rank": Kind.RANKING,
    "select one": Kind.SINGLE, "select multiple": Kind.MULTIPLE,
}  # fmt: skip
CELL_KINDS = {"decimal": ColumnKind.NUMBER, "integer": ColumnKind.NUMBER, "date": ColumnKind.DATE}
SAME_FORM = {
    Kind.SINGLE: {Kind.YES_NO, Kind.SCALE, Kind.NPS},
    Kind.TEXT: {Kind.LONG_TEXT, Kind.ENTE, Kind.COMUNE, Kind.CPV},
    Kind.NUMBER: {Kind.MONEY, Kind.PERCENT},
}
FIXED_CODES = {Kind.YES_NO: {YES, NO}, Kind.SCALE: set(SCALE_CODES), Kind.NPS: set(NPS_CODES)}
YES_WORDS = {"yes", "true", "1", "true()", "sì", "si"}
NO_WORDS = {"no", "false", "0", "false()", ""}


@dataclass(slots=True)
class Reading:
    """What was understood so far."""

    lists: dict[str, list[dict]] = field(default_factory=dict)
    outline: Outline = field(default_factory=lambda: Outline(""))
    faults: list[Fault] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    rows: dict[int, Row] = field(default_factory=dict)  # by identity of what they made
    open: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def group(self) -> Any:
        return self.open[-1][1] if self.open else None


def read(file) -> tuple[Outline, list[Fault]]:
    """Return the outline of an XLSForm, and what is wrong with it; with faults it is not whole."""
    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError):
        message = _("Il file non è un foglio .xlsx: aprilo e salvalo in quel formato.")
        return Outline(""), [Fault("–", 1, "", message)]
    reading = Reading()
    if "survey" not in book.sheetnames:
        return Outline(""), [Fault("survey", 1, "", _("Manca il foglio «survey»."))]
    if "settings" in book.sheetnames:
        for row in rows_of(book["settings"], "settings"):
            reading.outline.title = row.get("form_title")
            break
    if "choices" in book.sheetnames:
        _read_choices(reading, rows_of(book["choices"], "choices"))
    rows = list(rows_of(book["survey"], "survey"))
    for row in rows:
        _read_row(reading, row)
    _close_all(reading, rows)
    _read_conditions(reading)
    return reading.outline, sorted(reading.faults, key=lambda one: (one.sheet, one.row, one.column))


def _read_choices(reading: Reading, rows: Iterator[Row]) -> None:
    for row in rows:
        name, code, label = row.get("list_name"), row.get("name"), row.get("label")
        if not name:
            reading.faults.append(row.fault("list_name", _("Manca il nome dell'elenco.")))
            continue
        entries = reading.lists.setdefault(name, [])
        if not code:
            reading.faults.append(row.fault("name", _("Manca il codice della risposta.")))
        elif " " in code or len(code) > 40:
            reading.faults.append(
                row.fault(
                    "name",
                    _("«%(c)s»: un codice non ha spazi, al massimo 40 caratteri.")
                    % {"c": code[:60]},
                )
            )
        elif any(entry["code"] == code for entry in entries):
            reading.faults.append(
                row.fault("name", _("Il codice «%(c)s» è già in questo elenco.") % {"c": code})
            )
        else:
            entries.append({"code": code, "label": label or code})


def _read_row(reading: Reading, row: Row) -> None:
    kind, _space, list_name = row.get("type").partition(" ")
    kind = kind.lower()
    if row.get("type").lower() in SILENT or kind in SILENT:
        return
    if row.get("type").lower().startswith(("begin", "end")):
        words = row.get("type").lower().replace("_", " ").split()
        READ_GROUPS.get(" ".join(words[:2]), _unknown_type)(reading, row)
    elif kind in ("select_one", "select_multiple", "rank"):
        _read_question(reading, row, WITH_LIST[kind], list_name.strip().split(" ")[0])
    elif kind in PLAIN:
        _read_question(reading, row, PLAIN[kind], "")
    else:
        _unknown_type(reading, row)


def _unknown_type(reading: Reading, row: Row) -> None:
    if not row.get("type"):
        message = _("Manca il tipo della domanda.")
    else:
        message = _("Il tipo «%(t)s» qui non c'è.") % {"t": row.get("type")}
    reading.faults.append(row.fault("type", message))


# Groups -----------------------------------------------------------------------------------------


def _begin_group(reading: Reading, row: Row) -> None:
    if "table-list" in row.get("appearance"):
        question = _made(reading, row, Kind.MATRIX)
        reading.open.append(("group", question))
        return
    if reading.open:
        reading.faults.append(
            row.fault(
                "type", _("Un gruppo dentro un altro non si può: le sezioni hanno un solo livello.")
            )
        )
        reading.open.append(("group", None))
        return
    code = _code(reading, row, is_section=True)
    section = Section(code, row.get("label") or row.get("name") or _("Sezione"))
    reading.rows[id(section)] = row
    reading.outline.sections.append(section)
    reading.open.append(("group", section))


def _begin_repeat(reading: Reading, row: Row) -> None:
    reading.open.append(("repeat", _made(reading, row, Kind.TABLE)))


def _end(kind: str) -> Callable[[Reading, Row], None]:
    def end(reading: Reading, row: Row) -> None:
        if not reading.open or reading.open[-1][0] != kind:
            reading.faults.append(row.fault("type", _("Qui si chiude ciò che non è aperto.")))
            return
        _closed, group = reading.open.pop()
        if isinstance(group, Question) and not group.rows:
            reading.faults.append(row.fault("type", _("Il gruppo è vuoto.")))

    return end


READ_GROUPS = {
    "begin group": _begin_group,
    "begin repeat": _begin_repeat,
    "end group": _end("group"),
    "end repeat": _end("repeat"),
}


def _close_all(reading: Reading, rows: list[Row]) -> None:
    if reading.open and rows:
        reading.faults.append(rows[-1].fault("type", _("Un gruppo non è mai chiuso.")))
    reading.outline.sections = [one for one in reading.outline.sections if one.questions]
    if not reading.outline.asked and not reading.faults:
        reading.faults.append(Fault("survey", 2, "A", _("Non c'è nessuna domanda.")))
    if len(reading.outline.asked) > MAX_QUESTIONS:
        message = _("Al massimo %(n)s domande: dividi il questionario.") % {"n": MAX_QUESTIONS}
        reading.faults.append(Fault("survey", 2, "A", message))


# Questions --------------------------------------------------------------------------------------


def _read_question(reading: Reading, row: Row, kind: str, list_name: str) -> None:
    group = reading.group
    if isinstance(group, Question):
        READ_PARTS[group.kind](reading, row, group, list_name)
        return
    if row.get("pico_kind") == "HELP" and isinstance(group, Section):
        group.help = row.get("label")
        return
    if row.get("appearance") == "multiline" and kind == Kind.TEXT:
        kind = Kind.LONG_TEXT
    told = row.get("pico_kind")
    if told in SAME_FORM.get(kind, ()) and _fits(reading, told, list_name):
        kind = told
    question = _made(reading, row, kind)
    if kind in WITH_OPTIONS:
        question.options = _options(reading, row, list_name)


def _fits(reading: Reading, kind: str, list_name: str) -> bool:
    """The answers of a kind with fixed codes are those codes."""
    wanted = FIXED_CODES.get(kind)
    codes = {one["code"] for one in reading.lists.get(list_name, [])}
    return wanted is None or codes == wanted


def _options(reading: Reading, row: Row, name: str) -> list[dict]:
    options = reading.lists.get(name, [])
    if len(options) < 2:
        message = _("L'elenco «%(n)s» non è nel foglio «choices», o ha meno di due voci.") % {
            "n": name or "?"
        }
        reading.faults.append(row.fault("type", message))
    if len(options) > MAX_OPTIONS:
        reading.faults.append(row.fault("type", _("L'elenco è troppo lungo.")))
    return options


def _matrix_row(reading: Reading, row: Row, matrix: Question, list_name: str) -> None:
    if row.get("type").startswith("note"):
        return
    if not row.get("type").startswith("select_one"):
        reading.faults.append(row.fault("type", _("Una matrice ha solo righe «select_one».")))
        return
    if not matrix.options:
        matrix.options = _options(reading, row, list_name)
    code = _part_code(matrix, row.get("name"))
    matrix.rows.append({"code": code, "label": row.get("label") or row.get("name")})
    matrix.is_required |= row.get("required").lower() in YES_WORDS


def _table_column(reading: Reading, row: Row, table: Question, _list_name: str) -> None:
    kind = row.get("pico_kind")
    if kind not in ColumnKind.values:
        kind = CELL_KINDS.get(row.get("type").split(" ")[0], ColumnKind.TEXT)
    code = _part_code(table, row.get("name"))
    label = row.get("label") or row.get("name")
    table.rows.append({"code": code, "label": label, "kind": str(kind)})


READ_PARTS = {Kind.MATRIX: _matrix_row, Kind.TABLE: _table_column}


def _part_code(question: Question, name: str) -> str:
    code = NOT_CODE.sub("_", name.lower()).removeprefix(f"{question.code}_")[:40]
    taken = {one["code"] for one in question.rows}
    return code if code and code not in taken else f"v{len(taken) + 1}"


def _code(reading: Reading, row: Row, *, is_section: bool = False) -> str:
    """Our code for a name; a name given twice, or none, is a fault."""
    name = row.get("name")
    code = NOT_CODE.sub("_", name.lower())[:40]
    if not name:
        reading.faults.append(row.fault("name", _("Manca il nome.")))
    elif not GOOD_CODE.match(code):
        reading.faults.append(
            row.fault("name", _("«%(n)s»: un nome comincia con una lettera.") % {"n": name[:60]})
        )
    elif name in reading.names or code in reading.names.values():
        reading.faults.append(
            row.fault("name", _("Il nome «%(n)s» è già usato sopra.") % {"n": name})
        )
    if is_section:
        reading.names[f"#{name}"] = f"#{code}"
        return code or f"s{len(reading.outline.sections) + 1}"
    reading.names[name] = code
    return code


def _made(reading: Reading, row: Row, kind: str) -> Question:
    if not row.get("label"):
        reading.faults.append(row.fault("label", _("Manca il testo della domanda.")))
    required = row.get("required").lower()
    if required not in YES_WORDS | NO_WORDS:
        reading.faults.append(
            row.fault("required", _("«required» è «yes» o niente: una condizione non si legge."))
        )
    question = Question(
        _code(reading, row), kind, row.get("label")[:1000], row.get("hint")[:2000],
        is_required=required in YES_WORDS,
        settings=_settings(reading, row, kind),
    )  # fmt: skip
    reading.rows[id(question)] = row
    section = reading.group if isinstance(reading.group, Section) else None
    if section is None:
        if not reading.outline.sections or reading.open or not _is_loose(reading):
            reading.outline.sections.append(
                Section(f"s{len(reading.outline.sections) + 1}", _("Domande"))
            )
        section = reading.outline.sections[-1]
    section.questions.append(question)
    return question


def _is_loose(reading: Reading) -> bool:
    """The last section was made for questions outside of groups."""
    return id(reading.outline.sections[-1]) not in reading.rows


def _settings(reading: Reading, row: Row, kind: str) -> dict:
    settings: dict = {}
    if told := row.get("pico_settings"):
        try:
            settings = known_settings(told)
        except ValueError:
            reading.faults.append(row.fault("pico_settings", _("Impostazioni illeggibili.")))
    elif kind == Kind.NUMBER and row.get("type").startswith("decimal"):
        settings["decimals"] = 2
    if constraint := row.get("constraint"):
        try:
            settings |= xpath.read_bounds(constraint)
        except Wrong as error:
            reading.faults.append(row.fault("constraint", error.message))
    return settings


# Conditions -------------------------------------------------------------------------------------


def _read_conditions(reading: Reading) -> None:
    """Once every name is known: a condition may look only at what comes before."""
    before: list[str] = []
    for section in reading.outline.sections:
        _read_condition(reading, section, before)
        for question in section.questions:
            _read_condition(reading, question, before)
            before.append(question.code)


def _read_condition(reading: Reading, thing: Section | Question, before: list[str]) -> None:
    row = reading.rows.get(id(thing))
    if row is None or not row.get("relevant"):
        return
    try:
        tree = xpath.read_condition(row.get("relevant"), reading.names)
        thing.shown_if = conditions.checked(tree, before)
    except Wrong as error:
        reading.faults.append(row.fault("relevant", error.message))
