"""Who administers what today: the building blocks of every other query."""

from datetime import date

from django.db.models import Exists, OuterRef

from pico.core.access.terms import ADMINISTRATORS, Role
from pico.core.enti.models import Ente
from pico.core.enti.terms import NETWORK_OF_PROVINCES, PROVINCES, EnteKind
from pico.core.people.actors import working_today
from pico.core.people.models import Membership, MembershipRole, Person

from ..terms import Level

OF_THE_NETWORK = tuple(str(kind) for kind in NETWORK_OF_PROVINCES)


def administering(today: date):
    """Return the memberships that administer their ente today."""
    roles = MembershipRole.objects.filter(membership=OuterRef("pk"), role__in=ADMINISTRATORS)
    return working_today(today).filter(Exists(roles))


def administrators(ente: Ente, *, today: date):
    """Return the persons who administer an ente today."""
    return Person.objects.filter(memberships__in=administering(today).filter(ente=ente)).distinct()


def province_of(ente: Ente) -> Ente | None:
    """Return the Province in whose territory an ente lies; none for the network of the Provinces."""
    if ente.kind in NETWORK_OF_PROVINCES or not ente.territory_id:
        return None
    return Ente.objects.filter(
        kind__in=PROVINCES, territory=ente.territory_id, valid_to__isnull=True
    ).first()


def upi() -> Ente | None:
    return Ente.objects.filter(kind=EnteKind.UPI).first()


def office_of(ente: Ente, level: int) -> Ente | None:
    """Return the ente that decides at a level for another."""
    if level == Level.ENTE:
        return ente
    return province_of(ente) if level == Level.PROVINCE else upi()


def deciders(ente: Ente, level: int, *, today: date):
    """Return the persons who decide at a level about requests of an ente."""
    office = office_of(ente, level)
    found = administering(today).filter(ente=office) if office else Membership.objects.none()
    if level == Level.PROVINCE:
        found = found.filter(roles__role=Role.PROVINCE_ADMIN)
    elif level == Level.UPI:
        found = found.filter(roles__role=Role.UPI_ADMIN)
    return Person.objects.filter(memberships__in=found).distinct()
