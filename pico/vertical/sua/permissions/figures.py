"""Who sees which figures of the SUA."""

from enum import StrEnum

from pico.core.access.facts import is_upi_administrator
from pico.core.access.policy import Policy, any_of

from .facts import watches_the_sua, works_for_an_ente, works_for_the_sua


class FiguresPermission(StrEnum):
    OFFICE = "sua.figures.office"  # of one's SUA: load, terms, every tender
    MINE = "sua.figures.mine"  # of one's ente
    NATIONAL = "sua.figures.national"  # sums per Province


FIGURES: Policy = {
    FiguresPermission.OFFICE: any_of(works_for_the_sua, watches_the_sua),
    FiguresPermission.MINE: any_of(works_for_an_ente),
    FiguresPermission.NATIONAL: any_of(is_upi_administrator),
}
