"""Indice PA (IPA), open data set «enti»: who is a public body, its codes, addresses and PEC."""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from pico.core.foundation.errors import Refusal
from pico.core.foundation.identifiers import check_eleven_digits, check_ipa_code
from pico.core.foundation.text import search_key

from ..terms import EnteKind
from .house import ipa_kinds
from .records import Record, Rejected
from .tables import read_table

REQUIRED = (
    "codice ipa",
    "denominazione ente",
    "codice fiscale ente",
    "codice categoria",
)
A_COMUNE = re.compile(r"(comune (di|de|dell|della|delle|dei|del)|roma capitale)\b.*")
MINISTRY = re.compile(r"ministero\b.*")
is_address = URLValidator(["http", "https"])
PREFECTURE = re.compile(r"(prefettura|ufficio territoriale del governo)\b.*")


@dataclass(slots=True)
class EntiFile:
    name: str
    records: list[Record] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    left_out: Counter = field(default_factory=Counter)


def read_enti(path: Path) -> EntiFile:
    """Read the data set as CSV, TSV or Excel; refuse it whole when a needed column is missing."""
    table = read_table(path)
    missing = [name for name in REQUIRED if name not in table.headers]
    if missing:
        raise Refusal(
            _(
                "Il file %(name)s non è l'elenco «enti» dell'Indice PA: mancano le colonne "
                "%(missing)s. Niente è cambiato."
            )
            % {
                "name": table.name,
                "missing": ", ".join(m.replace(" ", "_") for m in missing),
            },
            code="wrong_columns",
        )
    issue, kinds, seen = EntiFile(path.name), ipa_kinds(), set()
    for line, row in table.records():
        _take(issue, row, line, kinds, seen)
    return issue


def _take(issue: EntiFile, row, line: int, kinds, seen: set[str]) -> None:
    name, raw = row["denominazione ente"], row["codice ipa"]
    try:
        code = check_ipa_code(raw)
    except ValidationError as error:
        issue.rejected.append(Rejected(name, raw, error.messages[0]))
        return
    if code.casefold() in seen:
        reason = _("Il codice IPA compare due volte nel file.")
        issue.rejected.append(Rejected(name, code, reason))
        return
    seen.add(code.casefold())
    category = row["codice categoria"].upper()
    kind = _kind(name, code, row, kinds.get(category, ""))
    record = _record(row, code, name, kind, line)
    if given := row["codice fiscale ente"]:
        try:
            record.values["fiscal_code"] = check_eleven_digits(given.zfill(11))
        except ValidationError as error:
            # The rest of the row is good: only this code is left out.
            reason = f"{given}: {error.messages[0]}"
            issue.rejected.append(Rejected(name, code, reason))
    if kind and (fiscal_code := record.values.get("fiscal_code")):
        # Enti of several kinds may share a codice fiscale: alone it proves nothing.
        record.keys += (("kind_and_fiscal_code", f"{kind}:{fiscal_code}"),)
    issue.records.append(record)
    if not kind:
        issue.left_out[category] += 1


def _kind(name: str, code: str, row, kind: str) -> str:
    """Tell apart what IPA puts under one category («… e loro Consorzi e Associazioni»)."""
    folded = search_key(name)
    if kind == EnteKind.COMUNE:
        own = code.casefold() == f"c_{row.get('codice catastale comune', '').casefold()}"
        return kind if own or A_COMUNE.fullmatch(folded) else EnteKind.OTHER
    if kind == EnteKind.PROVINCE:
        if folded.startswith("libero consorzio"):
            return EnteKind.FREE_CONSORTIUM
        return kind if folded.startswith("provincia") else EnteKind.OTHER
    if kind == EnteKind.REGION:
        if folded.startswith("provincia autonoma"):
            return EnteKind.AUTONOMOUS_PROVINCE
        return kind if folded.startswith("regione ") else EnteKind.OTHER
    if kind == EnteKind.MINISTRY:
        if MINISTRY.fullmatch(folded):
            return kind
        return EnteKind.PREFECTURE if PREFECTURE.fullmatch(folded) else EnteKind.OTHER
    return kind


def _record(row, code: str, name: str, kind: str, line: int) -> Record:
    keys = [("ipa_code", code)]
    if kind == EnteKind.COMUNE:
        keys.append(("belfiore", row.get("codice catastale comune", "").upper()))
    if kind:
        keys.append(("kind_and_name", f"{kind}:{search_key(name)}"))
    website = _website(row.get("sito istituzionale", ""))
    pec, email = _mails(row)
    return Record(
        keys=tuple(pair for pair in keys if pair[1]),
        values={
            "ipa_code": code,
            "name": name,
            "acronym": row.get("acronimo", "")[:40],
            "address": row.get("indirizzo", "")[:250],
            "postcode": _postcode(row.get("cap", "")),
            "pec": pec,
            "email": email,
            "website": website,
            "legal_representative": _representative(row),
        },
        fresh={
            "kind": kind,
            "short_name": name[:120],
            "mail_domain": (urlsplit(website).hostname or "").removeprefix("www."),
            # Where it sits; the import turns it into territory and Regione.
            "seat_istat_code": row.get("codice comune istat", ""),
        },
        line=line,
    )


def _mails(row) -> tuple[list[str], str]:
    """The PEC addresses, and the first ordinary one."""
    pec, ordinary = [], ""
    for number in range(1, 6):
        mail = row.get(f"mail{number}", "").lower()
        try:
            validate_email(mail)
        except ValidationError:
            continue
        if row.get(f"tipo mail{number}", "").lower() == "pec":
            pec.append(mail)
        else:
            ordinary = ordinary or mail
    return pec, ordinary


def _website(text: str) -> str:
    address = text if "://" in text else f"https://{text}"
    try:
        is_address(address)
    except ValidationError:
        return ""
    return address if len(address) <= 200 else ""


def _postcode(text: str) -> str:
    digits = text.zfill(5) if text.isdigit() else ""
    return digits if len(digits) == 5 else ""


def _representative(row) -> str:
    names = [row.get(f"{part} responsabile", "") for part in ("titolo", "nome", "cognome")]
    return " ".join(part for part in names if part)[:160]
