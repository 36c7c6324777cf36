"""Who is in the directory, for whom, and what of each is shown."""

from django.db.models import Q, QuerySet

from pico.core.access.actor import Actor
from pico.core.people.models import Membership
from pico.core.people.queries import may_see_field, working_today
from pico.core.people.terms import FieldVisibility, PersonState, ProfileField


def listed_places(actor: Actor) -> QuerySet[Membership]:
    """The places of who chose to be found by everybody, and of one's own colleagues."""
    everybody = Q(person__visibility__directory=FieldVisibility.EVERYONE)
    has_not_chosen = ~Q(person__visibility__has_key=ProfileField.DIRECTORY.value)
    for_colleagues = has_not_chosen | Q(person__visibility__directory=FieldVisibility.ENTE)
    colleagues = Q(ente_id=actor.ente_id) & for_colleagues
    mine = Q(person_id=actor.person_id)
    return (
        working_today()
        .filter(everybody | colleagues | mine, person__state=PersonState.ACTIVE)
        .select_related("person", "ente__region")
    )


def may_be_seen(field: ProfileField, actor: Actor) -> Q:
    """Keep the places whose field of the profile the actor sees: a search must not tell the others.

    The same rule as `may_see_field`, for the database; fields that are open unless closed.
    """
    choice = f"person__visibility__{field.value}"
    has_not_chosen = ~Q(person__visibility__has_key=field.value)
    for_colleagues = Q(**{choice: FieldVisibility.ENTE}, ente_id=actor.ente_id)
    is_mine = Q(person_id=actor.person_id)
    return has_not_chosen | Q(**{choice: FieldVisibility.EVERYONE}) | for_colleagues | is_mine


def shown_skills(place: Membership, actor: Actor) -> str:
    is_shown = may_see_field(place.person, ProfileField.SKILLS, actor, (place.ente_id,))
    return ", ".join(place.person.skills) if is_shown else ""


def shown_areas(place: Membership, actor: Actor) -> str:
    is_shown = may_see_field(place.person, ProfileField.AREAS, actor, (place.ente_id,))
    return ", ".join(str(label) for label in place.area_labels) if is_shown else ""
