"""How a module declares one of its settings."""

from dataclasses import field
from typing import Any


def setting(
    default: Any,
    *,
    label: str,
    help_text: str = "",
    choices: type | None = None,
    starts_with: str = "",
) -> Any:
    """Declare one setting in a module's settings dataclass (bool, int or str).

    A word that has to begin in one way (an address of a known service) says how: `starts_with`.
    """
    return field(
        default=default,
        metadata={
            "label": label,
            "help_text": help_text,
            "choices": choices,
            "starts_with": starts_with,
        },
    )
