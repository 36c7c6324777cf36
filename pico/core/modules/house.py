"""Manifests of the core rooms that stand below this one and cannot import the manifest class."""

from django.utils.translation import gettext_lazy as _

from .manifest import Module

HOUSE: tuple[Module, ...] = (
    Module(
        key="people",
        label=_("Persone"),
        layer="core",
        path="persone",
        permissions="pico.core.people.permissions.POLICY",
        order=1,
    ),
)
