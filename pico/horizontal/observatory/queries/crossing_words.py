"""Filters in a sentence, for who does not see the form that they came from."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pico.core.ui.formats import date_it

from ..terms.bands import Band, Kind
from ..terms.procedures import Procedure
from ..terms.sections import Attribution
from .filters import YES, Filters
from .places import by_sigla, regions

LISTS = (("kind", Kind), ("procedure", Procedure), ("band", Band))


def said(filters: Filters) -> str:
    """«Treviso; dal 1 gen 2025; Lavori»; all the Provinces where no place is chosen."""
    return "; ".join((*_places(filters), *_period(filters), *_others(filters)))


def _places(filters: Filters) -> Iterator[str]:
    known = by_sigla()
    names = [known[one].short if one in known else one for one in filters.provinces]
    if names:
        yield ", ".join(names)
    if filters.region:
        yield regions().get(filters.region, filters.region)
    if not names and not filters.region:
        yield _("tutte le Province")
    if filters.metro:
        yield _("con le Città metropolitane")


def _period(filters: Filters) -> Iterator[str]:
    if filters.first:
        yield _("dal %(day)s") % {"day": date_it(filters.first)}
    if filters.last:
        yield _("al %(day)s") % {"day": date_it(filters.last)}


def _others(filters: Filters) -> Iterator[str]:
    for name, choices in LISTS:
        if value := getattr(filters, name):
            yield str(dict(choices.choices).get(value, value))
    if filters.cpv:
        yield f"CPV {filters.cpv}"
    if filters.pnrr:
        yield _("solo PNRR/PNC") if filters.pnrr == YES else _("senza PNRR/PNC")
    if filters.attribution:
        yield str(Attribution(filters.attribution).label)
