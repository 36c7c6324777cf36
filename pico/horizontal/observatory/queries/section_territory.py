"""Section S3: the same measures Province by Province, region by region."""

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from pico.core.ui.formats import number_it

from ..terms.sections import Division, SectionKey
from . import filters as narrowed
from .blocks import Block, Figure, Line, figures, first_of, year_marks
from .engine import Row, answer, question
from .filters import Filters
from .links import behind, during, linked, of_province, records
from .places import Body, bodies, comuni
from .section_tenders import TOTALS, indicators, on_map

PANELS = 12  # Provinces of which each has room for a drawing of its own
COMPARED = ("lots", "amount", "median_amount", "direct_share", "direct_amount_share")


def territory(filters: Filters) -> tuple[list[Figure], list[Block]]:
    """«Gare per Provincia e raggruppamento regionale»."""
    rows = narrowed.lots(filters, filters.enti)
    (found,) = answer(question("m_lots", COMPARED), rows)
    by_body = answer(question("m_lots", COMPARED, ("ente_id",)), rows)
    around = narrowed.lots(filters.around, filters.around.enti)
    painted = on_map(
        filters, answer(question("m_lots", COMPARED, ("ente_id",)), around), indicators("amount"),
        "mappa", _("Importo dei lotti per Provincia"), lambda one: _inside(filters, one),
        _("Ogni Provincia apre la mappa dei suoi Comuni."),
    )  # fmt: skip
    blocks = [
        painted,
        *by_comune(filters, rows),
        ranking(filters, by_body),
        *year_by_year(filters, rows, [bodies()[ente] for ente in filters.enti]),
    ]
    blocks += [grouped(filters, one, title, head) for one, title, head in (
        ("region_name", _("Per regione"), _("Regione")),
        ("division", _("Per ripartizione"), _("Ripartizione")),
    )]  # fmt: skip
    return linked(indicators(*COMPARED), found, filters), blocks


def _inside(filters: Filters, body: Body) -> str:
    """From the map of the Provinces down to that of the Comuni of one; from there to its records."""
    if filters.provinces == (body.sigla,):
        return records(filters)
    address = reverse("observatory:section", args=[SectionKey.TERRITORY.value])
    return f"{address}?{of_province(filters, body.sigla).query()}"


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
        Line(
            name, figures(shown, found.get(code, {})),
            records(filters, f"luogo={code}") if code in found else "", code=code,
        )
        for code, name in names.items()
    ]  # fmt: skip
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


def beside(filters: Filters, chosen: list[Body]) -> list[Block]:
    """The comparison of a few Provinces: their measures, their years."""
    rows = narrowed.lots(filters.everywhere, tuple(one.ente_id for one in chosen))
    return [compared(filters, chosen), *year_by_year(filters, rows, chosen)]


def year_by_year(filters: Filters, rows: str, chosen: list[Body]) -> list[Block]:
    """Small multiples: a few Provinces beside each other on one scale; nothing of one, or of many."""
    if not 2 <= len(chosen) <= PANELS:
        return []
    (amount,) = shown = indicators("amount")
    siglas = tuple(sorted(one.sigla for one in chosen))
    all_of_them = replace(filters, provinces=siglas, region="")
    found = {
        (one["year"], one["ente_id"]): one
        for one in answer(question("m_lots", ("amount",), ("year", "ente_id")), rows)
        if one["year"]
    }
    known = [year for year, _ente in found]
    years = list(range(min(known), max(known) + 1)) if known else []
    lines = [
        Line(
            str(year),
            tuple(
                Figure(
                    amount, found.get((year, one.ente_id), {}).get("amount") or 0, 1,
                    records(of_province(filters, one.sigla), **during(filters, year)),
                )
                for one in chosen
            ),
            records(all_of_them, **during(filters, year)),
        )
        for year in years
    ]  # fmt: skip
    block = Block(
        "anni", _("Importo anno per anno, una accanto all'altra"), "panels", _("Anno"), lines, shown,
        headings=tuple(one.short for one in chosen), marks=year_marks(years),
        note=_("Tutti i riquadri hanno la stessa scala."),
    )  # fmt: skip
    return [block]


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
