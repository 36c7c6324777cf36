"""Requests that wait for a decision, and whose turn it is."""

from datetime import date

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce

from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.enti.terms import PROVINCES
from pico.core.foundation.calendar import add_working_days
from pico.core.people.models import Membership
from pico.core.people.terms import MembershipState, PersonState

from ..models import Registration
from ..permissions import is_administrator, is_upi_administrator
from ..terms import ESCALATE_AFTER, PERSONAL_DOMAINS, Level, RegistrationState
from .offices import OF_THE_NETWORK, administering


def pending(*, today: date):
    """Return the pending memberships, each with `turn`: the level that decides now.

    A level without administrators is skipped at once; UPI is the last resort.
    """
    of_ente = administering(today).filter(ente=OuterRef("ente"))
    of_province = administering(today).filter(
        roles__role=Role.PROVINCE_ADMIN,
        ente__kind__in=PROVINCES,
        ente__territory=OuterRef("ente__territory"),
    )
    below_upi = Q(asked__lt=Level.UPI) & ~Q(ente__kind__in=OF_THE_NETWORK)
    return (
        Membership.objects.filter(state=MembershipState.PENDING, person__state=PersonState.ACTIVE)
        .select_related("person", "ente__territory", "application")
        .annotate(asked=Coalesce(F("application__level"), Value(int(Level.ENTE))))
        .annotate(
            turn=Case(
                When(Exists(of_ente), asked=Level.ENTE, then=Value(int(Level.ENTE))),
                When(below_upi & Exists(of_province), then=Value(int(Level.PROVINCE))),
                default=Value(int(Level.UPI)),
                output_field=IntegerField(),
            )
        )
    )


def visible_requests(actor: Actor, *, today: date):
    """Return the pending memberships that the actor may decide: never his own."""
    rows = pending(today=today)
    if not is_administrator(actor, None):
        return rows.none()
    mine = Q(ente=actor.ente_id)
    if actor.territory and Role.PROVINCE_ADMIN in actor.roles:
        mine |= Q(turn__gte=Level.PROVINCE, ente__territory=actor.territory) & ~Q(
            ente__kind__in=OF_THE_NETWORK
        )
    if is_upi_administrator(actor, None):
        mine |= Q(turn=Level.UPI)
    return rows.filter(mine).exclude(person=actor.person_id).order_by("requested_at", "pk")


def decided_requests(actor: Actor):
    """Return what became of the requests that the actor could have decided, newest first."""
    rows = Membership.objects.filter(application__isnull=False, decided_at__isnull=False)
    if not is_administrator(actor, None):
        return rows.none()
    if not is_upi_administrator(actor, None):
        mine = Q(ente=actor.ente_id)
        if actor.territory and Role.PROVINCE_ADMIN in actor.roles:
            mine |= Q(ente__territory=actor.territory) & ~Q(ente__kind__in=OF_THE_NETWORK)
        rows = rows.filter(mine)
    return rows.select_related("person", "application__decided_by").order_by("-decided_at")


def registrations_without_ente(actor: Actor):
    """Return the persons whose ente nobody found yet, for UPI."""
    rows = Registration.objects.filter(state=RegistrationState.ENTE_UNKNOWN)
    if not is_upi_administrator(actor, None):
        return rows.none()
    return rows.select_related("person").order_by("confirmed_at")


def waiting_count(actor: Actor, *, today: date) -> int:
    """Return how many requests wait for the actor."""
    if not is_administrator(actor, None):
        return 0
    return visible_requests(actor, today=today).count()


def term_of(membership: Membership) -> date:
    """Return the day by which a request goes to the next level."""
    application = getattr(membership, "application", None)
    since = application.level_since if application else membership.requested_at
    return add_working_days(since.date(), ESCALATE_AFTER)


def is_of_the_mail_domain(email: str, domain: str) -> bool | None:
    """Say whether an address belongs to a domain or below it; None when the ente has no domain."""
    host = email.rpartition("@")[2].lower()
    domain = domain.strip().lower().removeprefix("@").removeprefix("www.")
    if not domain:
        return None
    return host == domain or host.endswith(f".{domain}")


def is_personal_mailbox(email: str) -> bool:
    return email.rpartition("@")[2].lower() in PERSONAL_DOMAINS
