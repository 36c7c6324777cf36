"""How a module declares one of its settings."""

from dataclasses import field
from typing import Any


def setting(
    default: Any, *, label: str, help_text: str = "", choices: type | None = None
) -> Any:
    """Declare one setting in a module's settings dataclass (bool, int or str)."""
    return field(
        default=default,
        metadata={"label": label, "help_text": help_text, "choices": choices},
    )
