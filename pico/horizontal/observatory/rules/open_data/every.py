"""The open datasets that the Osservatorio makes from the marts. One added here is published."""

from .declaring import OfMart
from .of_bodies import LINKS, PROJECTS, QUALIFICATIONS, RESIDENTS, STAFF
from .of_tenders import LOTS, WINNERS, YEARS

DATASETS: tuple[OfMart, ...] = (
    LOTS, WINNERS, YEARS, PROJECTS, LINKS, STAFF, QUALIFICATIONS, RESIDENTS,
)  # fmt: skip
