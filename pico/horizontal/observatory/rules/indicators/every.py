"""All the indicators, by their key."""

from .awards import MARKET, OUTCOMES
from .declaring import Indicator
from .lots import DELEGATED, LOTS, QUALIFICATION
from .projects import PNC_INDICATORS, PNRR_INDICATORS
from .staff import STAFF

# As the sections of the dashboard show them.
GROUPS: tuple[tuple[Indicator, ...], ...] = (
    LOTS, QUALIFICATION, DELEGATED, OUTCOMES, MARKET, PNRR_INDICATORS, PNC_INDICATORS, STAFF,
)  # fmt: skip
INDICATORS: dict[str, Indicator] = {one.key: one for group in GROUPS for one in group}
