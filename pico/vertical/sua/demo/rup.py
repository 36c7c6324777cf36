"""RUPs of two Provinces, their courses, loans and contracts; files checked, errors explained."""

import random
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from pico.core.access.actor import SYSTEM, Actor
from pico.core.access.terms import Role
from pico.core.enti.models import Ente
from pico.core.enti.queries import comuni_of, ente_by_key
from pico.core.people.actors import actor_for, working_memberships
from pico.core.people.models import Membership, MembershipRole, Person
from pico.core.people.terms import MembershipState, PersonState

from ..actions.checks.files import order_check
from ..actions.checks.healing import furnish_remedies
from ..actions.contracts.registering import plan_purchase, register_contract
from ..actions.rup import loans, profiles
from ..models import FileCheck, RupLoan, RupProfile
from ..terms.procurement import ContractKind
from ..terms.rup import Degree, Grade, Licence, Sector, SkillKind
from .rup_texts import CIG_FILE, CONTRACTS, COURSES, FIRST_NAMES, LAST_NAMES, PURCHASES

TREVISO, BRESCIA = "p_TV", "p_bs"
COMUNI = ("c_c111", "c_c957", "c_f443")
RUPS = {TREVISO: 25, BRESCIA: 8}
MANAGERS = {TREVISO: "treviso.dirigente", BRESCIA: "brescia.sua"}
ENTI = {TREVISO: 9, BRESCIA: 4}  # Comuni of which there are RUPs


def furnish_rup(now: datetime) -> None:
    """Furnish what is not there yet; run again, it adds nothing."""
    furnish_remedies(actor=SYSTEM, now=now - timedelta(days=90))
    for key in (TREVISO, BRESCIA):
        sua = ente_by_key(key)
        manager = actor_named(MANAGERS[key], now)
        if sua is None or manager is None or RupProfile.objects.filter(sua=sua).exists():
            continue
        chance = random.Random(key)
        enti = _enti(sua, ENTI[key], chance)
        _profiles(sua, enti, RUPS[key], manager, chance, now)
        _contracts(sua, enti, 60 if key == TREVISO else 12, chance, now)
        _programme(sua, enti, chance, now)
    _own_profile(now)
    _loan(now)
    _check(now)


def actor_named(name: str, now: datetime) -> Actor | None:
    person = Person.objects.filter(username=name).first()
    place = working_memberships(person, today=timezone.localdate(now)).first() if person else None
    return actor_for(person, place) if place else None


def _enti(sua: Ente, number: int, chance: random.Random) -> list[Ente]:
    """The Comuni of the cast first, then others of the territory, the Province itself last."""
    cast = [
        one for key in COMUNI if (one := ente_by_key(key)) and one.territory_id == sua.territory_id
    ]
    others = list(comuni_of(sua).exclude(pk__in=[one.pk for one in cast]))
    chosen = chance.sample(others, min(number - len(cast), len(others)))
    return [*cast, *chosen, sua]


def _colleague(ente: Ente, number: int, chance: random.Random, now: datetime) -> Actor:
    """A technician of an ente, who cannot sign in."""
    first, last = chance.choice(FIRST_NAMES), chance.choice(LAST_NAMES)
    username = f"rup{number:02d}.{ente.pk}"
    person, _is_new = Person.objects.get_or_create(
        username=username,
        defaults={
            "first_name": first, "last_name": last, "email": f"{username}@comune.pico.example",
            "state": PersonState.ACTIVE, "password": make_password(None),
        },
    )  # fmt: skip
    place, is_new = Membership.objects.get_or_create(
        person=person, ente=ente,
        defaults={
            "starts_on": timezone.localdate(now - timedelta(days=400)), "state": MembershipState.ACTIVE,
            "office": chance.choice(("Lavori pubblici", "Ufficio tecnico", "Provveditorato")),
        },
    )  # fmt: skip
    if is_new:
        MembershipRole.objects.create(membership=place, role=Role.RUP)
    return actor_for(person, place)


