"""First parts of an address that pages may not take: modules, rooms of the house, spaces."""

from functools import lru_cache

from django.urls import get_resolver
from django.utils.translation import gettext as _

from pico.core.enti.models import Space
from pico.core.modules import registry


def taken_by(slug: str) -> str:
    """Say who already answers at `/<slug>/`, in words; nothing when the address is free."""
    for module in registry.installed().values():
        if module.path and module.path.split("/")[0] == slug:
            return f"«{module.label}»"
    if slug in _first_parts():
        return _("una pagina della piattaforma")
    space = Space.objects.filter(slug=slug).first()
    return f"«{space.name}»" if space else ""


@lru_cache(maxsize=1)
def _first_parts() -> frozenset[str]:
    """The first literal part of every address that the platform answers itself."""
    patterns = (str(one.pattern) for one in _flat(get_resolver().url_patterns))
    parts = (pattern.lstrip("^").split("/")[0] for pattern in patterns if "/" in pattern)
    return frozenset({"en", *(part for part in parts if part and part.replace("-", "").isalnum())})


def _flat(patterns):
    """The patterns, those included at the root opened once."""
    for one in patterns:
        if str(one.pattern) == "" and hasattr(one, "url_patterns"):
            yield from _flat(one.url_patterns)
        else:
            yield one
