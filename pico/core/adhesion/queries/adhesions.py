"""Adhesions as each side sees them, and what everybody may know of them."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.core.enti.terms import NETWORK_OF_PROVINCES, PROVINCES, EnteKind

from ..models import Adhesion
from ..permissions import is_administrator, is_upi_administrator
from ..terms import MEMBERS, TURN_OF_COUNTERPART, TURN_OF_ENTE, UNDER_WAY, AdhesionState, Service
from .offices import province_of, upi


def counterpart_of(ente: Ente) -> Ente | None:
    """Return with whom an ente joins: UPI for a Province, its Province for who lies there, else UPI."""
    if ente.kind == EnteKind.UPI:
        return None
    return province_of(ente) or upi()


def whose_turn(adhesion: Adhesion) -> Ente | None:
    """Return the ente that must act now, if any."""
    if adhesion.state in TURN_OF_ENTE:
        return adhesion.ente
    return adhesion.counterpart if adhesion.state in TURN_OF_COUNTERPART else None


def visible_adhesions(actor: Actor):
    """Return the adhesions of which the actor's ente is a side; UPI sees those of everybody."""
    rows = Adhesion.objects.select_related("ente__region", "counterpart")
    if not is_administrator(actor, None):
        return rows.none()
    if is_upi_administrator(actor, None):
        return rows
    return rows.filter(Q(ente=actor.ente_id) | Q(counterpart=actor.ente_id))


def joinable(actor: Actor):
    """Return the enti that could join through the ente acted for, each with its adhesion's state."""
    living = Ente.objects.filter(valid_to__isnull=True)
    if not is_administrator(actor, None):
        return living.none()
    if is_upi_administrator(actor, None):
        rows = living.filter(kind__in=PROVINCES)
    elif actor.territory and actor.ente_kind in PROVINCES:
        rows = living.filter(territory=actor.territory).exclude(kind__in=NETWORK_OF_PROVINCES)
    else:
        rows = living.none()
    mine = Adhesion.objects.filter(ente=OuterRef("pk"), counterpart=actor.ente_id)
    return rows.select_related("region").annotate(
        adhesion_id=Subquery(mine.values("pk")[:1]),
        adhesion_state=Coalesce(
            Subquery(mine.values("state")[:1]), Value(AdhesionState.NOT_JOINED.value)
        ),
        adhesion_since=Subquery(mine.values("state_since")[:1]),
    )


@dataclass(frozen=True, slots=True)
class ProvinceView:
    """A Province as the public sees it."""

    ente: Ente
    state: str
    services: tuple[str, ...]
    comuni: int

    @property
    def is_member(self) -> bool:
        return self.state in MEMBERS

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def standing(self) -> str:
        return "member" if self.is_member else "coming" if self.is_under_way else "out"

    @property
    def service_labels(self) -> list[str]:
        return [str(Service(key).label).split(" – ")[0] for key in self.services]


@dataclass(frozen=True, slots=True)
class Overview:
    """«Le Province aderenti»: the rows and the counters, all public."""

    rows: tuple[ProvinceView, ...]

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def members(self) -> int:
        return sum(row.is_member for row in self.rows)

    @property
    def coming(self) -> int:
        return sum(row.is_under_way for row in self.rows)

    @property
    def comuni(self) -> int:
        return sum(row.comuni for row in self.rows)

    @property
    def services(self) -> list[tuple[str, int]]:
        """How many Provinces work with each service."""
        counted = Counter(key for row in self.rows for key in row.services)
        return [(str(service.label), counted[service.value]) for service in Service]


def provinces_overview() -> Overview:
    """Return every living Province with its standing, in two queries."""
    of_upi = Adhesion.objects.filter(counterpart__kind=EnteKind.UPI)
    provinces = (
        Ente.objects.filter(kind__in=PROVINCES, valid_to__isnull=True)
        .select_related("region", "territory")
        .prefetch_related(Prefetch("adhesions", of_upi, to_attr="joined_with_upi"))
        .annotate(
            comuni=Count(
                "adhesions_received",
                filter=Q(
                    adhesions_received__state__in=MEMBERS,
                    adhesions_received__ente__kind=EnteKind.COMUNE,
                ),
            )
        )
        .order_by("name")
    )
    return Overview(tuple(province_view(ente) for ente in provinces))


def province_view(ente: Ente) -> ProvinceView:
    """Return what everybody may know: the services are told when they run."""
    adhesion = next(iter(ente.joined_with_upi), None)
    state = adhesion.state if adhesion else AdhesionState.NOT_JOINED
    services = tuple(adhesion.services) if state == AdhesionState.RUNNING else ()
    return ProvinceView(ente, state, services, ente.comuni)