def _profiles(
    sua: Ente, enti: list[Ente], number: int, manager: Actor, chance: random.Random, now: datetime
) -> None:
    for n in range(number):
        actor = _colleague(enti[n % len(enti)], n, chance, now)
        at = now - timedelta(days=chance.randint(60, 500))
        profile = profiles.open_profile(sua=sua, actor=actor, now=at)
        _fill(profile, actor, chance, at, is_technical=n % 3 != 2)
        _courses(profile, actor, chance, now)
        profiles.change_availability(
            profile=profile, is_available_elsewhere=n % 3 == 0, consents_to_publication=n % 4 != 3,
            actor=actor, now=at,
        )  # fmt: skip
        if n % 12 == 11:
            continue  # still a draft
        profiles.make_step(record=profile, name="submit", actor=actor, now=at)
        if n % 8 == 7:
            continue  # waits for the SUA
        later = at + timedelta(days=chance.randint(2, 20))
        profiles.make_step(record=profile, name="validate", actor=manager, now=later)
        if n % 11 == 10:
            profiles.make_step(
                record=profile, name="suspend", actor=manager, now=later + timedelta(days=30),
                reason="In aspettativa fino a primavera.",
            )  # fmt: skip


def _fill(
    profile: RupProfile,
    actor: Actor,
    chance: random.Random,
    at: datetime,
    *,
    is_technical: bool,
) -> None:
    licence = chance.choice((Licence.ENGINEER, Licence.ARCHITECT, Licence.SURVEYOR))
    sectors = [Sector.WORKS, Sector.SIA] if is_technical else [Sector.SERVICES, Sector.SUPPLIES]
    works, supplies = chance.randint(1, 14), chance.randint(0, 10)
    degree = chance.choice((Degree.MASTER, Degree.MASTER, Degree.BACHELOR, Degree.DIPLOMA))
    profiles.change_profile(
        profile=profile,
        fields={
            "grade": chance.choice((Grade.OFFICER, Grade.OFFICER, Grade.MANAGER, Grade.CLERK)),
            "degree": degree,
            "degree_words": "Ingegneria civile" if is_technical else "Giurisprudenza",
            "licence": licence if is_technical else Licence.NONE,
            "register": "Albo provinciale" if is_technical else "",
            "register_number": str(chance.randint(300, 4000)) if is_technical else "",
            "works_years": works if is_technical else works // 4,
            "supplies_years": supplies + (1 if not is_technical else 0),
            "largest_amount": Decimal(chance.choice((80, 150, 400, 900, 2400, 5600)) * 1000),
            "is_project_manager": degree == Degree.MASTER and chance.random() < 0.4,
        },
        skills={
            SkillKind.SECTOR: sectors,
            SkillKind.SOA: chance.sample(["OG 1", "OG 3", "OG 11", "OS 24", "OG 2"], 2)
            if is_technical
            else [],
            SkillKind.CPV: ["45", "71"] if is_technical else ["55", "90"],
        },
        territories=[],
        actor=actor,
        now=at,
    )


def _courses(profile: RupProfile, actor: Actor, chance: random.Random, now: datetime) -> None:
    for title, provider, hours, level in chance.sample(COURSES, chance.randint(1, 3)):
        on = timezone.localdate(now - timedelta(days=chance.randint(40, 900)))
        profiles.add_training(
            profile=profile, actor=actor, now=now, title=title, provider=provider, hours=hours,
            level=level, on=on, expires_on=on + timedelta(days=730),
        )  # fmt: skip


