"""Who is who: the bodies, the keys of the data, what is covered."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.core.enti.terms import PROVINCES, CodeScheme, EnteKind

from ..models import Match
from ..permissions import LakePermission
from ..rules.lake import Lake
from ..rules.matching import COUNTED_FROM, Body
from ..terms.loads import TABLE_LABELS
from ..terms.matches import MatchState

LARGE_AREA = (*PROVINCES, EnteKind.METROPOLITAN_CITY, EnteKind.AUTONOMOUS_PROVINCE)
DIVISIONS = {
    **dict.fromkeys(("01", "02", "03", "07"), "NORTH_WEST"),
    **dict.fromkeys(("04", "05", "06", "08"), "NORTH_EAST"),
    **dict.fromkeys(("09", "10", "11", "12"), "CENTRE"),
    **dict.fromkeys(("13", "14", "15", "16", "17", "18"), "SOUTH"),
    **dict.fromkeys(("19", "20"), "ISLANDS"),
}
# Where a body is named: table, its key, its name, its euro.
MENTIONS = (
    ("lots", "buyer_code", "buyer_name", "lot_amount"),
    ("lots", "delegating_code", "delegating_name", "0"),
    ("project_tenders", "buyer_code", "buyer_name", "amount"),
    ("projects", "body_code", "body_name", "coalesce(pnrr_amount, 0) + coalesce(pnc_amount, 0)"),
    ("cup_register", "holder_code", "holder_name", "financing"),
    ("staff_bodies", "fiscal_code", "body_name", "0"),
    ("digital_funding", "ipa", "body_name", "amount"),
    ("qualifications", "fiscal_code", "name", "0"),
)
PROVINCE_WORDS = "PROVINC|LIBERO CONSORZIO|METROPOLITAN"


def large_area() -> QuerySet[Ente]:
    """Return the living Provinces, liberi consorzi, città metropolitane, autonomous Provinces."""
    return Ente.objects.filter(kind__in=LARGE_AREA, valid_to__isnull=True).order_by("pk")


def bodies() -> list[Body]:
    """Return them with the names that they had, and those of the enti before them."""
    rows = large_area().prefetch_related("codes", "predecessors__old__codes")
    return [
        Body(
            ente.pk,
            ente.kind,
            ente.name,
            ente.short_name,
            ente.fiscal_code,
            ente.vat_number,
            ente.ipa_code,
            tuple(_former(ente)),
            tuple(
                name
                for one in ente.predecessors.all()
                for name in (one.old.name, *_former(one.old))
            ),
        )
        for ente in rows
    ]


def _former(ente: Ente) -> Iterator[str]:
    """Names an ente had; a città metropolitana was the Province of its place, a consorzio too."""
    yield from (one.code for one in ente.codes.all() if one.scheme == CodeScheme.NAME)
    if ente.kind in (EnteKind.METROPOLITAN_CITY, EnteKind.FREE_CONSORTIUM) and ente.short_name:
        yield f"Provincia di {ente.short_name}"


def body_rows() -> list[dict]:
    """Return the table `bodies` of the lake."""
    rows = large_area().select_related("region", "territory")
    return [
        {
            "ente_id": ente.pk,
            "kind": ente.kind,
            "name": ente.name,
            "fiscal_code": ente.fiscal_code or None,
            "vat_number": ente.vat_number or None,
            "sigla": ente.territory.plate if ente.territory else None,
            "province_code": ente.territory_id,
            "region_code": ente.region_id,
            "region_name": ente.region.name if ente.region else None,
            "division": DIVISIONS.get(ente.region_id or ""),
            "is_member": ente.kind in PROVINCES,
        }
        for ente in rows
    ]


@dataclass(frozen=True, slots=True)
class Mention:
    """A key of the data, the name it goes with most, rows and euro in one table."""

    table: str
    key: str | None
    name: str
    rows: int
    amount: Decimal


def mentions(lake: Lake, codes: set[str]) -> list[Mention]:
    """Return every key that is a known code, or whose name speaks of a Province."""
    connection = lake.connect()
    connection.execute("CREATE TEMP TABLE known (code VARCHAR)")
    if codes:
        connection.execute("INSERT INTO known SELECT unnest(?::VARCHAR[])", [sorted(codes)])
    found = []
    for table, key, name, amount in MENTIONS:
        rows = connection.execute(
            f"SELECT {key}, mode({name}), count(*), coalesce(sum({amount}), 0)::DECIMAL(18,2) "  # noqa: S608
            f"FROM {table} WHERE {key} IN (SELECT code FROM known) "
            f"OR regexp_matches(upper({name}), '{PROVINCE_WORDS}') "
            f"GROUP BY {key}, CASE WHEN {key} IS NULL THEN {name} END"
        ).fetchall()
        found += [Mention(table, row[0], row[1] or "", row[2], row[3]) for row in rows]
    return found


def visible_matches(actor: Actor) -> QuerySet[Match]:
    """Return the table of who is who, for who keeps the data."""
    if not actor.can(LakePermission.SEE_LOADS):
        return Match.objects.none()
    return Match.objects.select_related("ente")


def counted_matches() -> QuerySet[Match]:
    """Return what indicators count: decided by a person, or sure enough."""
    sure = Q(state__in=(MatchState.AUTOMATIC, MatchState.PROPOSED), confidence__gte=COUNTED_FROM)
    return Match.objects.filter(sure | Q(state=MatchState.CONFIRMED), ente__isnull=False)


@dataclass
class Coverage:
    """Of the rows and euro of a table that speak of a Province, those whose Province is known."""

    table: str
    rows: int = 0
    matched_rows: int = 0
    amount: Decimal = Decimal(0)
    matched_amount: Decimal = Decimal(0)

    @property
    def label(self) -> str:
        return str(TABLE_LABELS.get(self.table, self.table))

    @property
    def share(self) -> float:
        """Percent of rows."""
        return round(100 * self.matched_rows / self.rows, 1) if self.rows else 0.0

    @property
    def amount_share(self) -> float | None:
        """Percent of euro; none where the table has none."""
        return round(float(100 * self.matched_amount / self.amount), 1) if self.amount else None


def coverage() -> list[Coverage]:
    """Return it for each table, refused keys apart: they are nobody's to find."""
    counted = set(counted_matches().values_list("pk", flat=True))
    found: dict[str, Coverage] = {}
    for pk, seen in Match.objects.exclude(state=MatchState.REFUSED).values_list("pk", "seen"):
        for table, (rows, amount) in seen.items():
            line = found.setdefault(table, Coverage(table))
            line.rows += rows
            line.amount += Decimal(amount)
            if pk in counted:
                line.matched_rows += rows
                line.matched_amount += Decimal(amount)
    return [found[name] for name in sorted(found)]
