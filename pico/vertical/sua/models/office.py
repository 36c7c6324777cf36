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
        """Keep those of the ente acted for, and those of the SUA's office."""
        if actor.is_system:
            return self
        if not actor.is_member:
            return self.none()
        seen = Q(ente=actor.ente_id)
        if self.is_read_by(actor):
            seen |= Q(sua=actor.ente_id)
        return self.filter(seen)

    @staticmethod
    def is_read_by(actor: Actor) -> bool:
        """Whether this role reads what is of the SUA acted for."""
        return is_office(actor)


class OfEnteAndProvinceQuerySet(OfEnteQuerySet):
    """Of models that the administrator of the Province reads too."""

    @staticmethod
    def is_read_by(actor: Actor) -> bool:
        return is_office(actor) or Role.PROVINCE_ADMIN in actor.roles
