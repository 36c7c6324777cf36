"""Look-ups of the registry. Public bodies are public: nothing here depends on who asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length
from django.http.request import split_domain_port

from pico.core.audit.models import AuditLine
from pico.core.foundation.identifiers import recognise
from pico.core.foundation.prepared import Prepared
from pico.core.foundation.text import search_key
from pico.core.generations import hand

from .models import Ente, EnteCode, Region, RegistryImport, Space, Territory
from .terms import FAMILY, PROVINCES, CodeScheme, EnteKind

SUGGESTIONS, SHORTEST = 10, 2
# Which columns may hold a code that `recognise` sees in a query.
COLUMNS_OF = {
    "ipa": ("ipa_code__iexact",),
    "fiscal_code": ("fiscal_code", "vat_number"),
    "istat": ("istat_code",),
    "belfiore": ("belfiore",),
}
KIND_WEIGHTS = {
    EnteKind.PROVINCE: 0,
    EnteKind.FREE_CONSORTIUM: 0,
    EnteKind.UPI: 0,
    EnteKind.UPI_REGIONAL: 1,
    EnteKind.METROPOLITAN_CITY: 1,
    EnteKind.REGION: 1,
    EnteKind.COMUNE: 2,
    EnteKind.UNION: 3,
    EnteKind.MOUNTAIN_COMMUNITY: 3,
}
OTHER_WEIGHT = 5


# --- spaces ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Address:
    """The space of an address; `prefix` is the part of the path that names it."""

    space: Space
    prefix: str = ""
    redirect_to: str = ""


def space_of_address(host: str, path: str) -> Address | None:
    """Return the space that answers at this host and path, in one query; UPI nazionale when no other.

    `/treviso` goes to `/treviso/`; on its own host name a space needs no prefix and drops it.
    """
    name = split_domain_port(host)[0].rstrip(".").lower()
    first, slash, rest = path.removeprefix("/").partition("/")
    found = {space.slug: space for space in _spaces_named(name, first)}
    own = next((space for space in found.values() if space.hostname == name), None)
    if own and first and own.slug == first:
        # One leading slash only: two would name another host.
        return Address(own, redirect_to=f"/{rest.lstrip('/')}")
    if own:
        return Address(own)
    if first and first in found:
        space = found[first]
        if not slash:
            return Address(space, redirect_to=f"/{first}/")
        return Address(space, prefix=f"/{first}")
    return Address(found[""]) if "" in found else None


def _spaces_named(hostname: str, slug: str) -> list[Space]:
    """The spaces that may answer here; for all the names that no space has, one answer is kept."""
    if hand.keeps():
        names = hand.kept(FAMILY, "names", _names)
        hostname, slug = (word if word in names else "" for word in (hostname, slug))
    read = partial(_spaces_at.answer, hostname=hostname, slugs=(slug, ""))
    return hand.kept(FAMILY, ("at", hostname, slug), read).objects()


def _names() -> frozenset[str]:
    return frozenset(word for row in _all_names.tuples() for word in row if word)


_all_names = Prepared(lambda: Space.objects.order_by().values_list("slug", "hostname"))
_spaces_at = Prepared(
    lambda hostname, slugs: Space.objects.filter(
        Q(hostname=hostname) | Q(slug__in=slugs)
    ).select_related("ente", "parent__ente", "parent__parent__ente")
)


def spaces() -> QuerySet[Space]:
    """Every space, UPI nazionale first."""
    return Space.objects.select_related("ente__region", "parent").order_by(
        Case(When(kind="NATIONAL", then=0), When(kind="REGIONAL", then=1), default=2),
        "name",
    )


# --- one ente ----------------------------------------------------------------------------------


def ente_by_key(key: str) -> Ente | None:
    """Return the living ente of a codice IPA, or of the house's own key («upi_veneto»).

    A Comune not yet met in the Indice PA is found by its usual code, «c_» and codice catastale.
    """
    wanted = Q(ipa_code__iexact=key) | Q(local_key=key)
    if key.lower().startswith("c_"):
        wanted |= Q(belfiore=key[2:].upper(), kind=EnteKind.COMUNE)
    found = Ente.objects.filter(wanted, valid_to__isnull=True)
    return (
        found.annotate(is_exact=Case(When(ipa_code__iexact=key, then=0), default=1))
        .order_by("is_exact", "pk")
        .first()
    )


def ente_by_code(code: str, on: date | None = None) -> Ente | None:
    """Return the ente that has this ISTAT, Belfiore or IPA code, or had it on that day.

    Without a day today's holder wins, then the last one that had the code.
    """
    code = code.strip()
    today = Q(istat_code=code) | Q(belfiore=code.upper()) | Q(ipa_code__iexact=code)
    if len(code) == 3:
        today |= Q(territory__statistical_code=code, istat_code=F("territory_id"))
    holders = Ente.objects.select_related("region", "territory")
    if on is not None and (past := _holder_on(code, on)):
        return holders.get(pk=past)
    for ente in holders.filter(today).order_by(F("valid_to").asc(nulls_first=True), "pk"):
        if on is None or _had_it_already(ente, code, on):
            return ente
    if on is None and (past := _last_holder(code)):
        return holders.get(pk=past)
    return None


def _past(code: str) -> QuerySet[EnteCode]:
    return EnteCode.objects.filter(code=code).exclude(scheme=CodeScheme.NAME)


def _holder_on(code: str, on: date) -> int | None:
    return (
        _past(code)
        .filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on),
            Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        )
        .values_list("ente_id", flat=True)
        .first()
    )


def _last_holder(code: str) -> int | None:
    return (
        _past(code)
        .order_by(F("valid_to").desc(nulls_first=True))
        .values_list("ente_id", flat=True)
        .first()
    )


def _had_it_already(ente: Ente, code: str, on: date) -> bool:
    """Today's code is as old as the end of the one before it."""
    if ente.belfiore == code.upper():
        return True
    scheme = CodeScheme.ISTAT if ente.istat_code == code else CodeScheme.IPA
    return not ente.codes.filter(scheme=scheme, valid_to__gte=on).exists()


