"""Section 4: how tenders end, against how many offers, in how long, with whom."""

from dataclasses import replace
from functools import cache

import ibis
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from ibis import desc

from pico.core.ui.formats import number_it

from ..rules.engines import spoken
from ..rules.indicators.awards import MARKET, OUTCOMES, by_winner, own_discount
from ..rules.indicators.contracts import CONTRACTS, SEATS
from ..rules.indicators.every import INDICATORS
from ..terms.bands import Band, Kind
from ..terms.procedures import COMPETITIVE, Procedure
from . import filters as narrowed
from .blocks import Block, Figure, Line, figures, first_of, year_marks
from .engine import Row, answer, chosen, question
from .filters import Filters
from .links import during, linked, records
from .section_contracts import after_awards

TOP = 10
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
MEDIAN = QUANTILES.index(0.5)
POINTS = 100  # lots of a scatter: the table says each of them
TENTHS = 10
MANY = 8  # offers: from here on they are counted together


def awards(filters: Filters) -> tuple[list[Figure], list[Block]]:
    """«Aggiudicazioni, concorrenza e mercato»."""
    rows = narrowed.lots(filters, filters.enti)
    won = narrowed.winners(filters, filters.enti)
    ended = (*OUTCOMES, *CONTRACTS)
    (found,) = answer(question("m_lots", tuple(one.key for one in ended)), rows)
    (market,) = answer(question("m_winners", tuple(one.key for one in MARKET)), won)
    (seats,) = answer(question("m_winners", tuple(one.key for one in SEATS)), won)
    blocks = [
        by_year(filters, rows),
        measured_by(filters, rows, "kind", ("discount", "days", "single_bid"), _("Per oggetto"), _("Oggetto"), Kind),
        measured_by(filters, rows, "band", ("discount", "days", "single_bid"), _("Ribasso per fascia"), _("Fascia"), Band),
        measured_by(
            filters, rows, "procedure", ("single_bid", "median_bids", "days"), _("Una sola offerta, per procedura"),
            _("Procedura"), [Procedure(one) for one in COMPETITIVE],
        ),
        discounts(filters, rows),
        by_offers(filters, rows),
        times(rows, found["days__n"]),
        top_winners(filters, won),
        lorenz(won, market),
        *after_awards(filters, rows, won),
    ]  # fmt: skip
    tiles = [*linked(ended, found, filters), *linked(MARKET, market, filters)]
    return [*tiles, *linked(SEATS, seats, filters)], blocks


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
def _discounts() -> str:
    rows = chosen("m_lots")
    rows = rows.filter(rows.discount_base.notnull()).mutate(own=own_discount(rows))
    ends = {f"q{at}": rows.own.quantile(share) for at, share in enumerate(QUANTILES)}
    return spoken(rows.group_by("procedure").aggregate(lots=rows.count(), **ends))


def discounts(filters: Filters, rows: str) -> Block:
    """How the discounts of single lots are spread, procedure by procedure: a weighted mean hides it."""
    median, lots = INDICATORS["median_discount"], INDICATORS["awarded"]
    found = {one["procedure"]: one for one in answer(_discounts(), rows)}
    lines = [
        Line(
            str(one.label),
            (
                *(Figure(median, row[f"q{at}"], row["lots"]) for at in range(len(QUANTILES))),
                Figure(lots, row["lots"], row["lots"]),
            ),
            records(filters, "esito=si", procedure=one.value),
        )
        for one in Procedure
        if (row := found.get(one.value))
    ]
    return Block(
        "ribassi", _("Quanto variano i ribassi, per procedura"), "box", _("Procedura"), lines, (median,),
        headings=(
            _("5° percentile"), _("Primo quartile"), _("Mediana"), _("Terzo quartile"),
            _("95° percentile"), _("Lotti"),
        ),
        summary=first_of(_("Ribasso mediano"), "", lines, at=MEDIAN),
        note=_("La scatola va dal primo al terzo quartile, la linea è la mediana, i baffi arrivano al 5° e al 95° percentile."),
    )  # fmt: skip


