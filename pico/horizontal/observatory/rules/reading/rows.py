"""From a table on disk to clean Parquet, set-wise: read once, refuse with reasons, keep one per key."""

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

import duckdb
from django.utils.translation import gettext as _

from pico.core.foundation.errors import Refusal

from ..lake import quoted
from ..sources.shape import Output, Source
from ..tables import TABLES
from .header import Binding, Look
from .macros import cleaned

SAMPLE = 20  # refused rows that the report shows
LONGEST_SAMPLE = 300  # characters of each
MOST_REJECTS = 1_000_000  # unreadable lines kept in memory
EXCEL_LIMIT = 1_048_575  # rows of a sheet under its header
BLANK = 0  # the number of the reason «blank row»
NO_ROW_GROUP = "ROW_GROUP_SIZE 122880"
CALL = re.compile(r"\b(?:amount|cig_code|code|cup_code|day|fiscal|tight|upper)\(\w+\)")
Tell = Callable[[int, int, str], None]

UNREADABLE = {
    "MISSING COLUMNS": "fewer_columns",
    "TOO MANY COLUMNS": "more_columns",
    "UNQUOTED VALUE": "quotes",
    "INVALID ENCODING": "letters",
    "LINE SIZE OVER MAXIMUM": "too_long",
}


def reason_words(code: str) -> str:
    """Say in Italian why a line could not be read."""
    return {
        "fewer_columns": _("meno colonne dell'intestazione"),
        "other_delimiter": _("separatore diverso da quello del file"),
        "more_columns": _("più colonne dell'intestazione"),
        "quotes": _("virgolette non chiuse"),
        "letters": _("lettere illeggibili (UTF-8 rotto)"),
        "too_long": _("riga troppo lunga"),
        "twice": _("riga doppia: stessa chiave di un'altra"),
    }.get(code, _("riga illeggibile"))


@dataclass
class Report:
    """What became of the rows of a file. Reasons are Italian sentences, with how many rows."""

    read: int = 0
    kept: int = 0
    blank: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    warned: dict[str, int] = field(default_factory=dict)
    sample: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tables: dict[str, int] = field(default_factory=dict)
    day: str = ""  # ISO day to which the data are up to date, where the rows say it

    @property
    def refused_rows(self) -> int:
        return sum(self.refused.values())

    def as_json(self) -> dict:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Reading:
    """A file about to be read: where from, how written, whose columns, where its rows go."""

    path: Path
    look: Look
    source: Source
    binding: Binding
    folder: Path  # of work: may hold what an interrupted run left
    mark: str  # first 12 characters of the file's SHA-256
    today: date
    name: str = ""  # as it came: some files say their year there alone

    @property
    def stage(self) -> Path:
        return self.folder / "stage.parquet"


def read_rows(
    reading: Reading, connection: duckdb.DuckDBPyConnection, tell: Tell
) -> tuple[Report, list[Path]]:
    """Write one Parquet per output of the source in `reading.folder`; say what became of each row.

    `connection` knows the macros. What an interrupted run left finished is not done again.
    """
    told = reading.folder / "stage.json"
    if not (reading.stage.exists() and told.exists()):
        tell(1, 4, _("Lettura delle righe"))
        _write_stage(reading, connection)
        report = _count(reading, connection)
        told.write_text(json.dumps(report.as_json()))
    report = Report(**json.loads(told.read_text()))
    tell(2, 4, _("Controllo dei doppioni"))
    outputs = reading.source.outputs
    paths = []
    for index, output in enumerate(outputs):
        path, rows, twice = _write_output(reading, connection, index, report)
        report.tables[output.table] = report.tables.get(output.table, 0) + rows
        if index == 0:
            report.kept = rows
            if twice:
                report.refused[reason_words("twice")] = twice
        paths.append(path)
    report.day = _newest(reading, connection)
    return report, paths


# One reading of the file ---------------------------------------------------------------------


