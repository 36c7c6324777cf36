"""The word of a stored choice, found without reading the others.

`get_…_display` of Django makes a dictionary of every word of the field at each call, and hashes them,
which translates them all: on a page of twenty rows that is hundreds of translations for nothing.
"""

from functools import cache
from typing import Any

from django.db.models import Field, Model
from django.utils.encoding import force_str
from django.utils.hashable import make_hashable

_as_django_does = Model._get_FIELD_display  # type: ignore[attr-defined]


def word_of(instance: Model, field: Field) -> str:
    """What `get_…_display` returns; choices that are made anew each time are asked of Django."""
    if not isinstance(field.choices, list):
        return _as_django_does(instance, field)
    value = getattr(instance, field.attname)
    return force_str(_words(field).get(make_hashable(value), value), strings_only=True)


@cache
def _words(field: Field) -> dict[Any, Any]:
    """Words stay lazy: each is said in the language of who reads."""
    return {make_hashable(value): word for value, word in field.flatchoices}


def teach() -> None:
    """Give every model this way of saying its choices."""
    Model._get_FIELD_display = word_of  # type: ignore[attr-defined]
