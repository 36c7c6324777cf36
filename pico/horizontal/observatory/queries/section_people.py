"""Section 7: the staff of the Provinces. A stock is of one year: the last of the period chosen."""

from functools import cache

from django.utils.translation import gettext as _

from pico.core.ui.formats import number_it

from ..rules.engines import spoken
from ..rules.indicators.every import INDICATORS
from ..rules.indicators.staff import AGES, STAFF
from . import filters as narrowed
from .blocks import Block, Figure, Line, figures
from .engine import Row, answer, chosen, question
from .filters import Filters
from .section_tenders import on_map

KEYS = tuple(one.key for one in STAFF)
ALONE = tuple(key for key in KEYS if key != "heads_per_residents")
TRAINING = ("training_hours", "training_days")
GENDERS = ("F", "M")


def staff(filters: Filters) -> tuple[list[Figure], list[Block]]:
    """«Personale delle Province»."""
    rows = narrowed.staff(filters, filters.enti)
    by_year = sorted(
        answer(question("m_staff", ALONE, ("year",)), rows), key=lambda one: one["year"]
    )
    shown = tuple(INDICATORS[key] for key in ALONE)
    latest = by_year[-1] if by_year else {}
    blocks = [along(by_year, tuple(key for key in ALONE if key not in TRAINING))]
    if any(one["training_days__n"] for one in by_year):
        blocks.append(training(by_year))
    if latest:
        last = narrowed.staff_of(filters, filters.enti, latest["year"])
        around = narrowed.staff_of(filters, filters.around.enti, latest["year"])
        blocks += [by_area(last), by_age(last), per_residents(filters, around)]
    return list(figures(shown, latest)), blocks


def along(by_year: list[Row], keys: tuple[str, ...]) -> Block:
    shown = tuple(INDICATORS[key] for key in keys)
    years = [Line(str(one["year"]), figures(shown, one)) for one in by_year]
    return Block("anni", _("Nel tempo"), "line", _("Anno"), years, shown)


def training(by_year: list[Row]) -> Block:
    """Hours for each, and the days that they were counted as."""
    hours, days = shown = tuple(INDICATORS[key] for key in TRAINING)
    lines = []
    for one in by_year:
        said, counted = figures(shown, one)
        lines.append(Line(str(one["year"]), (said,), texts=(counted.text,)))
    return Block(
        "formazione", _("Formazione, anno per anno"), "column", _("Anno"), lines, (hours,),
        text_heads=(str(days.label),), note=_("Giorni interi della tabella T11, contati 7,2 ore l'uno."),
    )  # fmt: skip


def by_area(rows: str) -> Block:
    """Women and men of each area."""
    (shown,) = (INDICATORS["heads"],)
    found = {
        (one["area"], one["gender"]): one
        for one in answer(question("m_staff", ("heads",), ("area", "gender")), rows)
        if one["heads"]
    }
    areas = sorted({area for area, _gender in found}, key=lambda area: area or "")
    lines = [
        Line(
            area or _("Non indicata"),
            tuple(
                Figure(shown, (one := found.get((area, gender), {})).get("heads", 0), one.get("heads__n", 1))
                for gender in GENDERS
            ),
        )
        for area in areas
    ]  # fmt: skip
    return Block(
        "aree", _("Per area e genere"), "pyramid", _("Area"), lines, (shown,),
        headings=(_("Donne"), _("Uomini")),
    )  # fmt: skip


@cache
def _ages() -> str:
    rows = chosen("m_staff")
    rows = rows.filter(rows.table_code == "T8")
    return spoken(rows.group_by("measure", "gender").aggregate(heads=rows.amount.sum()))


def by_age(rows: str) -> Block:
    """The age pyramid: women and men of each class, the oldest on top."""
    shown = INDICATORS["heads"]
    found = {(one["measure"], one["gender"]): one["heads"] for one in answer(_ages(), rows)}
    present = {measure for measure, _gender in found}
    lines = [
        Line(label, tuple(Figure(shown, found.get((key, gender), 0), 1) for gender in GENDERS))
        for key, label in reversed(_age_classes())
        if key in present
    ]
    return Block(
        "eta", _("Per età e genere"), "pyramid", _("Età"), lines, (INDICATORS["mean_age"],),
        headings=(_("Donne"), _("Uomini")), summary=_oldest(lines),
        note=_("Classi di cinque anni, dalla tabella T8 del Conto annuale."),
    )  # fmt: skip


def _age_classes() -> list[tuple[str, str]]:
    five = [(f"AGE_{low}", f"{low}–{low + 4}") for low in AGES]
    return [("AGE_0", _("fino a 19")), *five, ("AGE_65", _("65 e oltre"))]


def _oldest(lines: list[Line]) -> str:
    """The finding: the largest class, women and men together."""
    heads = {one.label: sum(cell.number or 0 for cell in one.cells) for one in lines}
    if not any(heads.values()):
        return ""
    label = max(heads, key=lambda one: heads[one])
    part = number_it(heads[label] * 100 / sum(heads.values()), 1)
    return _("La classe più numerosa è %(label)s: %(n)s persone, il %(part)s %% del totale.") % {
        "label": label, "n": number_it(heads[label], 0), "part": part,
    }  # fmt: skip


def per_residents(filters: Filters, rows: str) -> Block:
    found = answer(question("m_staff", KEYS, ("ente_id",)), rows)
    shown = tuple(
        INDICATORS[key] for key in ("heads_per_residents", "heads", "women_share", "mean_age")
    )
    return on_map(
        filters, found, shown, "mappa", _("Addetti per 10.000 abitanti"), lambda one: ""
    )  # fmt: skip
