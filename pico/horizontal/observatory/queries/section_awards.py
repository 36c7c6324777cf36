"""Section 4: how tenders end, against how many offers, in how long, with whom."""

from functools import cache

from django.utils.translation import gettext as _
from ibis import desc

from ..rules.engines import spoken
from ..rules.indicators.awards import MARKET, OUTCOMES, by_winner
from ..rules.indicators.every import INDICATORS
from ..terms.bands import Band, Kind
from ..terms.procedures import COMPETITIVE, Procedure
from . import filters as narrowed
from .blocks import Block, Figure, Line, figures, first_of, year_marks
from .engine import answer, chosen, question
from .filters import Filters
from .links import during, linked, records

TOP = 10
MANY = 8  # offers: from here on they are counted together


def awards(filters: Filters) -> tuple[list[Figure], list[Block]]:
    """«Aggiudicazioni, concorrenza e mercato»."""
    rows = narrowed.lots(filters, filters.enti)
    won = narrowed.winners(filters, filters.enti)
    (found,) = answer(question("m_lots", tuple(one.key for one in OUTCOMES)), rows)
    (market,) = answer(question("m_winners", tuple(one.key for one in MARKET)), won)
    blocks = [
        by_year(filters, rows),
        measured_by(filters, rows, "kind", ("discount", "days", "single_bid"), _("Per oggetto"), _("Oggetto"), Kind),
        measured_by(filters, rows, "band", ("discount", "days", "single_bid"), _("Ribasso per fascia"), _("Fascia"), Band),
        measured_by(
            filters, rows, "procedure", ("single_bid", "median_bids", "days"), _("Una sola offerta, per procedura"),
            _("Procedura"), [Procedure(one) for one in COMPETITIVE],
        ),
        by_offers(filters, rows),
        top_winners(filters, won),
    ]  # fmt: skip
    return [*linked(OUTCOMES, found, filters), *linked(MARKET, market, filters)], blocks


def by_year(filters: Filters, rows: str) -> Block:
    keys = ("days", "days_p90")
    found = answer(question("m_lots", (*keys, "outcome_coverage"), ("year",)), rows)
    found = sorted((one for one in found if one["year"]), key=lambda one: one["year"])
    shown = tuple(INDICATORS[key] for key in (*keys, "outcome_coverage"))
    lines = [
        Line(
            str(one["year"]), figures(shown, one), records(filters, **during(filters, one["year"]))
        )
        for one in found
    ]
    return Block(
        "tempi", _("Tempo di affidamento, anno per anno"), "line", _("Anno"), lines, shown,
        marks=year_marks([one["year"] for one in found]),
    )  # fmt: skip


def measured_by(
    filters: Filters, rows: str, name: str, keys, title: str, head: str, choices
) -> Block:
    """Measures of the awards by a list of ours, in its order."""
    found = {one[name]: one for one in answer(question("m_lots", keys, (name,)), rows)}
    shown = tuple(INDICATORS[key] for key in keys)
    lines = [
        Line(
            str(one.label), figures(shown, found[one.value]), records(filters, **{name: one.value})
        )
        for one in choices
        if one.value in found
    ]
    label = str(shown[0].label)
    return Block(
        f"esiti-{name}", title, "bar", head, lines, shown, summary=first_of(label, "", lines)
    )


@cache
def _offers() -> str:
    rows = chosen("m_lots")
    rows = rows.filter(rows.is_awarded & rows.is_competitive & rows.admitted.notnull())
    counted = rows.group_by(offers=rows.admitted.clip(upper=MANY)).aggregate(lots=rows.count())
    return spoken(counted.order_by("offers"))


def by_offers(filters: Filters, rows: str) -> Block:
    lots = INDICATORS["awarded"]
    lines = [
        Line(
            str(one["offers"]) if one["offers"] < MANY else _("%(n)d o più") % {"n": MANY},
            (Figure(lots, one["lots"], one["lots"]),),
            records(filters, f"offerte={one['offers']}"),
        )
        for one in answer(_offers(), rows)
    ]
    return Block(
        "offerte", _("Offerte ammesse nelle gare con confronto"), "column", _("Offerte ammesse"), lines,
        (lots,), summary=first_of(_("Offerte ammesse"), "", lines),
    )  # fmt: skip


@cache
def _top() -> str:
    rows = chosen("m_winners")
    named = rows.group_by("winner_code").aggregate(
        winner_name=rows.winner_name.min(), is_person=rows.is_person.any(), lots=rows.cig.nunique()
    )
    found = by_winner(rows).inner_join(named, "winner_code")
    return spoken(found.order_by(desc("won"), "winner_code").limit(TOP))


def top_winners(filters: Filters, won: str) -> Block:
    """The firms that took most; a natural person is not named."""
    amount, lots = INDICATORS["amount"], INDICATORS["awarded"]
    lines = [
        Line(
            _("Persona fisica (nome non mostrato)") if one["is_person"] else one["winner_name"] or one["winner_code"],
            (Figure(amount, one["won"], one["lots"]), Figure(lots, one["lots"], one["lots"])),
        )
        for one in answer(_top(), won)
    ]  # fmt: skip
    return Block(
        "primi", _("I primi dieci aggiudicatari"), "bar", _("Aggiudicatario"), lines, (amount, lots),
        headings=(_("Importo aggiudicato"), _("Lotti")), origin=MARKET[0].origin,
        note=_("Nei raggruppamenti l'importo è diviso in parti uguali fra le imprese."),
    )  # fmt: skip