def territory_on(ente: Ente, on: date) -> Territory | None:
    """Return the territory in which the ente lay on that day."""
    stay = (
        ente.territories.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on),
            Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        )
        .select_related("territory")
        .first()
    )
    return stay.territory if stay else ente.territory


def province_of(ente: Ente) -> Ente | None:
    """Return the Province (or Libero consorzio) of the ente's territory; none for a Città metropolitana."""
    if ente.territory_id is None:
        return None
    return Ente.objects.filter(
        kind__in=PROVINCES, territory_id=ente.territory_id, valid_to__isnull=True
    ).first()


def comuni_of(ente: Ente) -> QuerySet[Ente]:
    """Return the living Comuni in the territory of an ente of area vasta, by name."""
    return Ente.objects.filter(
        kind=EnteKind.COMUNE, territory_id=ente.territory_id, valid_to__isnull=True
    ).order_by("short_name", "pk")


def has_territory(ente: Ente) -> bool:
    """True for the living enti that govern a territory of Comuni."""
    return (
        ente.is_living
        and ente.territory_id is not None
        and ente.kind
        in (
            *PROVINCES,
            EnteKind.METROPOLITAN_CITY,
            EnteKind.AUTONOMOUS_PROVINCE,
            EnteKind.DECENTRALISATION_BODY,
        )
    )


def history_of(ente: Ente) -> QuerySet[AuditLine]:
    """Return what changed in the data of an ente, newest first."""
    return AuditLine.objects.filter(
        subject_type=ente._meta.label_lower, subject_id=str(ente.pk)
    ).order_by("-position")


# --- lists and search --------------------------------------------------------------------------


def enti() -> QuerySet[Ente]:
    """Every ente, living or not, by name."""
    return Ente.objects.select_related("region", "territory").order_by("name", "pk")


