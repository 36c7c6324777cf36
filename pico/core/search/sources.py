"""Which objects can be found, and what the search knows of the enti."""

from functools import cache

from django.db.models import Model
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from pico.core.access import scopes
from pico.core.enti.models import Ente
from pico.core.enti.terms import CodeScheme
from pico.core.foundation.searchable import Entry, Source
from pico.core.modules import registry


@cache
def all_sources() -> dict[str, Source]:
    """Every source that a manifest names, by the label of its model."""
    found = (
        import_string(path) for module in registry.installed().values() for path in module.search
    )
    return {label(source.model): source for source in found}


def label(model: type[Model] | str) -> str:
    return model.lower() if isinstance(model, str) else model._meta.label_lower


def enti():
    return Ente.objects.select_related("territory", "region").prefetch_related("codes")


def ente_entry(ente: Ente) -> Entry:
    """An ente is public: its names and codes, today's and yesterday's."""
    known = ente.codes.all()
    past_names = [had.code for had in known if had.scheme == CodeScheme.NAME]
    past = [had.code for had in known if had.scheme != CodeScheme.NAME]
    places = [str(place) for place in (ente.territory, ente.region) if place]
    today = (
        ente.ipa_code,
        ente.fiscal_code,
        ente.vat_number,
        ente.istat_code,
        ente.belfiore,
        ente.ausa,
    )
    return Entry(
        title=ente.name,
        body=" ".join(
            filter(None, (ente.short_name, ente.acronym, *places, ente.seats, *past_names))
        ),
        url=reverse("enti:detail", args=[ente.pk]),
        scope=scopes.PUBLIC,
        module="enti",
        kind=str(_("Ente")),
        ente_id=ente.pk,
        codes=tuple(dict.fromkeys(filter(None, (*today, *past)))),
    )


ENTI = Source(model=Ente, select=enti, entry=ente_entry)
