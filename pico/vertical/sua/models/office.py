"""Who sees a row: the ente acted for, and of its SUA those who work in the office."""

from typing import Self

from django.db import models
from django.db.models import Q

from pico.core.access.actor import Actor
from pico.core.access.terms import Role

from ..terms.rup import SUA_OFFICE


def is_office(actor: Actor) -> bool:
    """The actor works in the office of the SUA of the ente acted for."""
    return not actor.roles.isdisjoint(SUA_OFFICE)


class MembersQuerySet(models.QuerySet):
    """Of models whose rows only people who act for an ente see: which of them, `seen_by` says."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see: all for the platform itself, nothing for who acts for no ente."""
        if actor.is_system:
            return self
        return self.filter(self.seen_by(actor)) if actor.is_member else self.none()

    def seen_by(self, actor: Actor) -> Q:
        """Those of the ente acted for."""
        return Q(ente=actor.ente_id)


class OfEnteQuerySet(MembersQuerySet):
    """Of models with `ente` and `sua`."""

    def seen_by(self, actor: Actor) -> Q:
        """Keep those of the ente acted for, and those of the SUA's office."""
        seen = Q(ente=actor.ente_id)
        if self.is_read_by(actor):
            seen |= Q(sua=actor.ente_id)
        return seen

    @staticmethod
    def is_read_by(actor: Actor) -> bool:
        """Whether this role reads what is of the SUA acted for."""
        return is_office(actor)


class OfEnteAndProvinceQuerySet(OfEnteQuerySet):
    """Of models that the administrator of the Province reads too."""

    @staticmethod
    def is_read_by(actor: Actor) -> bool:
        return is_office(actor) or Role.PROVINCE_ADMIN in actor.roles
