"""The words of the values of a facet."""

from collections.abc import Callable, Iterable, Mapping

from pico.core.access.scopes import Level
from pico.core.enti.models import Ente, Region, Space
from pico.core.foundation.prepared import Prepared
from pico.core.modules import registry

from .terms import Facet

_ENTI, _SPACES, _REGIONS = (
    Prepared(lambda keys, model=model: model.objects.filter(pk__in=keys).values_list("pk", "name"))
    for model in (Ente, Space, Region)
)


def labels_of(values: Mapping[Facet, list[str]]) -> Callable[[Facet, str], str]:
    """Return how to say each value, in three queries whatever their number."""
    known = {
        Facet.MODULE: {key: str(m.label) for key, m in registry.installed().items()},
        Facet.LEVEL: {level.value: str(level.label) for level in Level},
        Facet.ENTE: _names(_ENTI, _numbers(values.get(Facet.ENTE, ()))),
        Facet.SITE: _names(_SPACES, _numbers(values.get(Facet.SITE, ()))),
        Facet.TOPIC: {name: name for name in values.get(Facet.TOPIC, ())},
        Facet.REGION: _names(_REGIONS, tuple(values.get(Facet.REGION, ()))),
    }

    def label(facet: Facet, value: str) -> str:
        return known.get(facet, {}).get(value) or value.capitalize()

    return label


def _numbers(values: Iterable[str]) -> tuple[int, ...]:
    return tuple(int(pk) for pk in values if pk.isdigit())


def _names(query: Prepared, keys: tuple) -> dict[str, str]:
    return {str(pk): name for pk, name in query.tuples(keys=keys)}
