"""Files of code lists as they are published."""

import json
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from pico.core.foundation.errors import Refusal

LANGUAGE = "it"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list; days are None where the list does not say."""

    code: str
    label: str
    valid_from: date | None = None
    valid_to: date | None = None


def read(content: bytes) -> list[Row]:
    """Read a «tipologica» of ANAC: a JSON list of `codice`, `descrizione`, `dataInizio`, `dataFine`.

    Refuses what is not one, saying at which entry.
    """
    try:
        entries = json.loads(content)
    except ValueError:
        entries = None
    if not isinstance(entries, list) or not entries:
        raise Refusal(
            _("Il file non è un elenco di codici: serve il JSON di una tipologica ANAC."),
            code="not_a_list",
        )
    return [_row(number, entry) for number, entry in enumerate(entries, 1)]


def _row(number: int, entry) -> Row:
    try:
        label = entry["descrizione"]
        said = label[LANGUAGE] if isinstance(label, dict) else label
        return Row(
            code=str(entry["codice"]).strip()[:20],
            label=" ".join(str(said).split())[:500],
            valid_from=_day(entry.get("dataInizio")),
            valid_to=_day(entry.get("dataFine")),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refusal(
            _("La voce n. %(number)d non ha codice e descrizione: il file non è stato caricato.")
            % {"number": number},
            code="wrong_entry",
        ) from error


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None
