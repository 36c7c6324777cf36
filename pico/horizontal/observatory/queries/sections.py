"""The seven sections: for each the figures and the charts that the chosen filters give."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ..terms.sections import PUBLIC_SECTIONS, SectionKey
from . import section_awards, section_people, section_projects, section_tenders, section_territory
from .blocks import Block, Figure
from .filters import Filters
from .lake import the_lake


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the dashboard, answered."""

    key: SectionKey
    tiles: list[Figure]
    blocks: list[Block]
    updated_on: date | None
    note: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(one.cases for one in self.tiles)

    @property
    def is_public(self) -> bool:
        return self.key in PUBLIC_SECTIONS


Asked = Callable[[Filters], tuple[list[Figure], list[Block]]]
ANSWERS: dict[SectionKey, Asked] = {
    SectionKey.OVERVIEW: section_tenders.overview,
    SectionKey.QUALIFICATION: section_tenders.qualification,
    SectionKey.TERRITORY: section_territory.territory,
    SectionKey.AWARDS: section_awards.awards,
    SectionKey.PNRR: section_projects.pnrr,
    SectionKey.PNC: section_projects.pnc,
    SectionKey.STAFF: section_people.staff,
}


def section(key: SectionKey, filters: Filters) -> Section:
    """Answer a section; figures know the address of the records that they count."""
    tiles, blocks = ANSWERS[key](filters)
    return Section(key, tiles, blocks, updated_on(tiles))


def updated_on(tiles: list[Figure]) -> date | None:
    """The day to which the data of a section are up to date: that of its stalest table."""
    tables = sorted({table for one in tiles for table in one.indicator.origin.tables})
    return the_lake().updated_on(*tables)
