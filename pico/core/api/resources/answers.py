"""What every operation may answer."""

from pico.core.api.problems import Problem

OPEN = {"security": [{}]}  # a key is welcome and not needed


def answers(ok: type, *more: int) -> dict:
    """The answer of an operation and its problems, for the OpenAPI document."""
    return {200: ok, **dict.fromkeys(sorted({401, 422, 429, *more}), Problem)}