def _write_stage(reading: Reading, connection: duckdb.DuckDBPyConnection) -> None:
    """Write every row with its clean columns, the number of its refusal and the marks of warnings."""
    beside = reading.stage.with_name(".stage.parquet")
    once = _said_often(reading.source)
    shown = [
        f"({sql})::{TABLES[output.table][name]} AS {_column(index, name)}"
        for index, output in enumerate(reading.source.outputs)
        for name, sql in output.columns.items()
    ]
    shown += [
        f"({output.where}) AS _w{index}, ({output.order or '0'}) AS _o{index}"
        for index, output in enumerate(reading.source.outputs)
    ]
    shown += [
        f"{_flags(reading.source)} AS _flags",
        f"CAST({reading.source.day or 'NULL'} AS DATE) AS _day",
        f"CASE WHEN _reason > 0 THEN left(concat_ws(' | ', {_raw(reading)}), {LONGEST_SAMPLE}) END "
        "AS _raw",
    ]
    reckoned = "".join(f", {call} AS {name}" for call, name in once.items())
    query = (
        f"SELECT {_with(once, ', '.join(shown))}, _reason "
        f"FROM (SELECT *, {_with(once, _reason(reading))} AS _reason "
        f"FROM (SELECT *{reckoned} FROM ({_rows(reading)})))"
    )
    try:
        connection.execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
        connection.execute(f"COPY ({query}) TO {quoted(beside)} (FORMAT parquet, {NO_ROW_GROUP})")
    except duckdb.Error as error:
        raise Refusal(
            _("Il file non si legge come tabella: %(error)s")
            % {"error": str(error).splitlines()[0][:200]},
            code="unreadable",
        ) from error
    beside.rename(reading.stage)


def _said_often(source: Source) -> dict[str, str]:
    """The words of one cell that rules and columns say more than once, each with a name for its value.

    DuckDB reckons them anew at each place, as most stand inside a CASE.
    """
    texts = [rule.when for rule in source.rules] + [source.day or ""]
    texts += [sql for output in source.outputs for sql in output.columns.values()]
    times = Counter(call for text in texts for call in CALL.findall(text))
    often = [call for call, count in times.items() if count > 1]
    return {call: f"_once{number}" for number, call in enumerate(often)}


def _with(once: dict[str, str], text: str) -> str:
    return CALL.sub(lambda call: once.get(call[0], call[0]), text)


def _column(index: int, name: str) -> str:
    return f'"{name}"' if index == 0 else f'"_{index}_{name}"'


def _rows(reading: Reading) -> str:
    """The file as text, its columns named by our names, the absent ones NULL; `_name` is the file's."""
    shown = [f"{quoted(reading.name)} AS _name"]
    for one in reading.source.fields:
        place = reading.binding.places.get(one.name)
        if place is None:
            shown.append(f'NULL::VARCHAR AS "{one.name}"')
        else:
            shown.append(f'{cleaned(_cell(reading, place))} AS "{one.name}"')
    return f"SELECT {', '.join(shown)} FROM {_table(reading)}"


def _cell(reading: Reading, place: int) -> str:
    if not reading.look.is_parquet:
        return f"c{place}"
    name = reading.look.columns[place].replace('"', '""')
    return f'CAST("{name}" AS VARCHAR)'


def _table(reading: Reading) -> str:
    if reading.look.is_parquet:
        return f"read_parquet({quoted(reading.path)})"
    columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(len(reading.look.columns)))
    return (
        f"read_csv({quoted(reading.path)}, auto_detect=false, header=true, strict_mode=false, "
        f"delim={quoted(reading.look.delimiter)}, quote='\"', escape='\"', "
        f"columns={{{columns}}}, "
        f"store_rejects=true, rejects_limit={MOST_REJECTS}, max_line_size=4194304)"
    )


