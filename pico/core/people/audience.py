"""«Chi lo vede?»: the levels an actor may publish at, who would see it, and what widens it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Case, Count, OuterRef, Subquery, When
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.access.scopes import Level
from pico.core.enti.models import Ente, Region, Territory
from pico.core.enti.terms import NETWORK_OF_PROVINCES, PROVINCES, EnteKind

from . import queries
from .actors import REGIONAL
from .models import Circle, CircleMember, Person
from .permissions import PeoplePermission

ORDER = {level: place for place, level in enumerate(Level)}
SAMPLE = 5
SUPRA_MUNICIPAL = (*PROVINCES, EnteKind.METROPOLITAN_CITY)


@dataclass(frozen=True, slots=True)
class LevelChoice:
    """A level of sharing offered to an author: its key, its name, and who that is in plain words."""

    key: str
    label: str
    description: str

    @property
    def level(self) -> str:
        return scopes.level_of(self.key).value


@dataclass(frozen=True, slots=True)
class Audience:
    """Who would see an object: a sentence, how many enti and persons, some of their names."""

    scope: str
    sentence: str
    enti: int = 0
    people: int = 0
    sample: tuple[str, ...] = ()
    warning: str = ""

    @property
    def others(self) -> int:
        """The enti beyond the sample."""
        return max(0, self.enti - len(self.sample))


# Levels -----------------------------------------------------------------------------------------


def levels_for(actor: Actor, *, within: str | None = None) -> list[LevelChoice]:
    """The levels at which the actor may publish, widest first; `within` keeps what a parent allows."""
    keys = [key for key in actor.scopes if may_publish_at(actor, key)]
    if within:
        order = Containment([*keys, within])
        keys = [key for key in keys if order.is_within(key, within)]
    names = _names(keys)
    keys.sort(key=lambda key: (ORDER[scopes.level_of(key)], names.get(key, ""), key))
    return [_choice(key, names.get(key, ""), actor) for key in keys]


def may_publish_at(actor: Actor, scope: str) -> bool:
    """One publishes where one reads; to everybody, only who speaks for a space."""
    if scope == scopes.PUBLIC:
        return actor.is_member and actor.can(PeoplePermission.PUBLISH_OPENLY)
    return actor.is_known and actor.may_read(scope)


def _names(keys: Iterable[str]) -> dict[str, str]:
    """The names behind keys of territories, regions and circles: one query for each kind."""
    wanted: dict[str, list[str]] = {}
    for key in keys:
        level, _colon, code = key.partition(":")
        wanted.setdefault(level, []).append(code)
    names = {}
    if codes := wanted.get(Level.TERRITORY):
        for territory in named_territories().filter(pk__in=codes):
            names[scopes.territory(territory.pk)] = territory.province or territory.name
    if codes := wanted.get(Level.REGION):
        for region in Region.objects.filter(pk__in=codes):
            names[scopes.region(region.pk)] = region.name
    if codes := [*wanted.get(Level.NETWORK, ()), *wanted.get(Level.GROUP, ())]:
        names.update({circle.scope: circle.name for circle in Circle.objects.filter(pk__in=codes)})
    return names


def named_territories():
    """Territories with the official name of their Provincia: names are never composed."""
    provinces = Ente.objects.filter(
        territory=OuterRef("pk"), kind__in=SUPRA_MUNICIPAL, valid_to__isnull=True
    )
    return Territory.objects.annotate(province=Subquery(provinces.values("name")[:1]))


def _choice(key: str, name: str, actor: Actor) -> LevelChoice:
    return LevelChoice(key, *_words(key, name, actor))


def _words(key: str, name: str, actor: Actor) -> tuple[str, str]:
    level = scopes.level_of(key)
    return {
        Level.PUBLIC: (level.label, _("Chiunque, anche senza registrazione.")),
        Level.PLATFORM: (
            level.label,
            _("Tutte le persone registrate, di qualsiasi ente."),
        ),
        Level.PROVINCES: (level.label, _("UPI nazionale, UPI regionali e Province.")),
        Level.REGION: (
            _("UPI regionale e Province: %(name)s") % {"name": name},
            _("L'UPI regionale e le Province della regione; non i Comuni."),
        ),
        Level.TERRITORY: (
            _("%(name)s ed enti del territorio") % {"name": name},
            _("La Provincia con i Comuni e gli altri enti del suo territorio."),
        ),
        Level.NETWORK: (
            name if name.startswith("Rete") else _("Rete «%(name)s»") % {"name": name},
            _("Solo chi fa parte della rete."),
        ),
        Level.GROUP: (
            _("Gruppo «%(name)s»") % {"name": name},
            _("Solo chi fa parte del gruppo."),
        ),
        Level.ENTE: (
            level.label,
            _("Solo chi lavora nell'ente: %(ente)s.") % {"ente": actor.ente_name},
        ),
        Level.PERSON: (level.label, _("Bozza: nessun altro, neppure il tuo ente.")),
    }[level]


# Who sees it ------------------------------------------------------------------------------------


def audience(scope: str, actor: Actor) -> Audience:
    """Say in a sentence who would see an object of this scope; three queries at most."""
    level = scopes.level_of(scope)
    if level == Level.PERSON:
        return Audience(scope, _("Lo vedrai solo tu."), people=1)
    found = queries.reading_memberships(scope)
    counts = found.aggregate(
        people=Count("person", distinct=True), enti=Count("ente", distinct=True)
    )
    if level == Level.PUBLIC:
        return Audience(scope, _("Lo vedrà chiunque, anche chi non è registrato."), **counts)
    if not counts["people"]:
        return Audience(scope, _("Per ora non lo vedrebbe nessuno."))
    sample = _sample(found)
    group = _group(scope, level, sample, counts["enti"])
    sentence = _headline(counts["people"], counts["enti"], group)
    return Audience(scope, sentence, sample=sample, **counts)


def _sample(found) -> tuple[str, ...]:
    """Some names of enti: those of the system of Provinces first, then by name."""
    enti = Ente.objects.filter(pk__in=found.values("ente"))
    is_later = Case(When(kind__in=SUPRA_MUNICIPAL, then=0), default=1)
    return tuple(enti.order_by(is_later, "name").values_list("name", flat=True)[:SAMPLE])


def _headline(people: int, enti: int, group: str) -> str:
    who = ngettext("Lo vedrà %(people)s persona", "Lo vedranno %(people)s persone", people) % {
        "people": number_format(people)
    }
    of = ngettext("di %(enti)s ente", "di %(enti)s enti", enti) % {"enti": number_format(enti)}
    return f"{who} {of}: {group.removesuffix('.')}."


def _group(scope: str, level: Level, sample: tuple[str, ...], enti: int) -> str:
    if level == Level.TERRITORY:
        return _territory_group(scope.partition(":")[2], sample, enti)
    if level == Level.REGION:
        region = Region.objects.get(pk=scope.partition(":")[2])
        return _("UPI regionale e Province della regione %(name)s") % {"name": region.name}
    if level in (Level.NETWORK, Level.GROUP):
        circle = Circle.objects.get(pk=scope.partition(":")[2])
        return _words(scope, circle.name, Actor())[0]
    return {
        Level.PLATFORM: _("tutti gli utenti di Pi.Co."),
        Level.PROVINCES: _("UPI, UPI regionali e Province"),
        Level.ENTE: sample[0],
    }[level]


def _territory_group(code: str, sample: tuple[str, ...], enti: int) -> str:
    territory = named_territories().get(pk=code)
    if territory.province not in sample:
        return _("enti del territorio di %(name)s") % {"name": territory.name}
    if enti == 1:
        return territory.province
    rest = ngettext(
        "%(others)s ente del suo territorio",
        "%(others)s enti del suo territorio",
        enti - 1,
    ) % {"others": number_format(enti - 1)}
    return _("%(name)s e %(rest)s") % {"name": territory.province, "rest": rest}


# Narrower and wider -----------------------------------------------------------------------------


class Containment:
    """Which scopes lie within which, for some keys: one query for each kind of key, when needed."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._codes: dict[str, set[str]] = {}
        for key in keys:
            scopes.level_of(key)
            level, _colon, code = key.partition(":")
            self._codes.setdefault(level, set()).add(code)

    def is_within(self, inner: str, outer: str) -> bool:
        """True when nobody who reads `inner` is shut out of `outer`."""
        if inner == outer or outer == scopes.PUBLIC:
            return True
        if inner == scopes.PUBLIC:
            return False
        if outer == scopes.PLATFORM:
            return True
        if inner == scopes.PLATFORM:
            return False
        level, _colon, code = inner.partition(":")
        if level == Level.REGION:
            return outer == scopes.PROVINCES
        if level == Level.ENTE:
            return outer in self._scopes_of_ente.get(code, ())
        if level == Level.PERSON:
            return self._is_reader(code, outer)
        return False

    @cached_property
    def _scopes_of_ente(self) -> dict[str, set[str]]:
        """Every key that all the persons of an ente carry."""
        found = {}
        enti = Ente.objects.filter(pk__in=self._codes.get(Level.ENTE, ()))
        for ente in enti.prefetch_related("territories"):
            found[str(ente.pk)] = set(_keys_of(ente))
        circles = CircleMember.objects.filter(
            ente__in=found, circle__closed_at__isnull=True
        ).values_list("ente_id", "circle__kind", "circle_id")
        for ente, kind, circle in circles:
            found[str(ente)].add(f"{kind}:{circle}")
        return found

    def _is_reader(self, code: str, outer: str) -> bool:
        if scopes.level_of(outer) == Level.PERSON:
            return False
        person = Person.objects.filter(pk=code).first()
        return person is not None and queries.may_person_read(person, outer)


