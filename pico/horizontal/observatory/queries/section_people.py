"""Section 7: the staff of the Provinces. A stock is of one year: the last of the period chosen."""

from django.utils.translation import gettext as _

from ..rules.indicators.every import INDICATORS
from ..rules.indicators.staff import STAFF
from . import filters as narrowed
from .blocks import Block, Figure, Line, figures
from .engine import answer, question
from .filters import Filters
from .section_tenders import on_map

KEYS = tuple(one.key for one in STAFF)
ALONE = tuple(key for key in KEYS if key != "heads_per_residents")
GENDERS = ("F", "M")


def staff(filters: Filters) -> tuple[list[Figure], list[Block]]:
    """«Personale delle Province»."""
    rows = narrowed.staff(filters, filters.enti)
    by_year = sorted(
        answer(question("m_staff", ALONE, ("year",)), rows), key=lambda one: one["year"]
    )
    shown = tuple(INDICATORS[key] for key in ALONE)
    latest = by_year[-1] if by_year else {}
    years = [Line(str(one["year"]), figures(shown, one)) for one in by_year]
    blocks = [Block("anni", _("Nel tempo"), "line", _("Anno"), years, shown)]
    if latest:
        last = narrowed.staff_of(filters, filters.enti, latest["year"])
        around = narrowed.staff_of(filters, filters.around.enti, latest["year"])
        blocks += [by_area(last), per_residents(filters, around)]
    return list(figures(shown, latest)), blocks


def by_area(rows: str) -> Block:
    """Women and men of each area: the pyramid."""
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
        "aree", _("Per area e genere"), "stack", _("Area"), lines, (shown,),
        headings=(_("Donne"), _("Uomini")),
    )  # fmt: skip


def per_residents(filters: Filters, rows: str) -> Block:
    found = answer(question("m_staff", KEYS, ("ente_id",)), rows)
    shown = tuple(
        INDICATORS[key] for key in ("heads_per_residents", "heads", "women_share", "mean_age")
    )
    return on_map(
        filters, found, shown, "mappa", _("Addetti per 10.000 abitanti"), lambda one: ""
    )  # fmt: skip
