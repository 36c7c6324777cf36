"""Sections 5 and 6: PNRR and PNC projects, their money, their tenders."""

from datetime import date
from functools import cache

import ibis
from django.urls import reverse
from django.utils.translation import gettext as _

from pico.core.ui.formats import date_it

from ..rules.engines import spoken
from ..rules.indicators.declaring import Indicator
from ..rules.indicators.every import INDICATORS
from ..rules.indicators.projects import PHASES_ORIGIN, PNC_INDICATORS, PNRR_INDICATORS, STATES
from ..rules.marts.tables import clean
from ..terms.sections import MISSIONS, LotState
from . import filters as narrowed
from .blocks import SHOWN, Block, Figure, Line, Span, figures, first_of
from .engine import Row, answer, chosen, question
from .filters import Filters
from .lake import the_lake
from .links import linked, of_province, records
from .places import bodies
from .section_tenders import on_map

PNRR, PNC = "PNRR", "PNC"
MEASURES = ("projects", "financed", "paid", "progress")


def pnrr(filters: Filters) -> tuple[list[Figure], list[Block]]:
    """«Progetti PNRR»."""
    rows = narrowed.projects(filters, filters.enti, PNRR)
    (found,) = answer(question("m_projects", _keys(PNRR_INDICATORS)), rows)
    blocks = [
        by_mission(rows),
        by_measure(rows),
        per_capita(filters),
        by_text(filters, rows, PNRR, "status", _("Per stato del CUP"), _("Stato"), MEASURES[:3]),
        by_text(filters, rows, PNRR, "sector", _("Per settore"), _("Settore"), MEASURES[:3]),
        by_state(filters, rows, PNRR, ("projects", "financed")),
        *phases(filters, rows),
    ]
    return linked(PNRR_INDICATORS, found, filters), blocks


def pnc(filters: Filters) -> tuple[list[Figure], list[Block]]:
    """«Progetti PNC: attuazione per CUP e collegamento CIG»."""
    rows = narrowed.projects(filters, filters.enti, PNC)
    (found,) = answer(question("m_projects", _keys(PNC_INDICATORS)), rows)
    keys = ("pnc_projects", "pnc_financed", "pnc_with_cig", "pnc_coverage")
    blocks = [
        funnel(filters, rows),
        by_state(filters, rows, PNC, ("pnc_projects", "pnc_financed")),
        matrix(filters, rows),
        by_body(filters, PNC, ("pnc_financed", "pnc_projects", "pnc_coverage", "pnc_tendered", "pnc_residual")),
        by_text(filters, rows, PNC, "measure_name", _("Per intervento"), _("Intervento"), keys),
        by_text(filters, rows, PNC, "status", _("Per stato del CUP"), _("Stato"), keys[:2]),
    ]  # fmt: skip
    return linked(PNC_INDICATORS, found, filters), blocks


def _keys(chosen: tuple[Indicator, ...]) -> tuple[str, ...]:
    return tuple(one.key for one in chosen)


def _projects(filters: Filters, programme: str, more: str = "", **changes) -> str:
    own = f"programma={programme}" + (f"&{more}" if more else "")
    return records(filters, own, "m_projects", **changes)


def by_text(filters, rows, programme, name, title, head, keys) -> Block:
    """Projects by a text of the source, the most financed first."""
    found = answer(question("m_projects", keys, (name,)), rows)
    shown = tuple(INDICATORS[key] for key in keys)
    lines = [Line(one[name] or _("Non indicato"), figures(shown, one)) for one in found]
    lines.sort(key=lambda one: (-(one.cells[1].number or 0), one.label))
    return Block(
        name, title, "bar", head, lines, shown, drawn=1,
        summary=first_of(str(shown[1].label), "", lines, at=1),
    )  # fmt: skip


def by_mission(rows: str) -> Block:
    """How far each mission has got: what was paid of what it costs."""
    keys = ("progress", "paid", "total", "projects")
    shown = tuple(INDICATORS[key] for key in keys)
    found = answer(question("m_projects", keys, ("mission",)), rows)
    lines = [Line(_mission(one["mission"]), figures(shown, one)) for one in found]
    lines.sort(key=lambda one: one.label)
    return Block(
        "mission", _("Quanto è stato pagato, missione per missione"), "bar", _("Missione"), lines,
        shown, summary=first_of(str(shown[0].label), "", lines),
    )  # fmt: skip