def _reason(reading: Reading) -> str:
    """The number of the first rule that refuses a row: 0 for a blank one, NULL for a good one."""
    names = [one.name for one in reading.source.fields if one.name in reading.binding.places]
    needed = [one.name for one in reading.source.required]
    empty = " AND ".join(f'NOT has("{name}")' for name in (*needed, *names))
    rules = [rule for rule in reading.source.rules if rule.refuses]
    whens = [f"WHEN {empty} THEN {BLANK}"]
    whens += [f"WHEN {rule.when} THEN {number}" for number, rule in enumerate(rules, 1)]
    return f"CAST(CASE {' '.join(whens)} END AS UTINYINT)"


def _flags(source: Source) -> str:
    warnings = [rule for rule in source.rules if not rule.refuses]
    marks = [f"(CASE WHEN {rule.when} THEN {1 << i} ELSE 0 END)" for i, rule in enumerate(warnings)]
    return f"CAST({' + '.join(marks) or '0'} AS UINTEGER)"


def _raw(reading: Reading) -> str:
    names = [one.name for one in reading.source.fields if one.name in reading.binding.places]
    return ", ".join(f'"{name}"' for name in names[:12])


# What became of the rows ---------------------------------------------------------------------


def _count(reading: Reading, connection: duckdb.DuckDBPyConnection) -> Report:
    report = Report()
    stage = f"read_parquet({quoted(reading.stage)})"
    refusing = [rule for rule in reading.source.rules if rule.refuses]
    found = dict(connection.execute(f"SELECT _reason, count(*) FROM {stage} GROUP BY 1").fetchall())
    report.read = sum(found.values())
    report.blank = found.get(BLANK, 0)
    for number, rule in enumerate(refusing, 1):
        if found.get(number):
            report.refused[str(rule.reason)] = found[number]
    report.sample = [
        {"reason": str(refusing[number - 1].reason), "text": text or ""}
        for number, text in connection.execute(
            f"SELECT _reason, _raw FROM {stage} WHERE _reason > 0 LIMIT {SAMPLE}"
        ).fetchall()
    ]
    _count_warnings(reading, connection, stage, report)
    if not reading.look.is_parquet:
        _count_unreadable(reading, connection, report)
    _write_notes(reading, report)
    return report


def _count_warnings(reading, connection, stage: str, report: Report) -> None:
    warnings = [rule for rule in reading.source.rules if not rule.refuses]
    if not warnings:
        return
    sums = ", ".join(f"count(*) FILTER (_flags & {1 << i} > 0)" for i in range(len(warnings)))
    counts = connection.execute(
        f"SELECT {sums} FROM {stage} WHERE _reason IS NULL AND _flags > 0"
    ).fetchone()
    for rule, rows in zip(warnings, counts, strict=True):
        if rows:
            report.warned[str(rule.reason)] = rows


def _count_unreadable(reading: Reading, connection, report: Report) -> None:
    """Lines that DuckDB could not read: each counted once, with its first error."""
    lines = connection.execute(
        "SELECT line, min_by(error_type::VARCHAR, column_idx), any_value(left(csv_line, 8000)) "
        "FROM reject_errors GROUP BY line ORDER BY line"
    ).fetchall()
    for line, kind, text in lines:
        code = UNREADABLE.get(kind, "unreadable")
        if code == "fewer_columns" and _splits_otherwise(text or "", reading):
            code = "other_delimiter"
        words = reason_words(code)
        report.refused[words] = report.refused.get(words, 0) + 1
        if len(report.sample) < SAMPLE:
            report.sample.append(
                {"reason": words, "text": (text or "")[:LONGEST_SAMPLE], "line": str(line)}
            )
    report.read += len(lines)


def _splits_otherwise(text: str, reading: Reading) -> bool:
    """Another delimiter would give the columns that this line lacks."""
    wanted = len(reading.look.columns) - 1
    own = reading.look.delimiter
    return any(text.count(mark) >= wanted for mark in ";,|\t" if mark != own)