def _keys_of(ente: Ente):
    if ente.kind in NETWORK_OF_PROVINCES:
        yield scopes.PROVINCES
    if ente.kind in REGIONAL and ente.region_id:
        yield scopes.region(ente.region_id)
    if ente.kind in queries.MANY_TERRITORIES:
        for place in ente.territories.all():
            if place.valid_to is None:
                yield scopes.territory(place.territory_id)
    elif ente.territory_id:
        yield scopes.territory(ente.territory_id)


def is_within(inner: str, outer: str) -> bool:
    """True when `inner` is as narrow as `outer` or narrower: what a child may have."""
    return Containment([inner, outer]).is_within(inner, outer)


def widens(old: str, new: str) -> bool:
    """True when somebody who could not read `old` would read `new`."""
    return not is_within(new, old)


def widening_warning(old: str, new: str, actor: Actor) -> str:
    """The sentence that says what a wider level opens; nothing where it does not widen."""
    if not old or not widens(old, new):
        return ""
    return _(
        "Attenzione: così allarghi chi lo vede, da «%(old)s» a «%(new)s». "
        "Chi lo avrà letto o scaricato non potrà dimenticarlo."
    ) % {"old": label_of(old, actor), "new": label_of(new, actor)}


def label_of(scope: str, actor: Actor) -> str:
    """The name of a level, with the name of its territory, region or circle."""
    return _words(scope, _names([scope]).get(scope, ""), actor)[0]
