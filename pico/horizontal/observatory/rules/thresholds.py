"""When a threshold is crossed: arithmetic alone."""

from decimal import Decimal

from ..terms.crossing import Side


def is_beyond(side: str, found: Decimal, limit: Decimal) -> bool:
    """A value that reaches the threshold is beyond it."""
    return found >= limit if side == Side.ABOVE else found <= limit


def is_told(*, was_beyond: bool, is_now_beyond: bool) -> bool:
    """A crossing is told once: again only after the value went back."""
    return is_now_beyond and not was_beyond
