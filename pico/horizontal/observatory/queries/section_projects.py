"""Sections 5 and 6: PNRR and PNC projects, their money, their tenders."""

from django.utils.translation import gettext as _

from ..rules.indicators.declaring import Indicator
from ..rules.indicators.every import INDICATORS
from ..rules.indicators.projects import PNC_INDICATORS, PNRR_INDICATORS
from ..terms.sections import LotState
from . import filters as narrowed
from .blocks import Block, Figure, Line, figures, first_of
from .engine import answer, question
from .filters import Filters
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
        by_text(filters, rows, PNRR, "mission", _("Per missione"), _("Missione"), MEASURES),
        by_text(
            filters, rows, PNRR, "measure_name", _("Per misura"), _("Misura"), MEASURES, "tree"
        ),
        by_body(filters, PNRR, ("financed", "projects", "paid", "progress")),
        by_text(filters, rows, PNRR, "status", _("Per stato del CUP"), _("Stato"), MEASURES[:3]),
        by_text(filters, rows, PNRR, "sector", _("Per settore"), _("Settore"), MEASURES[:3]),
        by_state(filters, rows, PNRR, ("projects", "financed")),
    ]
    return linked(PNRR_INDICATORS, found, filters), blocks


def pnc(filters: Filters) -> tuple[list[Figure], list[Block]]:
    """«Progetti PNC: attuazione per CUP e collegamento CIG»."""
    rows = narrowed.projects(filters, filters.enti, PNC)
    (found,) = answer(question("m_projects", _keys(PNC_INDICATORS)), rows)
    keys = ("pnc_projects", "pnc_financed", "pnc_with_cig", "pnc_coverage")
    blocks = [
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


def by_text(filters, rows, programme, name, title, head, keys, kind="bar") -> Block:
    """Projects by a text of the source, the most financed first."""
    found = answer(question("m_projects", keys, (name,)), rows)
    shown = tuple(INDICATORS[key] for key in keys)
    lines = [Line(one[name] or _("Non indicato"), figures(shown, one)) for one in found]
    lines.sort(key=lambda one: (-(one.cells[1].number or 0), one.label))
    return Block(
        name,
        title,
        kind,
        head,
        lines,
        shown,
        summary=first_of(str(shown[1].label), "", lines, at=1),
        drawn=1,
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
        "stati", _("Dal CUP alla gara"), "bar", _("Stato"), lines, shown,
        note=_("Vale il CIG vivo più avanti. «Contratto/esecuzione» quando ReGiS registra pagamenti, «Concluso» quando il CUP è chiuso."),
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
        headings=tuple(str(one.label) for one in LotState),
    )  # fmt: skip
