"""The datasets that the lake can take in, by their key, in the order in which they are shown."""

from . import anac, anac_bodies, anac_contracts, italia_domani, others, phases, pnc
from .shape import Source

EVERY = (
    *anac.SOURCES,
    *anac_contracts.SOURCES,
    *anac_bodies.SOURCES,
    *italia_domani.SOURCES,
    *phases.SOURCES,
    *pnc.SOURCES,
    *others.SOURCES,
)
SOURCES: dict[str, Source] = {source.key: source for source in EVERY}
