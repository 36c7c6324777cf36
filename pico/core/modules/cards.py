"""Cards of a home page: a module says what matters, the portal draws it."""

from dataclasses import dataclass

from django.utils.module_loading import import_string

from . import registry


@dataclass(frozen=True, slots=True)
class Card:
    """One number that matters, with its words; `is_public` cards stand on the public home too."""

    title: str
    text: str
    url: str
    number: int | None = None
    icon: str = "it-info-circle"
    is_public: bool = False


def cards(request, modules=None) -> list[Card]:
    """What the active modules of this space have to say to this actor."""
    modules = registry.active_for(request.space) if modules is None else modules
    drawn = (import_string(path)(request) for m in modules.values() for path in m.cards)
    return [card for card in drawn if card is not None]
