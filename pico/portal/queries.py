"""What the home pages show."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from pico.core.enti.models import Ente, Space
from pico.core.enti.terms import PROVINCES, EnteKind, SpaceKind, SpaceState
from pico.core.people.models import Membership, Person
from pico.core.people.terms import WORKING
from pico.core.testing import cast


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the public home."""

    number: int
    label: str


def figures(space: Space) -> list[Figure]:
    """Three numbers of the space's own territory, in two queries."""
    enti = Ente.objects.filter(valid_to__isnull=True)
    people = Membership.objects.filter(state__in=WORKING)
    if space.kind == SpaceKind.REGIONAL:
        enti = enti.filter(region_id=space.ente.region_id)
        people = people.filter(ente__region_id=space.ente.region_id)
    if space.kind == SpaceKind.PROVINCIAL:
        enti = enti.filter(territory_id=space.ente.territory_id)
        people = people.filter(ente__territory_id=space.ente.territory_id)
    counted = enti.aggregate(
        provinces=Count("pk", filter=Q(kind__in=PROVINCES)),
        comuni=Count("pk", filter=Q(kind=EnteKind.COMUNE)),
    )
    shown = [
        Figure(counted["provinces"], _("Province")),
        Figure(counted["comuni"], _("Comuni")),
        Figure(people.values("person").distinct().count(), _("utenti iscritti")),
    ]
    return shown[1:] if space.kind == SpaceKind.PROVINCIAL else shown


def spaces_below(space: Space):
    """The spaces a visitor may go down to: all of them from UPI nazionale, by region."""
    spaces = (
        Space.objects.exclude(pk=space.pk)
        .filter(state=SpaceState.PUBLISHED)
        .select_related("ente__region")
        .order_by("ente__region__name", "-kind", "name")
    )
    if space.kind == SpaceKind.REGIONAL:
        return spaces.filter(parent=space)
    return spaces if space.kind == SpaceKind.NATIONAL else spaces.none()


def cast_groups() -> list[tuple[str, list[dict]]]:
    """The cast by ente, with role labels, for the demo's page."""
    names = dict(
        Person.objects.filter(username__in=[p.username for p in cast.CAST])
        .order_by("memberships__pk")
        .values_list("username", "memberships__ente__name")
    )
    rows = [
        {
            "part": part,
            "ente": names[part.username],
            "roles": [role.label for role in part.roles] or [_("in attesa di approvazione")],
        }
        for part in cast.CAST
        if part.username in names
    ]
    return [(ente, list(group)) for ente, group in groupby(rows, key=lambda row: row["ente"])]


def home_of(person: Person) -> str:
    """The address of the desk in the space nearest to the person's main ente."""
    membership = person.memberships.select_related("ente").order_by("-is_main", "pk").first()
    if membership is None:
        return "/"
    ente = membership.ente
    space = (
        Space.objects.filter(Q(ente=ente) | Q(ente__territory=ente.territory_id) & ~Q(slug=""))
        .filter(Q(ente=ente) | Q(kind=SpaceKind.PROVINCIAL))
        .first()
    )
    return f"{space.prefix if space else ''}/scrivania/"
