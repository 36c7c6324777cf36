"""Who is in the directory, for whom."""

from django.db.models import Q, QuerySet

from pico.core.access.actor import Actor
from pico.core.people.models import Membership
from pico.core.people.terms import WORKING, FieldVisibility, PersonState


def listed_places(actor: Actor) -> QuerySet[Membership]:
    """The places of who chose to be found by everybody, and of one's own colleagues."""
    everybody = Q(person__visibility__directory=FieldVisibility.EVERYONE)
    return Membership.objects.filter(
        everybody | Q(ente_id=actor.ente_id),
        state__in=WORKING,
        person__state=PersonState.ACTIVE,
    ).select_related("person", "ente__region")
