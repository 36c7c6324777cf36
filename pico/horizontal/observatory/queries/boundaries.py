"""Boundaries for maps: the GeoJSON that set-up draws, of the Provinces and of the Comuni of each."""

from pathlib import Path

from django.conf import settings

PROVINCES = "province"


def path_of(name: str) -> Path | None:
    """The file of the Provinces, or of the Comuni of one (its ISTAT code); None where it is not there."""
    folder = Path(settings.VAR_DIR) / "registry" / "boundaries"
    if name != PROVINCES and not (name.isascii() and name.isdigit()):
        return None
    path = folder / ("provinces.json" if name == PROVINCES else f"comuni/{name}.json")
    return path if path.is_file() else None


def are_there(name: str = PROVINCES) -> bool:
    return path_of(name) is not None
