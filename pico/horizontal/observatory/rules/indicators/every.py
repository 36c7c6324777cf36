"""All the indicators, by their key."""

from django.utils.translation import gettext_lazy as _

from .awards import MARKET, OUTCOMES, SPREAD
from .contracts import CONTRACTS, SEATS, TIMES
from .declaring import Indicator
from .digital import DIGITAL
from .lots import DELEGATED, LOTS, QUALIFICATION
from .projects import PER_CAPITA, PNC_INDICATORS, PNRR_INDICATORS
from .staff import STAFF

# As the sections of the dashboard show them.
GROUPS: tuple[tuple[Indicator, ...], ...] = (
    LOTS, QUALIFICATION, DELEGATED, OUTCOMES, SPREAD, CONTRACTS, TIMES, MARKET, SEATS,
    PNRR_INDICATORS, PER_CAPITA, PNC_INDICATORS, STAFF, DIGITAL,
)  # fmt: skip
GROUP_TITLES = (
    _("Appalti"), _("Qualificazione"), _("Gare per altri enti"), _("Aggiudicazioni"),
    _("Ribassi"), _("Contratti"), _("Tempi del contratto e varianti"), _("Mercato"),
    _("Regione degli aggiudicatari"), _("Progetti PNRR"), _("Progetti PNRR, per abitante"),
    _("Progetti PNC"), _("Personale"), _("Agenda digitale"),
)  # fmt: skip
# Aggregates of these are for everybody, as those of the sections they stand in (domain facts, 9).
PUBLIC_GROUPS = (LOTS, PNRR_INDICATORS, PER_CAPITA, PNC_INDICATORS, DIGITAL)
PUBLIC_KEYS = frozenset(one.key for group in PUBLIC_GROUPS for one in group)
INDICATORS: dict[str, Indicator] = {one.key: one for group in GROUPS for one in group}
