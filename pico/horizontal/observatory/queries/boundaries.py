"""Boundaries for maps: GeoJSON out of the files that set-up fetches, small enough for a page."""

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from ..rules.topology import features

PROVINCES = "province"


def folder() -> Path:
    """Where `scripts/fetch_registry.py` puts them: `provinces.topo.json`, `municipalities/<code>.topo.json`."""
    return Path(settings.VAR_DIR) / "registry" / "boundaries"


def path_of(name: str) -> Path | None:
    """The file of the Provinces, or of the Comuni of one of them; None where it was not fetched."""
    known = "provinces" if name == PROVINCES else f"municipalities/{name}"
    path = folder() / f"{known}.topo.json"
    return path if path.is_file() else None


@lru_cache(maxsize=8)
def _drawn(path: str, _changed: int) -> str:
    topology = json.loads(Path(path).read_text())
    return json.dumps({"type": "FeatureCollection", "features": features(topology)})


def drawn(name: str) -> str | None:
    """The GeoJSON of a file, made once for as long as the file is the same."""
    path = path_of(name)
    return _drawn(str(path), path.stat().st_mtime_ns) if path else None


def are_there() -> bool:
    return path_of(PROVINCES) is not None
