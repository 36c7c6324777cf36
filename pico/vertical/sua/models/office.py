"""Rows of an ente that the office of its SUA reads too."""

from typing import Self

from django.db import models
from django.db.models import Q

from pico.core.access.actor import Actor
from pico.core.access.terms import Role

from ..terms.rup import SUA_OFFICE


def is_office(actor: Actor) -> bool:
    """The actor works in the office of the SUA of the ente acted for."""
    return not actor.roles.isdisjoint(SUA_OFFICE)


class OfEnteQuerySet(models.QuerySet):
    """Of models with `ente` and `sua`."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep those of the ente acted for, and those of the SUA's office or administrator."""
        if actor.is_system:
            return self
        if not actor.is_member:
            return self.none()
        seen = Q(ente=actor.ente_id)
        if is_office(actor) or Role.PROVINCE_ADMIN in actor.roles:
            seen |= Q(sua=actor.ente_id)
        return self.filter(seen)
