"""Listeners of the tests of this room."""

from pico.core.enti.models import Region

heard: list[tuple[str, str]] = []
broken: set[str] = set()


def first(announcement) -> None:
    _hear("first", announcement)


def second(announcement) -> None:
    _hear("second", announcement)


def write_then_break(announcement) -> None:
    """Write a row, then fail as long as it is broken."""
    Region.objects.create(code="99", name="Scritta da chi ascolta", slug="x")
    _hear("writer", announcement)


def _hear(ear: str, announcement) -> None:
    if ear in broken:
        raise RuntimeError(f"{ear} is broken")
    heard.append((ear, announcement.name))
