"""RUPs, contracts and files for the tests of their pages."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from pico.core.access.actor import SYSTEM
from pico.core.enti.models import Ente
from pico.core.people.models import Person
from pico.core.testing import factories as house
from pico.vertical.sua.models import Contract, RupProfile, RupSkill, RupTraining
from pico.vertical.sua.terms.procurement import ContractKind
from pico.vertical.sua.terms.rup import Licence, RupState, Sector, SkillKind

TODAY = date(2026, 11, 20)


def make_profile(
    ente: Ente, sua: Ente, person: Person | None = None, sectors=(Sector.WORKS,), **fields
) -> RupProfile:
    """An active RUP of works, licensed, with four years of experience."""
    person = person or house.make_person()
    if not person.memberships.filter(ente=ente).exists():
        house.make_membership(person, ente)
    now = timezone.now()
    values = {
        "state": RupState.ACTIVE,
        "licence": Licence.ENGINEER,
        "works_years": 4,
        "supplies_years": 2,
        "search_key": f"{person.last_name} {person.first_name}".lower(),
        "created_at": now,
        "changed_at": now,
        **fields,
    }
    profile = RupProfile.objects.create(person=person, ente=ente, sua=sua, **values)
    for sector in sectors:
        RupSkill.objects.create(profile=profile, kind=SkillKind.SECTOR, code=sector)
    return profile


def make_training(profile: RupProfile, **fields) -> RupTraining:
    values = {
        "title": "Il nuovo Codice dei contratti",
        "provider": "Scuola nazionale",
        "hours": 30,
        "on": date(2026, 1, 15),
        **fields,
    }
    return RupTraining.objects.create(profile=profile, **values)


def make_contract(ente: Ente, sua: Ente, **fields) -> Contract:
    values = {
        "subject": "Manutenzione del verde pubblico",
        "kind": ContractKind.SERVICES,
        "cpv": "77310000-6",
        "supplier": "Verde Marca srl",
        "amount": Decimal("60000.00"),
        "starts_on": date(2025, 1, 1),
        "ends_on": date(2027, 3, 31),
        "created_at": timezone.now(),
        **fields,
    }
    return Contract.objects.create(ente=ente, sua=sua, **values)


__all__ = ["SYSTEM", "TODAY", "make_contract", "make_profile", "make_training"]
