"""Manifests of the core rooms that stand below this one and cannot import the manifest class."""

from .manifest import Module

HOUSE: tuple[Module, ...] = ()
