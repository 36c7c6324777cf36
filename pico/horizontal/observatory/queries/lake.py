"""The lake of this deployment, for reading."""

from django.conf import settings

from ..rules.lake import Lake


def the_lake() -> Lake:
    """Return the lake that settings name; nothing is made on disk by asking."""
    return Lake(settings.OBSERVATORY_LAKE)