def per_capita(filters: Filters) -> Block:
    """The map of the money: by resident, as Provinces are of many sizes."""
    keys = ("financed_per_capita", "financed", "projects", "paid", "progress")
    around = narrowed.projects_with_residents(filters.around, filters.around.enti, PNRR)
    return on_map(
        filters, answer(question("m_projects", keys, ("ente_id",)), around),
        tuple(INDICATORS[key] for key in keys), "mappa", _("Finanziamento per abitante"),
        lambda one: _projects(of_province(filters, one.sigla), PNRR),
    )  # fmt: skip


def by_measure(rows: str) -> Block:
    """Where the money goes, from the missions to their measures."""
    keys = ("financed", "projects", "paid", "progress")
    shown = tuple(INDICATORS[key] for key in keys)
    lines = [
        Line(
            one["measure_name"] or _("Non indicata"), figures(shown, one),
            texts=(_mission(one["mission"]),),
        )
        for one in answer(question("m_projects", keys, ("mission", "measure_name")), rows)
    ]  # fmt: skip
    lines.sort(key=lambda one: (-(one.cells[0].number or 0), one.label))
    return Block(
        "measure_name", _("Dalla missione alla misura"), "flow", _("Misura"), lines, shown,
        text_heads=(_("Missione"),), summary=first_of(str(shown[0].label), "", lines),
    )  # fmt: skip


def _mission(code: str | None) -> str:
    """«M4 Istruzione e ricerca»; a code that the plan does not know as it stands."""
    if not code:
        return _("Non indicata")
    return f"{code} {MISSIONS[code]}" if code in MISSIONS else code


@cache
def _phases() -> str:
    """The most financed projects of which a phase is known, from the first day to the last."""
    rows, steps = chosen("m_projects"), clean("project_phases")
    is_running = steps.ends_on.isnull().any()
    days = steps.group_by("cup").aggregate(
        starts_planned=steps.starts_planned.min(), ends_planned=steps.ends_planned.max(),
        starts_on=steps.starts_on.min(),
        ends_on=ibis.cases((is_running, ibis.null("date")), else_=steps.ends_on.max()),
    )  # fmt: skip
    found = rows.inner_join(days, "cup").select("cup", "title", "financed", *days.columns[1:])
    return spoken(found.order_by([ibis.desc("financed"), "cup"]).limit(SHOWN))


def phases(filters: Filters, rows: str) -> list[Block]:
    """«Iter»: the projects of one Province in time; nothing where more are chosen."""
    if len(filters.enti) != 1:
        return []
    financed = INDICATORS["financed"]
    lines = [
        timed(one["cup"], one, (one["title"] or "–",), reverse("observatory:cup", args=[one["cup"]]))
        for one in answer(_phases(), rows)
    ]  # fmt: skip
    block = Block(
        "iter", _("L'iter dei progetti"), "gantt", "CUP", lines, (financed,),
        text_heads=(_("Titolo"), _("Previsto"), _("Effettivo")), origin=PHASES_ORIGIN,
        note=_("Dalla prima all'ultima fase. Si mostrano i progetti con il finanziamento maggiore di cui ReGiS pubblica le fasi."),
    )  # fmt: skip
    return [block] if lines else []


def timed(label: str, row: Row, texts: tuple[str, ...] = (), url: str = "") -> Line:
    """A line of a Gantt chart: what was planned, what came about; what runs is drawn to the data's day."""
    planned = _span(row["starts_planned"], row["ends_planned"])
    known_to = row["ends_on"] or the_lake().updated_on("project_phases")
    actual = _span(row["starts_on"], known_to) if row["starts_on"] else None
    said = (
        _between(row["starts_planned"], row["ends_planned"], "…"),
        _between(row["starts_on"], row["ends_on"], _("in corso")),
    )
    return Line(label, (), url, texts=(*texts, *said), spans=(planned, actual))


def _span(first: date | None, last: date | None) -> Span:
    """The days between; of a start without an end, or the other way round, that day alone."""
    known = [one for one in (first, last) if one]
    return (min(known), max(known)) if known else None


