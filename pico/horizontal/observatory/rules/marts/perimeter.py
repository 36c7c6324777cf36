"""Who counts: the Provinces (and, apart, the metropolitan cities), found behind any code they use."""

import ibis
from ibis import _
from ibis.expr.types import Table

from .tables import clean

METRO = "CM"
KINDS = ("PROV", "LCC", METRO)


def bodies() -> Table:
    """The enti of the perimeter with their residents of the latest year (ISTAT)."""
    people = population()
    latest = people.aggregate(last=_.year.max())
    last = people.cross_join(latest).filter(_.year == _.last).select("ente_id", "year", "residents")
    rows = clean("bodies").filter(_.kind.isin(KINDS))
    joined = rows.left_join(last, "ente_id")
    return joined.select(
        "ente_id", "residents", "name", "sigla", "province_code", "region_code", "region_name",
        "division", residents_year=joined.year, is_metro=joined.kind == METRO,
    )  # fmt: skip


def towns() -> Table:
    """Every code that a Comune has or had since 2017 (`code`), with that of today and its Province.

    The Provinces of Sardinia were drawn anew in 2025: data that are older call its Comuni by codes
    that no list of today has.
    """
    rows = clean("places")
    today = rows.select(code=_.istat, place=_.istat, province_code=_.province_code)
    before = rows.filter(_.former.notnull()).anti_join(today, rows.former == today.code)
    before = before.select(code=_.former, place=_.istat, province_code=_.province_code)
    return ibis.union(today, before, distinct=False)


def population() -> Table:
    """Residents of each ente of the perimeter at 1 January of each year: those of its places.

    Of the Provinces as they are today, whatever the year.
    """
    counted, known = clean("population"), towns()
    people = counted.inner_join(known, counted.place_istat == known.code)
    # DuckDB sums whole numbers to HUGEINT, which Parquet keeps as a real; a plain cast is dropped by
    # Ibis, for which the sum is whole already.
    summed = _.residents.sum().cast("float64").cast("int64")
    by_province = people.group_by("year", "province_code").aggregate(residents=summed)
    rows = clean("bodies").filter(_.kind.isin(KINDS))
    return (
        rows.select("ente_id", "province_code")
        .inner_join(by_province, "province_code")
        .select("year", "ente_id", "residents")
    )


def keys() -> Table:
    """Code → ente: fiscal code, VAT number and whatever the who-is-who has found."""
    rows = clean("bodies").filter(_.kind.isin(KINDS))
    found = clean("matches").semi_join(rows, "ente_id").select("key", "ente_id")
    own = rows.select(ibis._.fiscal_code.name("key"), "ente_id")
    vat = rows.select(ibis._.vat_number.name("key"), "ente_id")
    every = ibis.union(found, own, vat, distinct=False).filter(_.key.notnull())
    return every.group_by("key").aggregate(ente_id=_.ente_id.min())


def qualifications() -> Table:
    codes = keys()
    rows = clean("qualifications")
    return (
        rows.inner_join(codes, rows.fiscal_code == codes.key)
        .group_by("ente_id")
        .aggregate(
            level_works=_.level_works.max(),
            level_supplies=_.level_supplies.max(),
            expires_on=_.expires_on.max(),
        )
    )


def staff() -> Table:
    """Rows of the Conto annuale of the perimeter: the body is known by its fiscal code, each year."""
    codes, rows, named = keys(), clean("staff"), clean("staff_bodies")
    whose = named.inner_join(codes, named.fiscal_code == codes.key)
    whose = whose.select("year", "body_code", "ente_id").distinct()
    return rows.inner_join(whose, ["year", "body_code"]).select(
        "year", "ente_id", "table_code", "measure", "qualification", "area", "gender", "amount"
    )
