"""What enti are qualified for, and what they may award alone."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente

from ..models import Qualification
from ..rules.qualification import Held, LevelValue, Verdict, level_held, may_award
from ..terms.contracts import LEVELS_OF
from ..terms.procurement import Sector
from . import law


def qualifications(actor: Actor) -> QuerySet[Qualification]:
    """Those that the actor may see, by ente, the newest first."""
    return Qualification.objects.visible_to(actor).select_related("ente")


def held_by_ente(ente: Ente) -> list[Held]:
    rows = Qualification.objects.filter(ente=ente)
    return [Held(one.sector, one.level, one.valid_from, one.valid_to) for one in rows]


def may_ente_award(ente: Ente, sector: str, total: Decimal, on: date) -> Verdict:
    """Say whether an ente may award `total` euro by itself on a day (art. 62-63): total of all lots."""
    return may_award(
        held_by_ente(ente), sector, total, on, law.levels(on), law.free_limit(sector, on)
    )


def sheet(ente: Ente, on: date) -> list[dict]:
    """What an ente may do alone, sector by sector: the level in force and its limit."""
    held, levels = held_by_ente(ente), law.levels(on)
    return [_line(held, sector, levels, on) for sector in Sector]


def _line(held: list[Held], sector: str, levels: Mapping[str, LevelValue], on: date) -> dict:
    level = level_held(held, sector, on)
    value = levels[level] if level else None
    return {
        "sector": Sector(sector),
        "level": {str(one): one.label for one in LEVELS_OF[Sector(sector)]}.get(level, ""),
        "limit": value.limit if value else law.free_limit(sector, on),
        "is_unlimited": bool(value) and value.limit is None,
        "is_free": value is None,
    }