def _write_notes(reading: Reading, report: Report) -> None:
    if reading.binding.new:
        names = ", ".join(reading.binding.new[:8])
        report.notes.append(_("Colonne nuove, non usate: %(names)s.") % {"names": names})
    if reading.look.encoding != "utf-8":
        report.notes.append(
            _("Il file non è in UTF-8 ma in %(name)s.") % {"name": reading.look.encoding}
        )
    if report.blank:
        report.notes.append(_("Righe vuote saltate: %(n)s.") % {"n": report.blank})
    if EXCEL_LIMIT - 1000 <= report.read <= EXCEL_LIMIT + 1:
        report.notes.append(
            _(
                "Il file ha tante righe quante ne tiene un foglio di Excel: può essere stato troncato."
            )
        )


# One file per output -------------------------------------------------------------------------


def _write_output(
    reading: Reading, connection: duckdb.DuckDBPyConnection, index: int, report: Report
) -> tuple[Path, int, int]:
    """Write the rows of one output; return its file, its rows, and how many were there twice."""
    output = reading.source.outputs[index]
    path = reading.folder / f"{output.table}-{index}.parquet"
    stage = f"read_parquet({quoted(reading.stage)}, file_row_number=true)"
    twice = _find_twice(reading, connection, index, stage)
    if not path.exists():
        columns = ", ".join(
            f'{_column(index, name)} AS "{name}"' if name in output.columns else _lacking(output, name, reading)
            for name in TABLES[output.table]
        )  # fmt: skip
        beside = path.with_name(f".{path.name}")
        connection.execute(
            f"COPY (SELECT {columns} FROM {stage} WHERE _reason IS NULL AND _w{index} "
            f"{'AND file_row_number NOT IN (SELECT r FROM twice)' if twice else ''}) "
            f"TO {quoted(beside)} (FORMAT parquet, COMPRESSION zstd, {NO_ROW_GROUP})"
        )
        beside.rename(path)
    rows = connection.execute(f"SELECT count(*) FROM read_parquet({quoted(path)})").fetchone()[0]
    return path, rows, twice


def _lacking(output: Output, name: str, reading: Reading) -> str:
    if name == "source":
        return f"{quoted(reading.source.key)} AS source"
    if name == "file":
        return f"{quoted(reading.mark)} AS file"
    return f'NULL::{TABLES[output.table][name]} AS "{name}"'


def _find_twice(reading: Reading, connection, index: int, stage: str) -> int:
    """Fill `twice` with the rows to leave out: all but the first by `order` of each key.

    Keys are counted by their hash first, so that only the few repeated ones are sorted.
    """
    output = reading.source.outputs[index]
    connection.execute("CREATE OR REPLACE TEMP TABLE twice (r BIGINT)")
    if not output.key:
        return 0
    keys = ", ".join(_column(index, name) for name in output.key)
    good = f"_reason IS NULL AND _w{index}"
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE repeated AS "
        f"SELECT hash({keys}) AS h FROM {stage} WHERE {good} GROUP BY 1 HAVING count(*) > 1"
    )
    connection.execute(
        "INSERT INTO twice SELECT r FROM (SELECT file_row_number AS r, row_number() OVER "
        f"(PARTITION BY {keys} ORDER BY _o{index}, file_row_number DESC) AS n FROM {stage} "
        f"WHERE {good} AND hash({keys}) IN (SELECT h FROM repeated)) WHERE n > 1"
    )
    return connection.execute("SELECT count(*) FROM twice").fetchone()[0]


def _newest(reading: Reading, connection) -> str:
    """The last day that the rows speak of, never in the future."""
    found = connection.execute(
        f"SELECT max(_day) FROM read_parquet({quoted(reading.stage)}) "
        "WHERE _reason IS NULL AND _day <= ?",
        [reading.today],
    ).fetchone()[0]
    return found.isoformat() if found else ""
