"""Every change of the registry and of the spaces."""

from ..terms import Outcome
from .bodies import create_ente, edit_ente, revert_field
from .imports import import_ipa, import_registry
from .reporting import Report
from .spaces import (
    colour_space,
    move_space,
    publish_space,
    rename_space,
    set_space_hostname,
    suspend_space,
)

__all__ = [
    "Outcome",
    "Report",
    "colour_space",
    "create_ente",
    "edit_ente",
    "import_ipa",
    "import_registry",
    "move_space",
    "publish_space",
    "rename_space",
    "revert_field",
    "set_space_hostname",
    "suspend_space",
]