def regions() -> QuerySet[Region]:
    return Region.objects.order_by("name")


def territories() -> QuerySet[Territory]:
    """Today's territories: those that ceased are history."""
    return Territory.objects.filter(valid_to__isnull=True).order_by("name")


def search_enti(rows: QuerySet[Ente], text: str) -> QuerySet[Ente]:
    """Keep the enti that a person means by `text`, the likeliest first.

    Each word is the beginning of a word of the name, accents and apostrophes do not count; a code
    (ISTAT, catastale, IPA, codice fiscale, also yesterday's) finds its ente.
    """
    key = search_key(text)
    by_code = _code_condition(text)
    if not key and by_code is None:
        return rows.none()
    by_name = Q()
    for word in key.split():
        by_name &= Q(search_key__startswith=word) | Q(search_key__contains=f" {word}")
    ranks = [
        When(search_key__startswith=f"{key} ", then=1),
        When(search_key__startswith=key, then=2),
    ]
    if by_code is not None:
        ranks.insert(0, When(by_code, then=0))
        by_name |= by_code
    return rows.filter(by_name).order_by(
        Case(*ranks, default=3, output_field=IntegerField()),
        F("valid_to").asc(nulls_first=True),
        Case(
            *(When(kind=kind, then=Value(w)) for kind, w in KIND_WEIGHTS.items()),
            default=OTHER_WEIGHT,
            output_field=IntegerField(),
        ),
        Length("short_name"),
        "name",
        "pk",
    )


def _code_condition(text: str) -> Q | None:
    """What a query that looks like a code is compared with; nothing if it looks like none."""
    condition = None
    for kind, code in recognise(text):
        for column in COLUMNS_OF.get(kind, ()):
            part = Q(**{column: code})
            condition = part if condition is None else condition | part
        if kind in {"istat", "belfiore", "ipa"}:
            past = _past(code).values("ente_id")
            condition = (condition or Q()) | Q(pk__in=past)
    return condition


def suggestions(text: str, kinds: Iterable[str] = ()) -> list[Ente]:
    """Return at most ten living enti for a box in which a person types; two letters at least."""
    if len(text.strip()) < SHORTEST:
        return []
    rows = enti().filter(valid_to__isnull=True)
    if kinds:
        rows = rows.filter(kind__in=list(kinds))
    return list(search_enti(rows, text)[:SUGGESTIONS])


def name_detail(ente: Ente) -> str:
    """What tells two enti of one name apart: kind, sigla or Regione."""
    if ente.kind == EnteKind.COMUNE and ente.territory:
        place = ente.territory.plate
    else:
        place = ente.region.name if ente.region else ""
    return " · ".join(filter(None, (str(ente.get_kind_display()), place)))


# --- registry and values typed here ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Difference:
    """A field whose manual value is not what the registry says."""

    ente: Ente
    field: str
    label: str
    manual: str
    registry: str


def manual_values(ente: Ente) -> list[Difference]:
    """Return the values of an ente that were typed here, with what the registry says."""
    return [
        Difference(
            ente,
            name,
            field_label(name),
            said(getattr(ente, name)),
            said(ente.registry_values.get(name, "")),
        )
        for name in ente.manual_fields
    ]


def differences() -> list[Difference]:
    """Return every manual value that disagrees with the registry, by ente."""
    rows = Ente.objects.exclude(manual_fields=[]).order_by("name", "pk")
    return [
        difference
        for ente in rows
        for difference in manual_values(ente)
        if difference.manual != difference.registry
    ]


def field_label(name: str) -> str:
    """Return the Italian name of a field of Ente, given by its name or column."""
    for field in Ente._meta.concrete_fields:
        if name in (field.name, field.attname):
            return str(field.verbose_name)
    raise ValueError(f"Ente has no field {name}")


def said(value: object) -> str:
    """Return a value of the registry as it is read."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def imports() -> QuerySet[RegistryImport]:
    """The runs that changed the registry, newest first."""
    return RegistryImport.objects.defer("lines")
