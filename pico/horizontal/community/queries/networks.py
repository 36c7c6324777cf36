"""Thematic networks, who is in them, when they meet, what is new in them."""

from datetime import datetime

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.http import Http404

from pico.core.access.actor import Actor
from pico.core.people.models import Person
from pico.core.people.queries import visible_people, working_today
from pico.core.search.models import SearchEntry

from ..models import Folder, Meeting, Network, NetworkPlace
from ..permissions import CommunityPermission
from ..terms import NetworkRole, PlaceState

RANK = {role: place for place, role in enumerate(NetworkRole)}
LEAST_LETTERS = 2
OPEN = (PlaceState.REQUESTED, PlaceState.INVITED, PlaceState.ACTIVE)


def visible_networks(actor: Actor) -> QuerySet[Network]:
    """The networks whose sheet the actor may read, with how many are in each; invited ones too."""
    invited = NetworkPlace.objects.filter(person=actor.person_id or 0, state=PlaceState.INVITED)
    seen = Network.objects.visible_to(actor) | Network.objects.filter(
        pk__in=invited.values("network")
    )
    if actor.can(CommunityPermission.OPEN_NETWORK):
        seen |= Network.objects.filter(owner_id=actor.ente_id)
    active = Count("places", filter=Q(places__state=PlaceState.ACTIVE), distinct=True)
    return (
        Network.objects.filter(pk__in=seen.values("pk"))
        .select_related("circle", "owner", "letter_by")
        .annotate(people=active)
        .order_by("circle__name")
    )


def network_to_open(actor: Actor, **key) -> Network:
    """A network by its slug, or by its key; 404 for one whose sheet the actor may not read."""
    found = visible_networks(actor).filter(**key).first()
    if found is None:
        raise Http404
    return found


def own_place(network: Network, actor: Actor) -> NetworkPlace | None:
    if not actor.is_known:
        return None
    return network.places.filter(person=actor.person_id, state__in=OPEN).first()


def roster(network: Network) -> QuerySet[NetworkPlace]:
    """Who is in it, in the order of the roles. Who may read it is asked by the caller."""
    rank = Case(*(When(role=role, then=Value(place)) for role, place in RANK.items()))
    return (
        network.places.filter(state=PlaceState.ACTIVE)
        .select_related("person", "ente")
        .annotate(rank=rank)
        .order_by("rank", "person__last_name", "person__first_name", "pk")
    )


def animators(network: Network) -> QuerySet[NetworkPlace]:
    """Whom to ask: shown to everybody who reads the sheet and has signed in."""
    return roster(network).filter(role=NetworkRole.ANIMATOR)


def requests(network: Network) -> QuerySet[NetworkPlace]:
    waiting = network.places.filter(state__in=(PlaceState.REQUESTED, PlaceState.INVITED))
    return waiting.select_related("person", "ente").order_by("asked_at")


def place_to_change(pk: int, network: Network) -> NetworkPlace:
    found = network.places.filter(pk=pk, state__in=OPEN).select_related("person", "network").first()
    if found is None:
        raise Http404
    return found


def people_to_invite(network: Network) -> QuerySet[Person]:
    """Who works somewhere today and has no place in the network."""
    there = network.places.filter(state__in=OPEN)
    return Person.objects.filter(pk__in=working_today().values("person")).exclude(
        pk__in=there.values("person")
    )


def search_people(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Keep the persons whose names begin with each word."""
    for word in text.split():
        people = people.filter(
            Q(first_name__istartswith=word)
            | Q(last_name__istartswith=word)
            | Q(last_name__icontains=f"-{word}")
        )
    return people.order_by("last_name", "first_name", "pk")


def candidates(text: str, actor: Actor) -> QuerySet[Person]:
    """Whom an animator may mean by what he types, among the persons he may know of."""
    if len(text) < LEAST_LETTERS:
        return Person.objects.none()
    working = visible_people(actor).filter(pk__in=working_today().values("person"))
    return search_people(working, text)


def meetings(network: Network) -> QuerySet[Meeting]:
    return network.meetings.select_related("minutes__file", "network__circle")


def coming(network: Network, now: datetime) -> QuerySet[Meeting]:
    return meetings(network).filter(ends_at__gte=now, is_cancelled=False).order_by("starts_at")


def past(network: Network, now: datetime) -> QuerySet[Meeting]:
    return meetings(network).filter(ends_at__lt=now).order_by("-starts_at")


def folders(network: Network, actor: Actor) -> QuerySet[Folder]:
    """The first folders of the network."""
    found = Folder.objects.visible_to(actor).filter(circle=network.circle_id, parent__isnull=True)
    return found.order_by("name_key")


def news(network: Network, actor: Actor) -> QuerySet[SearchEntry]:
    """What is shared in the network, whatever part of the platform it comes from, newest first."""
    found = SearchEntry.objects.filter(scope=network.key, scope__in=actor.scopes)
    return found.defer("body").order_by("-at", "-pk")


def my_networks(actor: Actor) -> QuerySet[Network]:
    mine = NetworkPlace.objects.filter(person=actor.person_id or 0, state=PlaceState.ACTIVE)
    return Network.objects.filter(pk__in=mine.values("network")).select_related("circle")
