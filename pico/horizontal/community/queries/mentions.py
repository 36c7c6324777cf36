"""Persons, enti and words that a text may name."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.core.people.models import Person
from pico.core.people.queries import working_today

from ..models import (
    Tag,
)


def tags_like(text: str) -> QuerySet[Tag]:
    return Tag.objects.filter(key__startswith=text)


def mentionable(text: str, actor: Actor) -> tuple[list[Person], list[Ente]]:
    """Persons and enti whose name goes on from these words: those who may be called."""
    if not actor.is_member or len(text) < 2:
        return [], []
    people = Person.objects.filter(pk__in=working_today().values("person"))
    for word in text.split()[:3]:
        people = people.filter(
            Q(first_name__istartswith=word)
            | Q(last_name__istartswith=word)
            | Q(username__istartswith=word)
        )
    enti = Ente.objects.filter(
        Q(search_key__startswith=text.lower()) | Q(ipa_code__iexact=text),
        valid_to=None,
        pk__in=working_today().values("ente"),
    )
    return list(people[:6]), list(enti[:4])


def main_enti(people: Iterable[Person]) -> dict[int, str]:
    """The name of the ente for which each works, for a list of persons."""
    rows = working_today().filter(person__in=[one.pk for one in people]).order_by("is_main")
    return dict(rows.values_list("person_id", "ente__name"))


def people_by_handle(handles: set[str]) -> dict[str, tuple[str, str]]:
    """Handle → (address kind and key, name) of the persons and enti written as «@user.name»."""
    found = {
        person.username.lower(): (f"/persone/{person.pk}/", str(person))
        for person in Person.objects.filter(username__in=handles)
    }
    for ente in Ente.objects.filter(ipa_code__in=handles, valid_to=None):
        found.setdefault(ente.ipa_code.lower(), (f"/enti/{ente.pk}/", ente.name))
    return found