def _between(first: date | None, last: date | None, unknown: str) -> str:
    if not (first or last):
        return "–"
    return f"{date_it(first) or '…'} – {date_it(last) or unknown}"


def funnel(filters: Filters, rows: str) -> Block:
    """From all the CUP to those concluded: each line counts who came that far or further."""
    keys = ("pnc_projects", "pnc_financed")
    found = {one["state"]: one for one in answer(question("m_projects", keys, ("state",)), rows)}
    shown = tuple(INDICATORS[key] for key in keys)
    lines = []
    for label, first in _steps() if found else ():
        far = [found[one.value] for one in list(LotState)[first:] if one.value in found]
        cells = tuple(Figure(one, sum(row[one.key] or 0 for row in far), 1) for one in shown)
        lines.append(Line(label, cells))
    return Block(
        "imbuto", _("Quanti arrivano al contratto"), "bar", _("Passo"), lines, shown, origin=STATES,
        note=_("Ogni passo conta i CUP che ci sono arrivati o sono andati oltre."),
    )  # fmt: skip


def _steps() -> tuple[tuple[str, int], ...]:
    """What each step is called, and the state from which on it counts."""
    order = list(LotState)
    return (
        (_("Tutti i CUP"), 0),
        (_("Con una gara, in corso o oltre"), order.index(LotState.RUNNING)),
        (_("Aggiudicati o oltre"), order.index(LotState.AWARDED)),
        (_("Contratto/esecuzione o oltre"), order.index(LotState.EXECUTION)),
        (_("Conclusi"), order.index(LotState.CONCLUDED)),
    )


def by_body(filters: Filters, programme: str, keys: tuple[str, ...]) -> Block:
    around = narrowed.projects(filters.around, filters.around.enti, programme)
    return on_map(
        filters, answer(question("m_projects", keys, ("ente_id",)), around),
        tuple(INDICATORS[key] for key in keys), "mappa", _("Finanziamento per Provincia"),
        lambda one: _projects(of_province(filters, one.sigla), programme),
    )  # fmt: skip


def by_state(filters: Filters, rows: str, programme: str, keys: tuple[str, ...]) -> Block:
    """From the CUP without tenders to those concluded: where each stands through its best CIG."""
    found = {one["state"]: one for one in answer(question("m_projects", keys, ("state",)), rows)}
    nothing = dict.fromkeys((*keys, *(f"{key}__n" for key in keys)), 0)
    shown = tuple(INDICATORS[key] for key in keys)
    lines = [
        Line(str(state.label), figures(shown, found.get(state.value, nothing)), _projects(filters, programme, f"stato={state.value}"))
        for state in LotState
        if found
    ]  # fmt: skip
    return Block(
        "stati", _("Dal CUP alla gara"), "bar", _("Stato"), lines, shown, origin=STATES,
        note=_("Vale il CIG vivo più avanti. «Contratto/esecuzione» e «Concluso» vengono dai contratti che ANAC pubblica; dove tacciono, dai pagamenti in ReGiS e dal CUP chiuso."),
    )  # fmt: skip


def matrix(filters: Filters, rows: str) -> Block:
    """Province × state: how many CUP."""
    found = answer(question("m_projects", ("pnc_projects",), ("ente_id", "state")), rows)
    counts = {(one["ente_id"], one["state"]): one for one in found}
    (shown,) = (INDICATORS["pnc_projects"],)
    places = bodies()
    present = [
        ente for ente in filters.enti if any((ente, one.value) in counts for one in LotState)
    ]
    lines = [
        Line(
            places[ente].short,
            tuple(
                Figure(shown, (counts.get((ente, one.value)) or {}).get("pnc_projects", 0), 1,
                       _projects(of_province(filters, places[ente].sigla), PNC, f"stato={one.value}"))
                for one in LotState
            ),
            _projects(of_province(filters, places[ente].sigla), PNC),
        )
        for ente in present
    ]  # fmt: skip
    return Block(
        "matrice", _("Provincia per Provincia"), "table", _("Provincia"), lines, (shown,),
        headings=tuple(str(one.label) for one in LotState), origin=STATES,
    )  # fmt: skip
