"""Sections S1 and S2: what is tendered, and for whom."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from pico.core.codes.models import Code
from pico.core.codes.terms import CodeList
from pico.core.ui.formats import date_it

from ..rules.indicators.declaring import Indicator
from ..rules.indicators.every import INDICATORS
from ..rules.indicators.lots import DELEGATED, LOTS, QUALIFICATION, QUALIFIED
from ..terms.bands import Band, Kind
from ..terms.procedures import Procedure
from . import filters as narrowed
from .blocks import Block, Figure, Line, figures, first_of, quarter, quarter_marks, year_marks
from .engine import Row, answer, ask, question
from .filters import Filters
from .links import behind, during, linked, of_province, records
from .places import Body, bodies

TOTALS = tuple(one.key for one in LOTS if one.key != "per_capita")
COUNTED = ("lots", "amount")


def indicators(*keys: str) -> tuple[Indicator, ...]:
    return tuple(INDICATORS[key] for key in keys)


def overview(filters: Filters) -> tuple[list[Figure], list[Block]]:
    """«Panoramica appalti»."""
    rows = narrowed.lots(filters, filters.enti)
    (found,) = answer(question("m_lots", TOTALS), rows)
    blocks = [
        by_quarter(filters, rows),
        by_kind(filters, rows),
        by_choice(filters, rows, "procedure", _("Per procedura"), _("Procedura"), Procedure),
        by_choice(filters, rows, "band", _("Per fascia di importo"), _("Fascia"), Band),
        by_cpv(filters, rows),
        per_capita(filters),
    ]
    return linked(indicators(*TOTALS), found, filters), blocks


def by_quarter(filters: Filters, rows: str) -> Block:
    found = answer(question("m_lots", COUNTED, ("year", "quarter")), rows)
    found = sorted((one for one in found if one["year"] and one["quarter"]), key=_of_quarter)
    shown = indicators(*COUNTED)
    lines = [
        Line(
            quarter(one["year"], one["quarter"]),
            figures(shown, one),
            records(filters, **during(filters, one["year"], one["quarter"])),
        )
        for one in found
    ]
    marks = quarter_marks([_of_quarter(one) for one in found])
    return Block(
        "trimestri", _("Nel tempo"), "line", _("Trimestre"), lines, shown,
        summary=first_of(_("Lotti"), "", lines), marks=marks,
    )  # fmt: skip


def _of_quarter(row: Row) -> tuple[int, int]:
    return row["year"], row["quarter"]


def by_kind(filters: Filters, rows: str) -> Block:
    """Amounts of works, services and supplies year by year."""
    found = answer(question("m_lots", ("amount",), ("year", "kind")), rows)
    amounts = {(one["year"], one["kind"]): one for one in found if one["year"]}
    years = sorted({year for year, _kind in amounts})
    (amount,) = shown = indicators("amount")
    lines = [
        Line(
            str(year),
            tuple(
                Figure(
                    amount,
                    (one := amounts.get((year, kind.value), {})).get("amount"),
                    one.get("amount__n") or 0,
                    records(filters, kind=kind.value, **during(filters, year)),
                )
                for kind in Kind
            ),
            records(filters, **during(filters, year)),
        )
        for year in years
    ]
    return Block(
        "oggetto", _("Importo per oggetto"), "stack", _("Anno"), lines, shown,
        headings=tuple(str(kind.label) for kind in Kind), marks=year_marks(years),
    )  # fmt: skip


def by_choice(filters: Filters, rows: str, name: str, title: str, head: str, choices) -> Block:
    """Lots and amounts by a list of ours, in its order; what has none comes last."""
    found = {one[name]: one for one in answer(question("m_lots", COUNTED, (name,)), rows)}
    shown = indicators(*COUNTED)
    lines = [
        Line(
            str(one.label), figures(shown, found[one.value]), records(filters, **{name: one.value})
        )
        for one in choices
        if one.value in found
    ]
    if None in found:
        lines.append(Line(_("Non indicata"), figures(shown, found[None])))
    return Block(
        name,
        title,
        "bar",
        head,
        lines,
        shown,
        summary=first_of(_("Importo"), "", lines, at=1),
        drawn=1,
    )


def by_cpv(filters: Filters, rows: str) -> Block:
    found = answer(question("m_lots", COUNTED, ("cpv_division",)), rows)
    found = sorted(
        (one for one in found if one["cpv_division"]), key=lambda one: -(one["amount"] or 0)
    )
    shown = indicators(*COUNTED)
    names = division_names()
    lines = [
        Line(
            names.get(one["cpv_division"], _("Divisione %(code)s") % {"code": one["cpv_division"]}),
            figures(shown, one),
            records(filters, cpv=one["cpv_division"]),
        )
        for one in found
    ]
    return Block(
        "cpv", _("Per categoria merceologica"), "tree", _("Divisione CPV"), lines, shown,
        summary=first_of(_("Importo"), "", lines, at=1),
    )  # fmt: skip


def division_names() -> dict[str, str]:
    """The divisions of the CPV as they are called; empty where the list was not loaded."""
    rows = Code.objects.filter(list=CodeList.CPV, code__regex=r"^\d{2}000000")
    return {code[:2]: text for code, text in rows.values_list("code", "label")}


def per_capita(filters: Filters) -> Block:
    rows = narrowed.lots_with_residents(filters.around, filters.around.enti)
    found = answer(question("m_lots", ("per_capita",), ("ente_id",)), rows)
    return on_map(
        filters, found, indicators("per_capita"), "mappa", _("Importo per abitante"),
        lambda one: records(of_province(filters, one.sigla)),
    )  # fmt: skip


def on_map(
    filters: Filters,
    found: Iterable[Row],
    shown: tuple[Indicator, ...],
    key: str,
    title: str,
    url: Callable[[Body], str],
    note: str = "",
) -> Block:
    """A map of the bodies and of those around them, without data too; the greatest first in the table."""
    known, places = {one["ente_id"]: one for one in found}, bodies()
    lines = [
        Line(
            one.short,
            figures(shown, known.get(one.ente_id, {})),
            url(one),
            code=one.province_code,
            texts=(one.region_name or "",),
        )
        for ente in filters.around.enti
        if (one := places[ente])
    ]
    lines.sort(
        key=lambda one: (one.cells[0].number is None, -(one.cells[0].number or 0), one.label)
    )
    return Block(
        key, title, "map", _("Provincia"), lines, shown, text_heads=(_("Regione"),),
        summary=first_of(title, "", lines),
        chosen=_chosen(filters), note=note,
    )  # fmt: skip


# Section 2 ----------------------------------------------------------------------------------------


def qualification(filters: Filters) -> tuple[list[Figure], list[Block]]:
    """«Qualificazione e attività di committenza»."""
    rows = narrowed.lots(filters, filters.enti)
    levels = narrowed.qualified(filters, filters.enti)
    given = tuple(one.key for one in DELEGATED)
    (found,) = answer(question("m_lots", given), rows)
    held = tuple(one.key for one in QUALIFICATION)
    (qualified,) = answer(question("m_qualifications", held), levels)
    tiles = [*linked(QUALIFICATION, qualified, filters), *linked(DELEGATED, found, filters)]
    around = narrowed.qualified(filters.around, filters.around.enti)
    return tiles, [*by_level(filters, around), *delegated(filters, rows)]


def by_level(filters: Filters, levels: str) -> list[Block]:
    """A map of the levels for works, one for services and supplies; the first on top, with its expiry."""
    found = {one["ente_id"]: one for one in ask(f"SELECT * FROM ({levels})")}  # noqa: S608
    return [
        _levels(filters, found, "livelli", _("Qualificazione per lavori"), QUALIFICATION[0],
                "level_works", ("L3", "L2", "L1")),
        _levels(filters, found, "livelli-servizi", _("Qualificazione per servizi e forniture"),
                QUALIFICATION[1], "level_supplies", ("SF3", "SF2", "SF1")),
    ]  # fmt: skip


def _levels(
    filters: Filters, found: dict[int, Row], key: str, title: str, shown: Indicator, name: str,
    levels: tuple[str, ...],
) -> Block:  # fmt: skip
    places, high = bodies(), {level: at for at, level in enumerate(levels)}
    lines = [
        Line(
            places[ente].short, (), code=places[ente].province_code,
            texts=(row.get(name) or "–", date_it(row.get("expires_on")) or "–"),
        )
        for ente in filters.around.enti
        for row in (found.get(ente, {}),)
    ]  # fmt: skip
    lines.sort(key=lambda one: (-high.get(one.texts[0], -1), one.label))
    held = [sum(one.texts[0] == level for one in lines) for level in reversed(levels)]
    told = ", ".join(f"{level} {n}" for level, n in zip(reversed(levels), held, strict=True))
    return Block(
        key, title, "map", _("Provincia"), lines, (shown,), text_heads=(_("Livello"), _("Scadenza")),
        levels=levels, origin=QUALIFIED, chosen=_chosen(filters),
        summary=_("Enti per livello, dal più alto: %(told)s.") % {"told": told},
    )  # fmt: skip


def _chosen(filters: Filters) -> tuple[str, ...]:
    """The codes of the Provinces that the filters name."""
    places = bodies()
    return tuple(places[ente].province_code for ente in filters.enti) if filters.provinces else ()


def delegated(filters: Filters, rows: str) -> list[Block]:
    keys = ("delegated_lots", "delegated_amount", "delegating_bodies")
    shown = indicators(*keys)
    places = bodies()
    by_body = sorted(
        (one for one in answer(question("m_lots", keys, ("ente_id",)), rows) if one[keys[0]]),
        key=lambda one: -one[keys[0]],
    )
    provinces = [
        Line(
            places[one["ente_id"]].short,
            figures(shown, one),
            behind(shown[0], of_province(filters, places[one["ente_id"]].sigla)),
        )
        for one in by_body
    ]
    yearly = sorted(
        (one for one in answer(question("m_lots", keys, ("year",)), rows) if one["year"]),
        key=lambda one: one["year"],
    )
    years = [
        Line(str(one["year"]), figures(shown, one), behind(shown[0], filters, **during(filters, one["year"])))
        for one in yearly
    ]  # fmt: skip
    functions = [
        Line(one["delegated_functions"], figures(shown[:2], one))
        for one in answer(question("m_lots", keys, ("delegated_functions",)), rows)
        if one["delegated_functions"] and one[keys[0]]
    ]
    return [
        Block(
            "deleghe", _("Gare per altri enti, per Provincia"), "bar", _("Provincia"), provinces,
            shown, summary=first_of(_("Lotti per altri enti"), "", provinces),
        ),
        Block(
            "deleghe-anni", _("Gare per altri enti, nel tempo"), "line", _("Anno"), years, shown[:2],
            marks=year_marks([one["year"] for one in yearly]),
        ),
        Block(
            "funzioni", _("Funzioni delegate"), "bar", _("Funzione"), functions, shown[:2],
        ),
    ]  # fmt: skip


# Section 3 ----------------------------------------------------------------------------------------
