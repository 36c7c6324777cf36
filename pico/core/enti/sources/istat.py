"""ISTAT «Codici statistici delle unità amministrative»: the Comuni, today's and yesterday's codes."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pico.core.foundation.errors import Refusal
from pico.core.foundation.identifiers import (
    check_belfiore,
    check_istat_comune,
    check_istat_province,
)

from ..terms import CodeScheme, EnteKind
from .records import Record, Rejected, Run
from .tables import Table, read_table

# Columns by meaning: their order, capitals and notes change from year to year.
COLUMNS = {
    "region": ("Codice Regione", r"codice regione"),
    "province": ("Codice Provincia (Storico)", r"codice provincia storico( \d)?"),
    "code": (
        "Codice Comune formato alfanumerico",
        r"codice comune formato alfanumerico",
    ),
    "name": ("Denominazione in italiano", r"denominazione in italiano"),
    "other_name": ("Denominazione altra lingua", r"denominazione altra lingua"),
    "belfiore": ("Codice Catastale del Comune", r"codice catastale del comune"),
}
PAST = re.compile(r"codice comune numerico con \d+ province dal (?P<start>\d{4}) al (?P<end>\d{4})")
FILE_DATE = re.compile(r"(\d{2})_(\d{2})_(\d{4})")


@dataclass(slots=True)
class ComuniFile:
    """One issue of the list, with its day; `records` by codice catastale."""

    name: str
    day: date
    records: dict[str, Record] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)


def read_comuni(path: Path) -> ComuniFile:
    """Read one issue of the list; refuse it whole when a column or the date in its name is missing."""
    table = read_table(path)
    columns, past = _bind(table)
    issue = ComuniFile(path.name, _day_of(path))
    for line, row in table.records():
        cells = {meaning: row.get(header, "") for meaning, header in columns.items()}
        try:
            record = _record(cells, _history(row, cells["code"], past), line)
        except ValidationError as error:
            issue.rejected.append(Rejected(cells["name"], cells["code"], error.messages[0]))
            continue
        if record.keys[0][1] in issue.records:
            reason = _("Il codice catastale compare due volte nel file.")
            issue.rejected.append(Rejected(cells["name"], cells["belfiore"], reason))
            continue
        issue.records[record.keys[0][1]] = record
    return issue


def _bind(table: Table) -> tuple[dict[str, str], list[tuple[str, int, int]]]:
    columns = {
        meaning: next((h for h in table.headers if re.fullmatch(shape, h)), "")
        for meaning, (_said, shape) in COLUMNS.items()
    }
    missing = [COLUMNS[meaning][0] for meaning, header in columns.items() if not header]
    if missing:
        raise Refusal(
            _(
                "Il file %(name)s non è l'elenco ISTAT dei Comuni: mancano le colonne "
                "%(missing)s. Niente è cambiato."
            )
            % {"name": table.name, "missing": ", ".join(missing)},
            code="wrong_columns",
        )
    past = [
        (header, int(match["start"]), int(match["end"]))
        for header in table.headers
        if (match := PAST.fullmatch(header))
    ]
    return columns, sorted(past, key=lambda column: column[1])


def _day_of(path: Path) -> date:
    match = FILE_DATE.search(path.name)
    if not match:
        raise Refusal(
            _(
                "Il nome del file %(name)s deve dire la data dell'elenco, come in "
                "codici_statistici_01_01_2026.csv."
            )
            % {"name": path.name},
            code="file_without_date",
        )
    day, month, year = map(int, match.groups())
    return date(year, month, day)


def _record(cells: dict[str, str], runs: list[Run], line: int) -> Record:
    belfiore = check_belfiore(cells["belfiore"])
    code = check_istat_comune(cells["code"])
    check_istat_province(cells["province"])
    name = cells["name"]
    return Record(
        keys=(("belfiore", belfiore),),
        values={
            "kind": EnteKind.COMUNE,
            "short_name": name,
            "other_name": cells["other_name"],
            "istat_code": code,
            "belfiore": belfiore,
            "region_id": cells["region"].zfill(2),
            "territory_id": cells["province"].zfill(3),
            "valid_to": None,
        },
        fresh={"name": f"Comune di {name}"},
        codes=[(CodeScheme.ISTAT, run) for run in runs if run.value != code],
        territories=_merged([(r.value[:3], r.valid_from, r.valid_to) for r in runs]),
        line=line,
    )


def _history(row: dict[str, str], code: str, past) -> list[Run]:
    """The codes of a Comune through time, oldest first, equal neighbours made one."""
    spans = [
        (row[header].zfill(6), date(start, 1, 1), date(end, 12, 31))
        for header, start, end in past
        if row.get(header, "").strip("0")
    ]
    last = spans[-1][2] + timedelta(days=1) if spans else None
    spans.append((code.zfill(6), last, None))
    # Before the first column nothing is known: the first code counts since always.
    first = past[0][1] if past else None
    if spans[0][1] is not None and spans[0][1].year == first:
        spans[0] = (spans[0][0], None, spans[0][2])
    return _merged(spans)


def _merged(spans) -> list[Run]:
    runs: list[Run] = []
    for value, start, end in spans:
        if runs and runs[-1].value == value:
            runs[-1] = Run(value, runs[-1].valid_from, end)
        else:
            runs.append(Run(value, start, end))
    return runs