@cache
def _times() -> str:
    rows = chosen("m_lots")
    rows = rows.filter(rows.days.notnull() & (rows.amount > 0))
    return spoken(rows.select("cig", "amount", "days").order_by(rows.cig.hash()).limit(POINTS))


def times(rows: str, cases: int) -> Block:
    """Time against amount, lot by lot; of many lots a sample, always the same."""
    amount, days = INDICATORS["amount"], replace(INDICATORS["days"], fewest=0)
    found = sorted(answer(_times(), rows), key=lambda one: (-one["amount"], one["cig"]))
    lines = [
        Line(
            one["cig"],
            (Figure(amount, one["amount"], 1), Figure(days, one["days"], 1)),
            reverse("observatory:lot", args=[one["cig"]]),
        )
        for one in found
    ]
    note = ""
    if cases > len(lines):
        note = _("Si mostrano %(shown)d lotti presi a caso fra i %(all)s con un tempo noto, sempre gli stessi.") % {
            "shown": len(lines), "all": number_it(cases),
        }  # fmt: skip
    return Block(
        "tempo-importo", _("Tempo e importo, lotto per lotto"), "points", "CIG", lines, (days, amount),
        headings=(_("Importo"), _("Giorni")), summary=_longest(lines), note=note,
    )  # fmt: skip


def _longest(lines: list[Line]) -> str:
    if not lines:
        return ""
    slow = max(lines, key=lambda one: one.cells[1].number or 0)
    return _("Il più lungo: %(cig)s, %(days)s per %(amount)s.") % {
        "cig": slow.label, "days": slow.cells[1].text, "amount": slow.cells[0].text,
    }  # fmt: skip


@cache
def _lorenz() -> str:
    """Winners from the least, tenth by tenth: how many, and what they took together."""
    rows, everybody = by_winner(chosen("m_winners")), ibis.window()
    upward = ibis.cumulative_window(order_by=ibis.desc("place"))
    rows = rows.mutate(
        firms=rows.won.count().over(everybody), total=rows.won.sum().over(everybody),
        took=rows.won.sum().over(upward),
    )  # fmt: skip
    rows = rows.mutate(rank=rows.firms - rows.place)
    rows = rows.mutate(tenth=(rows.rank * TENTHS / rows.firms).ceil())
    columns = {name: rows[name].max() for name in ("rank", "firms", "took", "total")}
    return spoken(rows.group_by("tenth").aggregate(**columns).order_by("tenth"))


def lorenz(won: str, market: Row) -> Block:
    """The Lorenz curve: which share of the amount goes to which share of the winners."""
    gini, share = INDICATORS["gini"], INDICATORS["top_share"]
    lines = [
        Line(
            ngettext("Il più piccolo", "I %(n)d più piccoli", one["rank"]) % {"n": one["rank"]},
            (
                Figure(share, one["rank"] * 100 / one["firms"], one["firms"]),
                Figure(share, one["took"] * 100 / one["total"], one["firms"]),
            ),
        )
        for one in answer(_lorenz(), won)
    ]
    told = Figure(gini, market["gini"], market["gini__n"])
    return Block(
        "lorenz", _("Come si divide l'importo aggiudicato"), "curve", _("Aggiudicatari"), lines, (gini,),
        headings=(_("Quota degli aggiudicatari"), _("Quota dell'importo")),
        summary=_("Indice di Gini: %(gini)s. Se tutti prendessero lo stesso, la curva starebbe sulla diagonale.") % {"gini": told.text},
    )  # fmt: skip


@cache
def _top() -> str:
    """The first ones, then what is told of them: distinct lots are counted of ten, not of all."""
    rows = chosen("m_winners")
    first = by_winner(rows).filter(ibis._.place < TOP)
    theirs = rows.inner_join(first, "winner_code")
    found = theirs.group_by("winner_code", "won").aggregate(
        winner_name=theirs.winner_name.min(),
        is_person=theirs.is_person.any(),
        lots=theirs.cig.nunique(),
    )
    return spoken(found.order_by(desc("won"), "winner_code"))


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