def _contracts(
    sua: Ente, enti: list[Ente], number: int, chance: random.Random, now: datetime
) -> None:
    people = {
        profile.ente_id: profile.person
        for profile in RupProfile.objects.filter(sua=sua).select_related("person")
    }
    today = timezone.localdate(now)
    for n in range(number):
        subject, kind, cpv, supplier, yearly = CONTRACTS[n % len(CONTRACTS)]
        ente = enti[n % max(1, len(enti) - 1)]
        ends = today + timedelta(days=chance.randint(-120, 1100))
        years = chance.choice((1, 2, 3))
        amount = Decimal(yearly * years) * Decimal(chance.randint(60, 180)) / 100
        register_contract(
            ente=ente, sua=sua, actor=SYSTEM, now=now - timedelta(days=n),
            fields={
                "subject": subject, "kind": ContractKind(kind), "cpv": cpv, "supplier": supplier,
                "cig": cig_of(n + (0 if len(people) > 8 else 500)), "amount": amount,
                "yearly_amount": amount / years, "starts_on": ends - timedelta(days=365 * years),
                "ends_on": ends, "extension_months": chance.choice((0, 0, 6, 12)),
                "rup": people.get(ente.pk),
            },
        )  # fmt: skip


def cig_of(number: int) -> str:
    """A well-formed CIG of the PCP, of nobody: letter, six hex digits, three of control."""
    value = 0x600000 + number * 37
    return f"B{value:06X}{(value + 2) * 211 % 4091:03X}"


def _programme(sua: Ente, enti: list[Ente], chance: random.Random, now: datetime) -> None:
    for n, (subject, kind, cpv, amount) in enumerate(PURCHASES):
        ente = enti[n % len(enti)]
        year = now.year + n % 3
        letter = {"WORKS": "L", "SERVICES": "S", "SUPPLIES": "F"}[kind]
        code = ente.fiscal_code or f"{ente.pk:011d}"
        plan_purchase(
            ente=ente, sua=sua, actor=SYSTEM, now=now - timedelta(days=30),
            fields={
                "cui": f"{letter}{code}{year}{n + 1:05d}", "subject": subject,
                "kind": ContractKind(kind), "cpv": cpv, "amount": Decimal(amount), "year": year,
                "quarter": chance.randint(1, 4),
            },
        )  # fmt: skip


def _own_profile(now: datetime) -> None:
    """The RUP of the cast has an active profile, available to others."""
    actor, manager, sua = (
        actor_named("comune1.rup", now),
        actor_named("treviso.dirigente", now),
        ente_by_key(TREVISO),
    )
    if (
        not (actor and manager and sua)
        or RupProfile.objects.filter(person=actor.person_id).exists()
    ):
        return
    at = now - timedelta(days=200)
    profile = profiles.open_profile(sua=sua, actor=actor, now=at)
    _fill(profile, actor, random.Random("rup"), at, is_technical=True)
    _courses(profile, actor, random.Random("rup"), now)
    profiles.change_availability(
        profile=profile, is_available_elsewhere=True, consents_to_publication=True, actor=actor,
        now=at,
    )  # fmt: skip
    profiles.make_step(record=profile, name="submit", actor=actor, now=at)
    profiles.make_step(record=profile, name="validate", actor=manager, now=at + timedelta(days=5))


def _loan(now: datetime) -> None:
    """Conegliano asks Castelfranco for its RUP."""
    actor, sua = actor_named("comune2.referente", now), ente_by_key(TREVISO)
    profile = RupProfile.objects.filter(person__username="comune1.rup", state="ACTIVE").first()
    if actor is None or sua is None or profile is None or RupLoan.objects.exists():
        return
    starts = timezone.localdate(now) + timedelta(days=20)
    loans.ask_loan(
        profile=profile, sua=sua, actor=actor, now=now - timedelta(days=3),
        purpose="Riqualificazione energetica della scuola Mazzini", starts_on=starts,
        ends_on=starts + timedelta(days=240), weekly_hours=8,
    )  # fmt: skip


def _check(now: datetime) -> None:
    """A file that the SUA has checked before sending."""
    actor, sua = actor_named("treviso.sua", now), ente_by_key(TREVISO)
    if actor is None or sua is None or FileCheck.objects.filter(owner=sua).exists():
        return
    content = SimpleUploadedFile("cig-lotti-2026.csv", CIG_FILE.encode())
    order_check(
        content=content, name=content.name, size=content.size, sua=sua, actor=actor,
        now=datetime.combine(now.date(), time(9), tzinfo=now.tzinfo),
    )  # fmt: skip
