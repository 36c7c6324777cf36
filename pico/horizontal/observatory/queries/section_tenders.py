"""Sections 1, 2 and 3: what is tendered, for whom, where."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from pico.core.codes.models import Code
from pico.core.codes.terms import CodeList
from pico.core.ui.formats import date_it, number_it

from ..rules.indicators.declaring import Indicator
from ..rules.indicators.every import INDICATORS
from ..rules.indicators.lots import DELEGATED, LOTS, QUALIFICATION, QUALIFIED
from ..terms.bands import Band, Kind
from ..terms.procedures import Procedure
from ..terms.sections import Division
from . import filters as narrowed
from .blocks import Block, Figure, Line, figures, first_of, quarter, quarter_marks, year_marks
from .engine import Row, answer, ask, question
from .filters import Filters
from .links import behind, during, linked, of_province, records
from .places import Body, bodies, comuni

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
        chosen=tuple(places[ente].province_code for ente in filters.enti) if filters.provinces else (),
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
    return tiles, [by_level(filters, levels), *delegated(filters, rows)]


def by_level(filters: Filters, levels: str) -> Block:
    found = {one["ente_id"]: one for one in ask(f"SELECT * FROM ({levels})")}  # noqa: S608
    places = bodies()
    lines = [
        Line(
            places[ente].short, (), code=places[ente].province_code,
            texts=tuple(
                str(one) if one else "–"
                for one in (
                    found.get(ente, {}).get("level_works"), found.get(ente, {}).get("level_supplies"),
                    date_it(found.get(ente, {}).get("expires_on")),
                )
            ),
        )
        for ente in filters.enti
    ]  # fmt: skip
    return Block(
        "livelli", _("Livelli di qualificazione"), "table", _("Provincia"), lines, QUALIFICATION[:1],
        headings=(), text_heads=(_("Lavori"), _("Servizi e forniture"), _("Scadenza")),
        origin=QUALIFIED,
    )  # fmt: skip


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

COMPARED = ("lots", "amount", "median_amount", "direct_share", "direct_amount_share")


def territory(filters: Filters) -> tuple[list[Figure], list[Block]]:
    """«Gare per Provincia e raggruppamento regionale»."""
    rows = narrowed.lots(filters, filters.enti)
    (found,) = answer(question("m_lots", COMPARED), rows)
    by_body = answer(question("m_lots", COMPARED, ("ente_id",)), rows)
    around = narrowed.lots(filters.around, filters.around.enti)
    painted = on_map(
        filters, answer(question("m_lots", COMPARED, ("ente_id",)), around), indicators("amount"),
        "mappa", _("Importo dei lotti per Provincia"),
        lambda one: records(of_province(filters, one.sigla)),
    )  # fmt: skip
    blocks = [painted, *by_comune(filters, rows), ranking(filters, by_body)]
    blocks += [grouped(filters, one, title, head) for one, title, head in (
        ("region_name", _("Per regione"), _("Regione")),
        ("division", _("Per ripartizione"), _("Ripartizione")),
    )]  # fmt: skip
    return linked(indicators(*COMPARED), found, filters), blocks


def by_comune(filters: Filters, rows: str) -> list[Block]:
    """Where the works of one Province are, Comune by Comune; nothing where more are chosen."""
    chosen = [bodies()[ente] for ente in filters.enti]
    if len(chosen) != 1 or not (names := comuni(chosen[0].province_code)):
        return []
    keys = ("amount", "lots")
    found = {
        one["place_istat"]: one for one in answer(question("m_lots", keys, ("place_istat",)), rows)
    }
    if not set(found) & set(names):
        return []
    shown = indicators(*keys)
    lines = [
        Line(name, figures(shown, found.get(code, {})), code=code) for code, name in names.items()
    ]
    lines.sort(
        key=lambda one: (one.cells[0].number is None, -(one.cells[0].number or 0), one.label)
    )
    block = Block(
        "comuni", _("Dove si realizza, Comune per Comune"), "map", _("Comune"), lines, shown,
        summary=first_of(_("Importo"), "", lines), outline=chosen[0].province_code,
        note=_("Solo i lotti di cui ANAC pubblica il luogo e che stanno nella Provincia."),
    )  # fmt: skip
    return [block]


def ranking(filters: Filters, by_body: list[Row]) -> Block:
    """Each Province with its place, its share of the region and the change on the period before."""
    shown, places = indicators(*COMPARED), bodies()
    before = _before(filters)
    ordered = sorted(by_body, key=lambda one: (-(one["amount"] or 0), one["ente_id"]))
    regional: dict[str, float] = {}
    for one in ordered:
        code = places[one["ente_id"]].region_code
        regional[code] = regional.get(code, 0) + float(one["amount"] or 0)
    lines = [
        Line(
            places[one["ente_id"]].short,
            figures(shown, one),
            records(of_province(filters, places[one["ente_id"]].sigla)),
            texts=(
                str(place),
                _percent(float(one["amount"] or 0), regional[places[one["ente_id"]].region_code]),
                _change(float(one["amount"] or 0), before.get(one["ente_id"])),
            ),
        )
        for place, one in enumerate(ordered, 1)
    ]
    return Block(
        "graduatoria", _("Provincia per Provincia"), "table", _("Provincia"), lines, shown,
        text_heads=(_("Posto"), _("Sulla regione"), _("Sul periodo prima")),
        note=_("Il periodo prima si confronta quando il periodo scelto ha un inizio e una fine."),
    )  # fmt: skip


def _before(filters: Filters) -> dict[int, float]:
    """Amounts of the period before, by ente; nothing where the period chosen has no ends."""
    earlier = filters.before()
    if earlier is None:
        return {}
    found = answer(
        question("m_lots", ("amount",), ("ente_id",)), narrowed.lots(earlier, earlier.enti)
    )
    return {one["ente_id"]: float(one["amount"] or 0) for one in found}


def _percent(part: float, whole: float) -> str:
    return f"{number_it(part * 100 / whole, 1)} %" if whole else "–"


def _change(now: float, before: float | None) -> str:
    if not before:
        return "–"
    change = (now - before) * 100 / before
    return f"{'+' if change > 0 else ''}{number_it(change, 1)} %"


def grouped(filters: Filters, name: str, title: str, head: str) -> Block:
    """The measures of section 3 by region or by division: of their bodies together."""
    shown = indicators(*COMPARED)
    rows = narrowed.lots_with_places(filters, filters.enti)
    found = answer(question("m_lots", COMPARED, (name,)), rows)
    labels = dict(Division.choices) if name == "division" else {}
    codes = {one.region_name: one.region_code for one in bodies().values()}
    lines = [
        Line(
            str(labels.get(one[name], one[name] or _("Non indicata"))),
            figures(shown, one),
            records(filters, region=codes[one[name]]) if one[name] in codes else "",
        )
        for one in sorted(found, key=lambda one: -(one["amount"] or 0))
    ]
    return Block(
        name,
        title,
        "bar",
        head,
        lines,
        shown,
        summary=first_of(_("Importo"), "", lines, 1),
        drawn=1,
    )


def compared(filters: Filters, chosen: list[Body]) -> Block:
    """Two to five Provinces side by side, each measure a line."""
    keys = (*TOTALS, "delegated_lots", "delegated_share")
    shown = indicators(*keys)
    rows = narrowed.lots(filters.everywhere, tuple(one.ente_id for one in chosen))
    found = {one["ente_id"]: one for one in answer(question("m_lots", keys, ("ente_id",)), rows)}
    lines = [
        Line(
            str(one.label),
            tuple(
                Figure(
                    one, (row := found.get(body.ente_id, {})).get(one.key),
                    row.get(f"{one.key}__n") or 0, behind(one, of_province(filters, body.sigla)),
                )
                for body in chosen
            ),
        )
        for one in shown
    ]  # fmt: skip
    return Block(
        "confronto", _("Confronto fra Province"), "table", _("Misura"), lines, shown,
        headings=tuple(one.short for one in chosen),
    )  # fmt: skip
