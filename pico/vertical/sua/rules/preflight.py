"""Checks made before data leave for ANAC's platform: codes, amounts, dates of one record or of a stream.

No rows of ours are read here: what needs a list (CPV, ISTAT, NUTS, RUP) is asked of a function passed in.
Formats: SUA.md §4; check digits of the three CIG formats in `core.foundation.identifiers`.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError

from pico.core.foundation import identifiers as codes

from ..terms.procurement import SOA_CATEGORIES
from .check_columns import COLUMNS
from .findings import Finding

Known = Callable[[str], bool]
Issue = tuple[str, str]  # the code of the finding, and a more exact sentence or nothing
Check = Callable[[str, "Lists"], Issue | None]

REMEMBERED = 20_000  # answers kept by a checker: repeated codes are checked once, memory stays flat
LONGEST_CELL = 1_000_000
FLOAT_TAIL = re.compile(r"^(\d+)\.0+$")
PROVISIONAL = re.compile(r"CFAVCP-[0-9A-F]{7}")
NUTS = re.compile(r"IT[A-Z][0-9A-Z]{0,2}")
MANY = re.compile(r"[\s,;|]+")
ITALIAN_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
NAMES_OF_SOA = {code for code, _words in SOA_CATEGORIES} | {"FB", "FS", "AA", "999"}

AMOUNTS = ("lot_amount", "total_amount", "security")
DAYS = ("notice_on", "deadline_on")
TRUE = frozenset({"1", "1.0", "S", "SI", "SÌ", "TRUE", "VERO"})


def no_list(_code: str) -> bool:
    """A list that was not loaded refuses nothing."""
    return True


def nothing(_code: str) -> bool:
    return False


def no_register(_code: str) -> str:
    """A register of RUPs that was not given says nothing."""
    return "ACTIVE"


@dataclass(frozen=True, slots=True)
class Lists:
    """What only a list can say: is this code there? `rup_state` gives the state of a RUP, "" if unknown.

    `is_confirmed` tells a CIG that an administrator confirmed although its check fails.
    """

    has_cpv: Known = no_list
    has_istat: Known = no_list
    has_nuts: Known = no_list
    is_confirmed: Known = nothing
    rup_state: Callable[[str], str] = no_register


def plain(text: str) -> str:
    """Return a cell as a code: trimmed, and without the «.0» that spreadsheets and dumps append."""
    bare = text.strip()
    match = FLOAT_TAIL.match(bare)
    return match.group(1) if match else bare


def _said(error: ValidationError) -> str:
    return error.messages[0]


# One field ---------------------------------------------------------------------------------------


def check_cig(text: str, lists: Lists) -> Issue | None:
    code = codes.compact(text)
    if not code.strip("0"):
        return "cig_placeholder", ""
    try:
        codes.check_cig(code)
    except ValidationError as error:
        return ("cig_confirmed", "") if lists.is_confirmed(code) else ("cig_invalid", _said(error))
    return None


def check_cup(text: str, lists: Lists) -> Issue | None:
    """Check one CUP, or several in one cell."""
    for code in MANY.split(text.strip()):
        if codes.compact(code) == codes.CUP_PLACEHOLDER:
            return "cup_placeholder", ""
        try:
            codes.check_cup(code)
        except ValidationError as error:
            return "cup_invalid", _said(error)
    return None


def check_cui(text: str, lists: Lists) -> Issue | None:
    """Real data often lack the letter: a CUI is warned of, never refused."""
    if not text.strip().strip("0"):
        return "cui_placeholder", ""
    try:
        codes.check_cui(text)
    except ValidationError as error:
        return "cui_form", _said(error)
    return None


def check_ausa(text: str, lists: Lists) -> Issue | None:
    try:
        codes.check_ausa(plain(text))
    except ValidationError as error:
        return "ausa_invalid", _said(error)
    return None


def check_cpv(text: str, lists: Lists) -> Issue | None:
    """The list decides, on eight digits: the digit after the dash is not computed."""
    try:
        code = codes.check_cpv(plain(text))
    except ValidationError as error:
        return "cpv_invalid", _said(error)
    return None if lists.has_cpv(code[:8]) else ("cpv_unknown", "")


def check_istat(text: str, lists: Lists) -> Issue | None:
    try:
        code = codes.check_istat_comune(plain(text))
    except ValidationError as error:
        return "istat_invalid", _said(error)
    return None if lists.has_istat(code) else ("istat_unknown", "")


def check_nuts(text: str, lists: Lists) -> Issue | None:
    code = codes.compact(text)
    return None if NUTS.fullmatch(code) and lists.has_nuts(code) else ("nuts_unknown", "")


def check_soa(text: str, lists: Lists) -> Issue | None:
    return None if soa_of(text) else ("soa_unknown", "")


def soa_of(text: str) -> str:
    """Return a SOA category as the PCP writes it («OG 3» for «og3»); nothing for what is none."""
    bare = codes.compact(text).replace("_", "-")
    name = f"{bare[:2]} {bare[2:]}" if bare[:2] in ("OG", "OS") else bare
    return name if name in NAMES_OF_SOA else ""


def check_fiscal_code(text: str, lists: Lists) -> Issue | None:
    if PROVISIONAL.fullmatch(codes.compact(text)):
        return None
    try:
        codes.check_eleven_digits(text)
    except ValidationError as error:
        return "fiscal_code_invalid", _said(error)
    return None


def check_rup(text: str, lists: Lists) -> Issue | None:
    state = lists.rup_state(codes.compact(text))
    if not state:
        return "rup_unknown", ""
    return None if state == "ACTIVE" else ("rup_not_active", "")


CHECKS: Mapping[str, Check] = {
    "cig": check_cig,
    "other_cig": check_cig,
    "cup": check_cup,
    "cui": check_cui,
    "ausa": check_ausa,
    "cpv": check_cpv,
    "istat": check_istat,
    "nuts": check_nuts,
    "soa": check_soa,
    "fiscal_code": check_fiscal_code,
    "rup": check_rup,
}
# A CIG is rarely repeated: remembering it would only cost.
ONCE = frozenset({"cig", "other_cig"})


# Amounts and days --------------------------------------------------------------------------------


def amount_of(text: str) -> Decimal:
    """Return «1.234,56», «1234.5» or «€ 90000.0» as an amount; refuse the rest with InvalidOperation."""
    bare = text.replace("€", "").replace(" ", "").replace("\u00a0", "")
    if "," in bare:
        bare = bare.replace(".", "").replace(",", ".")
    number = Decimal(bare)
    if not number.is_finite():
        raise InvalidOperation
    return number


def day_of(text: str) -> date:
    """Return a day written 2026-12-31 (a time may follow) or 31/12/2026; refuse others with ValueError."""
    bare = text.strip()
    match = ITALIAN_DAY.fullmatch(bare)
    if match:
        day, month, year = map(int, match.groups())
        return date(year, month, day)
    return date.fromisoformat(bare[:10])


# A record, a stream ------------------------------------------------------------------------------


@dataclass(slots=True)
class Checker:
    """The checks that a heading asks for, compiled once for all its rows."""

    heading: Sequence[str]
    lists: Lists = field(default_factory=Lists)
    places: dict[str, list[int]] = field(init=False)
    _codes: list[tuple[int, str, Check, bool]] = field(init=False)
    _known: dict[tuple[str, str], Issue | None] = field(init=False)

    def __post_init__(self) -> None:
        self.places, self._codes, self._known = {}, [], {}
        for at, name in enumerate(self.heading):
            meant = COLUMNS.get(name.strip().lower().removeprefix("\ufeff"))
            if meant is None:
                continue
            self.places.setdefault(meant, []).append(at)
            if meant in CHECKS:
                self._codes.append((at, meant, CHECKS[meant], meant not in ONCE))

    @property
    def knows_anything(self) -> bool:
        """Some column is one that can be checked."""
        return bool(self._codes) or any(name in self.places for name in (*AMOUNTS, *DAYS))

    def cell(self, row: Sequence[str], name: str) -> str:
        """Return the first cell of a known column, empty where there is none."""
        at = self.places.get(name, (-1,))[0]
        return row[at].strip() if 0 <= at < len(row) else ""

    def findings(self, row: Sequence[str], number: int = 0) -> list[Finding]:
        """Return what is wrong in a row, the codes first; nothing where all is well."""
        if len(row) < len(self.heading):
            return [Finding(number, "row_short", "", "")]
        found = [
            Finding(number, issue[0], self.heading[at], row[at], issue[1])
            for at, meant, check, is_kept in self._codes
            if (issue := self._issue(meant, row[at], check, is_kept))
        ]
        found += self._amounts(row, number)
        found += self._days(row, number)
        if code := self._missing_cup(row):
            found.append(Finding(number, code, "CUP", self.cell(row, "cup")))
        return found

    def lacks_cup(self, row: Sequence[str]) -> bool:
        """The row has a CIG, should have a CUP and has none."""
        return bool(self._missing_cup(row)) and bool(self.cell(row, "cig"))

    def _issue(self, meant: str, text: str, check: Check, is_kept: bool) -> Issue | None:
        if not text or text.isspace():
            return ("cig_missing", "") if meant == "cig" else None
        if not is_kept:
            return check(text, self.lists)
        key = (meant, text)
        if key not in self._known:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[key] = check(text, self.lists)
        return self._known[key]

    def _amounts(self, row: Sequence[str], number: int) -> Iterator[Finding]:
        read: dict[str, Decimal] = {}
        for name in AMOUNTS:
            text = self.cell(row, name)
            if not text:
                continue
            column = self.heading[self.places[name][0]]
            try:
                read[name] = amount_of(text)
            except InvalidOperation:
                yield Finding(number, "amount_invalid", column, text)
                continue
            if read[name] < 0:
                yield Finding(number, "amount_negative", column, text)
            elif not read[name] and name != "security":
                yield Finding(number, "amount_zero", column, text)
        lot = read.get("lot_amount")
        if lot and read.get("total_amount") and lot > read["total_amount"]:
            yield Finding(number, "lot_over_total", "importo_lotto", str(lot))
        if lot and read.get("security", 0) > lot:
            yield Finding(number, "security_over_lot", "importo_sicurezza", str(read["security"]))

    def _days(self, row: Sequence[str], number: int) -> Iterator[Finding]:
        read: dict[str, date] = {}
        for name in DAYS:
            text = self.cell(row, name)
            if not text:
                continue
            try:
                read[name] = day_of(text)
            except ValueError:
                column = self.heading[self.places[name][0]]
                yield Finding(number, "date_invalid", column, text)
        if len(read) == len(DAYS) and read["deadline_on"] < read["notice_on"]:
            text = self.cell(row, "deadline_on")
            yield Finding(number, "deadline_before_notice", "data_scadenza_offerta", text)

    def _missing_cup(self, row: Sequence[str]) -> str:
        """A file without a column of CUPs says nothing about them."""
        if "cup" not in self.places:
            return ""
        given = self.cell(row, "cup")
        if given and codes.compact(given) != codes.CUP_PLACEHOLDER:
            return ""
        if self.cell(row, "pnrr").upper() in TRUE:
            return "cup_missing_pnrr"
        return "cup_missing" if self.cell(row, "kind").upper() == "LAVORI" else ""


def check_record(record: Mapping[str, str], lists: Lists | None = None) -> list[Finding]:
    """Check one record, given by the names of `COLUMNS`."""
    checker = Checker(tuple(record), lists or Lists())
    return checker.findings(tuple(str(value or "") for value in record.values()))


def delimiter_of(line: str) -> str:
    return max(";,\t|", key=line.count)


def read_rows(lines: Iterable[str], delimiter: str = ";") -> Iterator[list[str]]:
    """Read a CSV as a stream; its first row is the heading."""
    csv.field_size_limit(LONGEST_CELL)
    return csv.reader(lines, delimiter=delimiter)


Checked = tuple[int, list[str], list[Finding]]


def check_stream(lines: Iterable[str], lists: Lists) -> tuple[Checker, Iterator[Checked]]:
    """Check a CSV row by row, in constant memory: the checker, and each row with what was found in it.

    Refuses with ValueError a file without a heading that can be checked.
    """
    source = iter(lines)
    first = next(source, "")
    delimiter = delimiter_of(first)
    heading = next(read_rows([first], delimiter), [])
    checker = Checker(tuple(heading), lists)
    if not checker.knows_anything:
        raise ValueError("No known column.")
    return checker, _checked(read_rows(source, delimiter), checker)


def _checked(rows: Iterator[list[str]], checker: Checker) -> Iterator[Checked]:
    for number, row in enumerate(rows, 2):
        if row:
            yield number, row, checker.findings(row, number)
