"""The Elenco dei RUP: lists, one's own profile, who is compatible with a tender and why."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.core.people.actors import working_today
from pico.core.people.models import Person

from ..models import RupProfile, RupSkill, RupTraining
from ..rules.requirements import Asked, Reach, Reason, Skills, Values, reach_of, reasons_for
from ..terms.rup import RupState, Sector, SkillKind
from .load import with_load

BUSY = 5  # open assignments from which a person is called loaded: a remark, never a refusal


def profiles(actor: Actor, sua: Ente) -> QuerySet[RupProfile]:
    """The profiles of a SUA that the actor may see, by name."""
    rows = RupProfile.objects.visible_to(actor).filter(sua=sua)
    return with_load(rows.select_related("person", "ente__territory"))


def profile_for(pk: int, actor: Actor, sua: Ente) -> RupProfile:
    """Return one; 404 for what the actor may not see."""
    found = profiles(actor, sua).select_related("validated_by", "cv__current").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def mine(actor: Actor, sua: Ente) -> RupProfile | None:
    """The living profile of the actor for the ente acted for."""
    if not actor.is_member:
        return None
    own = RupProfile.objects.filter(person=actor.person_id, ente=actor.ente_id, sua=sua)
    return own.exclude(state=RupState.CEASED).first()


def having(rows: QuerySet[RupProfile], kind: SkillKind, code: str) -> QuerySet[RupProfile]:
    """Keep the profiles that have a skill."""
    skills = RupSkill.objects.filter(profile=OuterRef("pk"), kind=kind, code=code)
    return rows.filter(Exists(skills))


def colleagues(ente_id: int | None) -> QuerySet[Person]:
    """Who works for an ente today: who may take over, who may be named."""
    places = working_today().filter(ente=ente_id)
    return Person.objects.filter(pk__in=places.values("person")).order_by(
        "last_name", "first_name", "pk"
    )


def training_soon_over(today: date, until: date) -> QuerySet[RupTraining]:
    """The courses of active profiles that expire in these days."""
    rows = RupTraining.objects.filter(expires_on__gte=today, expires_on__lte=until)
    return rows.filter(profile__state=RupState.ACTIVE).select_related("profile__person")


# Requirements -----------------------------------------------------------------------------------


def skills_of(profile: RupProfile, today: date) -> Skills:
    """What the profile says, as the rules read it; training counts while it is valid."""
    return Skills(
        works_years=profile.works_years,
        supplies_years=profile.supplies_years,
        licence=profile.licence,
        degree=profile.degree,
        is_project_manager=profile.is_project_manager,
        has_training=any(one.is_valid(today) for one in profile.training.all()),
    )


def codes_of(profile: RupProfile, kind: SkillKind) -> list[str]:
    return [one.code for one in profile.skills.all() if one.kind == kind]


def reaches(profile: RupProfile, values: Values, today: date) -> list[Reach]:
    """Up to which value the person may be RUP in each of his sectors, and why not above."""
    skills = skills_of(profile, today)
    return [reach_of(skills, sector, values) for sector in codes_of(profile, SkillKind.SECTOR)]


# «Compatibili con questa gara» ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wanted:
    """A tender that looks for a RUP; `soa` and `cpv` (division, two digits) may be empty."""

    asked: Asked
    ente: Ente
    soa: str = ""
    cpv: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person and every reason for and against him; a remark does not exclude."""

    profile: RupProfile
    reasons: list[Reason]
    remarks: list[Reason] = field(default_factory=list)

    @property
    def is_fit(self) -> bool:
        return all(one.is_met for one in self.reasons)

    @property
    def rank(self) -> tuple:
        """Fit ones first; then fewest reasons against, fewest remarks against, least load."""
        against = sum(not one.is_met for one in self.reasons)
        doubts = sum(not one.is_met for one in self.remarks)
        return (against, doubts, self.profile.load, self.profile.search_key)


def compatible(rows: Iterable[RupProfile], wanted: Wanted, values: Values, today: date):
    """Return every candidate among these profiles, the best first."""
    found = [_candidate(profile, wanted, values, today) for profile in rows]
    return sorted(found, key=lambda one: one.rank)


def for_tender(actor: Actor, sua: Ente) -> QuerySet[RupProfile]:
    """The active profiles, with what compatibility reads: as many statements for one as for many."""
    rows = profiles(actor, sua).filter(state=RupState.ACTIVE)
    return rows.prefetch_related("skills", "training", "conflicts", "territories")


def _candidate(profile: RupProfile, wanted: Wanted, values: Values, today: date) -> Candidate:
    reasons = [_sector(profile, wanted.asked.sector)]
    reasons += reasons_for(skills_of(profile, today), wanted.asked, values)
    reasons += [_place(profile, wanted.ente), *_conflicts(profile, wanted.ente, today)]
    return Candidate(profile, reasons, list(_remarks(profile, wanted)))


def _sector(profile: RupProfile, sector: str) -> Reason:
    is_met = sector in codes_of(profile, SkillKind.SECTOR)
    words = (
        _("Lavora nel settore «%(sector)s».")
        if is_met
        else _("Non lavora nel settore «%(sector)s».")
    )
    return Reason("sector", is_met, words % {"sector": Sector(sector).label})


def _place(profile: RupProfile, ente: Ente) -> Reason:
    """Of the ente itself, or available to others and in this territory."""
    if profile.ente_id == ente.pk:
        return Reason("place", True, _("È dell'ente della gara."))
    if not profile.is_available_elsewhere:
        return Reason("place", False, _("Non è disponibile per altri enti."))
    places = {one.pk for one in profile.territories.all()}
    if places and ente.territory_id not in places:
        return Reason("place", False, _("Non è disponibile in questo territorio."))
    return Reason("place", True, _("È disponibile per altri enti: serve un prestito."))


def _conflicts(profile: RupProfile, ente: Ente, today: date) -> list[Reason]:
    living = (one for one in profile.conflicts.all() if one.until is None or one.until >= today)
    return [
        Reason("conflict", False, _("Conflitto dichiarato: %(about)s") % {"about": one.about})
        for one in living
        if one.ente_id == ente.pk
    ]


def _remarks(profile: RupProfile, wanted: Wanted):
    """What speaks for or against without deciding: category, division, size, load."""
    if wanted.soa:
        has = wanted.soa in codes_of(profile, SkillKind.SOA)
        words = (
            _("Esperto della categoria %(soa)s.")
            if has
            else _("Nessuna esperienza nella categoria %(soa)s.")
        )
        yield Reason("soa", has, words % {"soa": wanted.soa})
    if wanted.cpv:
        has = wanted.cpv in codes_of(profile, SkillKind.CPV)
        words = (
            _("Conosce la divisione CPV %(cpv)s.")
            if has
            else _("Non ha indicato la divisione CPV %(cpv)s.")
        )
        yield Reason("cpv", has, words % {"cpv": wanted.cpv})
    if profile.largest_amount is not None:
        has = profile.largest_amount >= wanted.asked.amount
        words = (
            _("Ha già gestito importi simili.") if has else _("Non ha mai gestito un importo così.")
        )
        yield Reason("amount", has, words)
    is_free = profile.load < BUSY
    yield Reason("load", is_free, _("Incarichi aperti: %(n)d.") % {"n": profile.load})
