"""Levels of sharing: one vocabulary for every object, stored as one key per object.

The key says who reads: `public`, `platform`, `provinces`, `reg:05`, `ter:026`, `net:3`, `grp:77`,
`ente:1204`, `usr:9`. Source of the levels: the customer's Community module (domain facts §3).
"""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

PUBLIC = "public"
PLATFORM = "platform"
PROVINCES = "provinces"
COMMON = frozenset({PUBLIC, PLATFORM, PROVINCES})  # a large part of all objects

KEY = re.compile(r"^(public|platform|provinces|(reg|ter|net|grp|ente|usr):[0-9]+)$")


class Level(models.TextChoices):
    """Widest first: a child may only narrow its parent."""

    PUBLIC = "public", _("Pubblico")
    PLATFORM = "platform", _("Tutti gli utenti Pi.Co.")
    PROVINCES = "provinces", _("Sistema delle Province")
    REGION = "reg", _("UPI regionale e Province della regione")
    TERRITORY = "ter", _("Provincia ed enti del territorio")
    NETWORK = "net", _("Rete tematica")
    GROUP = "grp", _("Gruppo ristretto")
    ENTE = "ente", _("Solo il mio ente")
    PERSON = "usr", _("Solo io")


def region(code: str) -> str:
    """The key of a Region, by its two-digit ISTAT code."""
    return f"reg:{code}"


def territory(code: str) -> str:
    """The key of a provincial territory, by its three-digit ISTAT code."""
    return f"ter:{code}"


def network(pk: int) -> str:
    return f"net:{pk}"


def group(pk: int) -> str:
    return f"grp:{pk}"


def ente(pk: int) -> str:
    return f"ente:{pk}"


def person(pk: int) -> str:
    return f"usr:{pk}"


def level_of(key: str) -> Level:
    """Return the level of a key; refuse with ValueError what is not a key."""
    if not KEY.match(key):
        raise ValueError(f"{key!r} is not a scope key")
    return Level(key.split(":", 1)[0])
