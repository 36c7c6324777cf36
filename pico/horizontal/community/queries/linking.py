"""What a discussion or a network points to, as far as the actor may see it."""

from dataclasses import dataclass

from pico.core.access.actor import Actor
from pico.core.enti.models import Space
from pico.core.search import queries as search
from pico.core.search.queries import Hit

from ..models import Discussion, Link, Network


@dataclass(frozen=True, slots=True)
class Linked:
    """A link with what the reader may be shown of its object."""

    key: int
    hit: Hit


def links_of(whole: Discussion | Network):
    return Link.objects.filter(**start_of(whole))


def start_of(whole: Discussion | Network) -> dict[str, Discussion | Network]:
    """The field of a link that holds where it starts."""
    return {"network" if isinstance(whole, Network) else "discussion": whole}


def linked_to(whole: Discussion | Network, actor: Actor, space: Space) -> list[Linked]:
    """The objects that the actor may read, in the order in which they were linked."""
    links = list(links_of(whole))
    found = search.cards([one.subject for one in links], actor=actor, space=space)
    return [Linked(one.pk, found[one.subject]) for one in links if one.subject in found]
