"""The words of the values of a facet."""

from collections.abc import Callable, Mapping

from pico.core.access.scopes import Level
from pico.core.enti.models import Ente, Region, Space
from pico.core.modules import registry

from .terms import Facet


def labels_of(values: Mapping[Facet, list[str]]) -> Callable[[Facet, str], str]:
    """Return how to say each value, in three queries whatever their number."""
    enti = [pk for pk in values.get(Facet.ENTE, ()) if pk.isdigit()]
    known = {
        Facet.MODULE: {key: str(m.label) for key, m in registry.installed().items()},
        Facet.LEVEL: {level.value: str(level.label) for level in Level},
        Facet.ENTE: _names(Ente.objects.filter(pk__in=enti)),
        Facet.SITE: _names(
            Space.objects.filter(pk__in=[pk for pk in values.get(Facet.SITE, ()) if pk.isdigit()])
        ),
        Facet.TOPIC: {name: name for name in values.get(Facet.TOPIC, ())},
        Facet.REGION: _names(Region.objects.filter(pk__in=values.get(Facet.REGION, ()))),
    }

    def label(facet: Facet, value: str) -> str:
        return known.get(facet, {}).get(value) or value.capitalize()

    return label


def _names(objects) -> dict[str, str]:
    return {str(pk): name for pk, name in objects.values_list("pk", "name")}
