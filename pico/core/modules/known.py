"""What modules have of a code (a CIG, a CUP): a page that gathers asks them all, by their manifests."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.urls import reverse
from django.utils.module_loading import import_string

from pico.core.access.actor import Actor
from pico.core.enti.models import Space

from . import registry
from .manifest import Module

CIG, CUP = "cig", "cup"  # as `foundation.identifiers.recognise` calls them


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that a module has of a code, which the reader may see.

    It lives in the space of the ente `ente_id`: `url` leads there. `meaning` is that of a badge. `days`
    are its dated steps, in words.
    """

    kind: str
    title: str
    url: str
    ente_id: int
    state: str = ""
    meaning: str = "draft"
    days: tuple[tuple[date, str], ...] = ()


def known_of(actor: Actor, kind: str, code: str) -> list[tuple[Module, Known]]:
    """What each module has of a code, in menu order; nothing of a module that is off where it lives.

    Every module is asked, whatever space the reader stands in: a code is of no space.
    """
    is_on = cache(_is_on)
    return [
        (module, one)
        for module in registry.installed().values()
        if module.knows
        for one in import_string(module.knows)(actor, kind, code)
        if is_on(module.key, one.ente_id)
    ]


def page_of(request, kind: str, code: str) -> str:
    """The page that gathers what is known of a code, in the space of the request; asks no database.

    Empty where no module that is on has one, or the reader may not open it. That a code is known is
    not asked: the page says so where it is not.
    """
    for module in registry.active_in(request).values() if code.isalnum() else ():
        if name := module.code_pages.get(kind):
            may_open = not module.page_permission or request.actor.can(module.page_permission)
            return reverse(name, args=[code]) if may_open else ""
    return ""


def _is_on(module: str, ente_id: int) -> bool:
    space = Space.objects.select_related("parent__parent").filter(ente=ente_id).first()
    return space is not None and module in registry.active_for(space)
