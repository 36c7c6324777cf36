"""The law of the day of the notice: what changed since a tender was opened, and what its data say amiss."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.ui.formats import money

from ..models import Tender
from ..rules.advisor import Case, differences
from .requests import advice


def case_of(tender: Tender) -> Case:
    """A tender as the advisor takes it."""
    return Case(
        kind=tender.contract_kind, value=tender.total, base=tender.total, procedure=tender.procedure,
        technique=tender.technique, criterion=tender.criterion,
        is_social=bool(tender.request and tender.request.is_social),
    )  # fmt: skip


def warnings_of(tender: Tender, on: date) -> list[str]:
    """What to know before the notice of a day: the thresholds that count are those of that day (art. 14)."""
    if not tender.is_before_notice:
        return []
    case, opened_on = case_of(tender), timezone.localdate(tender.opened_at)
    now, then = advice(case, on), advice(case, opened_on)
    if now is None:
        return []
    found = []
    if then and (changes := differences(then, now)):
        found.append(
            _("Dal %(then)s, quando la gara è stata aperta, al %(on)s la legge cambia: %(changes)s.")
            % {
                "then": f"{opened_on:%d/%m/%Y}", "on": f"{on:%d/%m/%Y}",
                "changes": "; ".join(changes),
            }
        )  # fmt: skip
    if now.is_above != tender.is_above_eu:
        words = (
            _("La soglia europea in vigore il %(on)s è %(value)s: la gara la raggiunge, ma nei dati è «sotto soglia». Correggi i dati.")
            if now.is_above
            else _("La soglia europea in vigore il %(on)s è %(value)s: la gara resta sotto, ma nei dati è «sopra soglia». Correggi i dati.")
        )  # fmt: skip
        found.append(words % {"on": f"{on:%d/%m/%Y}", "value": money(now.threshold.value)})
    return found
