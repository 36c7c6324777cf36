"""Section 4, after the award: from the offers to the contract, variants, where winners come from."""

from functools import cache

from django.utils.translation import gettext as _

from ..rules.engines import spoken
from ..rules.indicators.contracts import SEATS, reasons
from ..rules.indicators.every import INDICATORS
from . import filters as narrowed
from .blocks import Block, Figure, Line, figures, first_of, year_marks
from .engine import answer, chosen, question
from .filters import Filters
from .links import during, records

DAYS = ("contract_days", "contract_days_median")
TERMS = ("contract_in_time", "contract_late", "contract_coverage")
PLACES = tuple(one.key for one in SEATS)


def after_awards(filters: Filters, rows: str, won: str) -> list[Block]:
    """The blocks of what comes after an award."""
    varied = variants(filters)
    return [*to_contract(filters, rows), *([varied] if varied.lines else ()), places(won)]


def to_contract(filters: Filters, rows: str) -> list[Block]:
    """From the offers to the contract, by the year of publication: days, and what the law looks at.

    Nothing where no start of a contract is known.
    """
    found = answer(question("m_lots", (*DAYS, *TERMS), ("year",)), rows)
    if not any(one["contract_coverage"] for one in found):
        return []
    found = sorted((one for one in found if one["year"]), key=lambda one: one["year"])
    marks = year_marks([one["year"] for one in found])

    def block(key: str, title: str, keys: tuple[str, ...], note: str) -> Block:
        shown = tuple(INDICATORS[one] for one in keys)
        lines = [
            Line(
                str(one["year"]), figures(shown, one),
                records(filters, "contratto=si", **during(filters, one["year"])),
            )
            for one in found
        ]  # fmt: skip
        return Block(key, title, "line", _("Anno"), lines, shown, marks=marks, note=note)

    return [
        block(
            "contratti", _("Dalle offerte al contratto, anno per anno"), DAYS,
            _("Anno di pubblicazione della gara. Gli ultimi anni sembrano più rapidi: le gare lente non sono ancora arrivate al contratto."),
        ),
        block(
            "termini", _("Contratti entro 115 giorni e oltre 160"), TERMS,
            _("Di quanti lotti aggiudicati si conosca il contratto lo dice la copertura."),
        ),
    ]  # fmt: skip


@cache
def _reasons() -> str:
    return spoken(reasons(chosen("m_variants")))


def variants(filters: Filters) -> Block:
    """Why contracts were varied: a variant with two reasons counts in both."""
    counted, lots = INDICATORS["variants"], INDICATORS["lots"]
    lines = [
        Line(
            one["reason"] or _("Non indicato"),
            (Figure(counted, one["variants"], 1), Figure(lots, one["lots"], 1)),
        )
        for one in answer(_reasons(), narrowed.variants(filters, filters.enti))
    ]
    return Block(
        "varianti", _("Perché si varia"), "bar", _("Motivo della variante"), lines, (counted, lots),
        summary=first_of(_("Varianti"), "", lines), origin=counted.origin,
        note=_("Solo contratti di cui ANAC pubblica l'avvio. Una variante con più motivi conta in ciascuno."),
    )  # fmt: skip


def places(won: str) -> Block:
    """Winners of the same region, year by year: how many lots, how much money."""
    found = answer(question("m_winners", PLACES, ("year",)), won)
    found = sorted((one for one in found if one["year"]), key=lambda one: one["year"])
    shown = tuple(INDICATORS[key] for key in PLACES)
    return Block(
        "stessa-regione", _("Aggiudicatari della stessa regione (stima), anno per anno"), "line",
        _("Anno"), [Line(str(one["year"]), figures(shown, one)) for one in found], shown,
        headings=(_("Lotti"), _("Importo"), _("Copertura")),
        marks=year_marks([one["year"] for one in found]),
        note=_("Dalla partita IVA: vale la regione dell'ufficio che l'ha data all'inizio, non la sede di oggi."),
    )  # fmt: skip
