"""Figures of the law on a day, with the period and the article they come from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pico.core.foundation.errors import Refusal
from pico.core.ui.formats import money, number_it

from ..models import Parameter
from ..terms.parameters import DECIMALS, ParameterUnit


@dataclass(frozen=True, slots=True)
class Found:
    """A value in force on a day, why, and until when.

    `value` is a Decimal for amounts and percentages, an int for counts and times, a list of dicts for
    tables by bands, None where the law sets no limit.
    """

    key: str
    label: str
    value: Any
    unit: str
    valid_from: date
    valid_to: date | None
    source: str
    url: str = ""
    note: str = ""


def in_force(on: date) -> QuerySet[Parameter]:
    """The parameters in force on a day, none of them replaced."""
    return Parameter.objects.in_force(on)


def values(on: date, keys: Iterable[str] | None = None) -> dict[str, Found]:
    """Every value in force on a day (those of `keys` only), by key, in one query."""
    rows = in_force(on) if keys is None else in_force(on).filter(key__in=[*keys])
    found = {row.key: found_of(row) for row in rows}
    return {key: _followed(one, found) for key, one in found.items()}


def value(key: str, on: date) -> Found:
    """The value of a key on a day; refuses where none is in force, saying who can enter it."""
    row = in_force(on).filter(key=key).first()
    if row is None:
        raise Refusal(
            _(
                "Il parametro di legge «%(key)s» non ha un valore al %(day)s: lo inserisce UPI in "
                "«Parametri di legge»."
            )
            % {"key": key, "day": f"{on:%d/%m/%Y}"},
            code="no_parameter",
        )
    if row.refers_to:
        return _followed(found_of(row), {row.refers_to: value(row.refers_to, on)})
    return found_of(row)


def band(table: Found, amount: Decimal) -> Mapping[str, Decimal]:
    """The row of a table by bands in which an amount falls: each band begins with its `from`."""
    rows = [
        {name: Decimal(text) for name, text in row.items()}
        for row in table.value
        if Decimal(row["from"]) <= amount
    ]
    return rows[-1]


def found_of(row: Parameter) -> Found:
    """A row as rules receive it."""
    said = row.value
    if row.unit in DECIMALS and isinstance(said, str) and not row.refers_to:
        said = Decimal(said)
    return Found(
        key=row.key, label=row.label, value=said, unit=row.unit, valid_from=row.valid_from,
        valid_to=row.valid_to, source=row.article, url=row.url, note=row.note,
    )  # fmt: skip


def _followed(one: Found, known: Mapping[str, Found]) -> Found:
    """A limit that refers to another key takes that key's value and period."""
    other = known.get(one.value) if isinstance(one.value, str) else None
    if other is None:
        return one
    return Found(
        key=one.key, label=one.label, value=other.value, unit=other.unit,
        valid_from=max(one.valid_from, other.valid_from), valid_to=other.valid_to,
        source=f"{one.source}; {other.source}", url=one.url or other.url, note=one.note,
    )  # fmt: skip


def listed() -> QuerySet[Parameter]:
    """Every period of every key that was not replaced: the list for everybody."""
    return Parameter.objects.filter(replaced_at=None)


def periods_of(key: str) -> QuerySet[Parameter]:
    """The periods of a key, newest first, with those that were corrected."""
    return (
        Parameter.objects.filter(key=key)
        .select_related("entered_by")
        .order_by("-valid_from", "-entered_at", "-pk")
    )


def said(figure) -> str:
    """A value in words: «216.000,00 €», «10 giorni», how many bands a table has."""
    value, unit = figure.value, figure.unit
    if unit == ParameterUnit.BANDS:
        return _("tabella di %(n)d fasce") % {"n": len(value)}
    if value is None:
        return _("nessun limite")
    if getattr(figure, "refers_to", ""):
        return _("come «%(key)s»") % {"key": value}
    if unit == ParameterUnit.EURO:
        return money(Decimal(value))
    if unit in (ParameterUnit.PERCENT, ParameterUnit.PER_MILLE):
        return f"{number_it(Decimal(value))} {ParameterUnit(unit).label}"
    if unit in (ParameterUnit.COUNT,):
        return number_it(value)
    return f"{number_it(value)} {ParameterUnit(unit).label}"
