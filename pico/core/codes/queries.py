"""Looking a code up, by its digits or by words of its description."""

from datetime import date

from django.db.models import Q, QuerySet

from pico.core.foundation.text import search_key

from .models import Code
from .terms import SUGGESTIONS, CodeList


def in_force(code_list: CodeList, today: date) -> QuerySet[Code]:
    """The codes of a list that are in force on a day."""
    since = Q(valid_from__isnull=True) | Q(valid_from__lte=today)
    until = Q(valid_to__isnull=True) | Q(valid_to__gt=today)
    return Code.objects.filter(since, until, list=code_list)


def suggest(code_list: CodeList, text: str, today: date) -> list[Code]:
    """At most ten codes for what is being typed: the general ones, that end in zeros, first."""
    words = search_key(text).split()
    if not words or len("".join(words)) < 2:
        return []
    found = in_force(code_list, today)
    for word in words:
        found = found.filter(search_key__contains=word)
    if words[0].isdigit():
        found = found.filter(code__startswith=words[0])
    return sorted(found[:200], key=lambda one: (-_zeros(one.code), one.code))[:SUGGESTIONS]


def _zeros(code: str) -> int:
    return len(code) - len(code.rstrip("0"))


def named(code_list: CodeList, code: str) -> Code | None:
    """A code of a list, in force or not."""
    return Code.objects.filter(list=code_list, code=code).first()


def is_loaded(code_list: CodeList) -> bool:
    return Code.objects.filter(list=code_list).exists()
