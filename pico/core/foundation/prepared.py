"""Queries that are asked at every request: written once by the ORM, then asked with other values.

Building and compiling a query with many conditions costs the ORM more than the database takes to
answer it. Only its words are kept: the values, and so the rights, are new each time.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

Value = int | str | date | tuple[str, ...] | tuple[int, ...]

_FIRST_NUMBER = -2_000_000_001
_FIRST_DAY = date(1, 1, 2)


class Prepared:
    """`build` makes the query from values given by name: whole numbers, words, days, tuples of them.

    It must use each of them as it is, and decide nothing by what they are worth: one that is None,
    False or an empty word makes a query of its own. A tuple stands after `IN`: its last value is
    repeated until there are 1, 2, 4, 8… of them, so that few queries are written.
    """

    def __init__(self, build: Callable[..., QuerySet]) -> None:
        self._build = build
        self._written: dict[tuple, _Written | None] = {}

    def tuples(self, **values: Any) -> list[tuple]:
        """Ask, and return the rows of a `values_list`."""
        values = {name: _lengthened(value) for name, value in values.items()}
        written = self._for(values)
        return [tuple(row) for row in written.rows(values)] if written else []

    def objects(self, **values: Any) -> list:
        """Ask, and return the objects, with what `select_related` and `annotate` add to them."""
        values = {name: _lengthened(value) for name, value in values.items()}
        written = self._for(values)
        return list(written.objects(values)) if written else []

    def answer(self, **values: Any) -> "Answer":
        """Ask, and return the rows as the database gave them: objects are made of them later."""
        values = {name: _lengthened(value) for name, value in values.items()}
        written = self._for(values)
        return Answer(written, tuple(map(tuple, written.found(values))) if written else ())

    def _for(self, values: dict[str, Any]) -> "_Written | None":
        shape = (connections[DEFAULT_DB_ALIAS].vendor, *map(_shape, values.values()))
        if shape not in self._written:
            self._written[shape] = _write(self._build, values)
        return self._written[shape]


def _lengthened(value: Any) -> Any:
    if not isinstance(value, tuple) or len(value) < 3:
        return value
    return value + value[-1:] * ((1 << (len(value) - 1).bit_length()) - len(value))


def _shape(value: Any) -> Any:
    """What the words of the query depend on: not the value, but whether there is one, and how many."""
    if isinstance(value, tuple):
        return (type(value[0]), len(value)) if value else ()
    return type(value) if value or (isinstance(value, int) and value is not False) else value


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows that were read, and may be kept: whoever asks for the objects gets his own."""

    _written: "_Written | None"
    _rows: tuple[tuple, ...]

    def objects(self) -> list:
        return list(self._written.objects_of(self._rows)) if self._written else []


def hold(instance: Model, relation: str, objects: list) -> None:
    """Give an object those of a relation to many that were read already, as `prefetch_related` does."""
    rows = getattr(instance, relation).all()
    rows._result_cache = objects
    instance.__dict__.setdefault("_prefetched_objects_cache", {})[relation] = rows


class _Written:
    """The words of a query, which of its parameters is which value, and what is made of a row."""

    def __init__(self, queryset: QuerySet, places: dict[Any, tuple[str, int | None]]) -> None:
        self._compiler = compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        self._sql, params = compiler.as_sql()
        self._params = [(param, places.get(_key(param))) for param in params]
        chosen = [column[0] for column in compiler.select[: compiler.col_count]]
        self._converters = compiler.get_converters(chosen)
        self._drawn = _Drawn(compiler) if compiler.klass_info else None

    def rows(self, values: dict[str, Any]) -> Iterable:
        return self._converted(self.found(values))

    def found(self, values: dict[str, Any]) -> list[tuple]:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(self._sql, [self._worth(*one, values) for one in self._params])
            return cursor.fetchall()

    def _converted(self, found: Iterable[tuple]) -> Iterable:
        if not self._converters:
            return found
        return self._compiler.apply_converters(found, self._converters)

    def _worth(self, param: Any, place: tuple[str, int | None] | None, values: dict) -> Any:
        if place is None:
            return param
        name, index = place
        value = values[name] if index is None else values[name][index]
        if isinstance(value, date):
            return connections[DEFAULT_DB_ALIAS].ops.adapt_datefield_value(value)
        return type(param)(value)

    def objects(self, values: dict[str, Any]) -> Iterator:
        return self.objects_of(self.found(values))

    def objects_of(self, found: Iterable[tuple]) -> Iterator:
        if self._drawn is None:
            raise TypeError("These rows are values, not objects: ask for `tuples`.")
        return map(self._drawn.from_row, self._converted(found))


class _Drawn:
    """An object made of a row, as `ModelIterable` does."""

    def __init__(self, compiler: Any) -> None:
        columns = compiler.klass_info["select_fields"]
        self._model = compiler.klass_info["model"]
        self._place = slice(columns[0], columns[-1] + 1)
        self._names = [one[0].target.attname for one in compiler.select[self._place]]
        self._related = get_related_populators(  # type: ignore[call-arg]  # the stubs are of a later Django
            compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS
        )
        self._added = list((compiler.annotation_col_map or {}).items())

    def from_row(self, row: Sequence) -> Any:
        found = self._model.from_db(DEFAULT_DB_ALIAS, self._names, row[self._place])
        for populator in self._related:
            populator.populate(row, found)
        for name, place in self._added:
            setattr(found, name, row[place])
        return found


def _write(build: Callable[..., QuerySet], values: dict[str, Any]) -> _Written | None:
    """Build the query with a mark in the place of each value, and remember where the marks ended."""
    marks: dict[str, Any] = {}
    places: dict[Any, tuple[str, int | None]] = {}
    for number, (name, value) in enumerate(values.items()):
        if isinstance(value, tuple):
            marks[name] = tuple(_mark_in(number, index, one) for index, one in enumerate(value))
            places |= {mark: (name, index) for index, mark in enumerate(marks[name])}
        else:
            marks[name] = _mark(number, value)
            if marks[name] is not value:
                places[_key(marks[name])] = (name, None)
    try:
        return _Written(build(**marks), places)
    except EmptyResultSet:
        return None


def _mark(number: int, value: Any) -> Any:
    if isinstance(value, bool) or value in (None, ""):
        return value
    if isinstance(value, date):
        return _FIRST_DAY + timedelta(days=number)
    return _FIRST_NUMBER - number if isinstance(value, int) else f"\x01{number}"


def _mark_in(number: int, index: int, value: Any) -> Any:
    if isinstance(value, int):
        return _FIRST_NUMBER - 1000 * (number + 1) - index
    return f"\x01{number}.{index}"


def _key(param: Any) -> Any:
    """A parameter as the marks are known by: SQLite writes days as words."""
    return param.isoformat() if isinstance(param, date) else param
