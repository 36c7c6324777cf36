"""A lake for the demo: real files where they are, invented ones in the same formats elsewhere."""

import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings

from pico.core.access.actor import SYSTEM

from ..actions import after_load, loading, open_data
from ..actions.quality import take_snapshot
from ..queries.lake import the_lake
from ..terms.loads import INVENTED
from . import contracts, desk, links, projects, society
from .places import provinces

# Real files, by the dataset that they would replace.
REAL = {
    "pnc_progetti": ("pnrr_pnc/OpenData_PNC_Progetti.parquet",),
    "pnc_gare": ("pnrr_pnc/OpenData_PNC_Gare.parquet",),
    "padigitale2026": (
        "padigitale2026/candidature_altrienti_finanziate.csv",
        "padigitale2026/candidature_finanziate_11.csv",
        "padigitale2026/candidature_finanziate_145.csv",
    ),
}
# Official lists that set-up fetched.
LISTS = {
    "istat_comuni": "codici_statistici_01_01_2026.csv",
    "istat_popolazione": "popolazione_2023.csv",
}


def furnish(now: datetime) -> None:
    """Fill the lake if it has no contracts yet, publish its open data, and what persons keep of it.

    Run again, it adds nothing.
    """
    if not the_lake().rows("lots"):
        _load(now)
    open_data.refresh_catalogue(now=now)
    desk.furnish(now)


def _load(now: datetime) -> None:
    with tempfile.TemporaryDirectory(prefix="observatory-") as place:
        grown = []
        for dataset, path in _files(Path(place), now):
            if dataset == desk.GROWN:
                grown.append(path)
                path = desk.as_it_was(path)
            _bring(dataset, path, now)
        after_load.refresh(now=now)
        take_snapshot(actor=SYSTEM, now=now - desk.AGO)
        for path in grown:
            _bring(desk.GROWN, path, now)
    after_load.refresh(now=now)
    links.decide(now)


def _bring(dataset: str, path: Path, now: datetime) -> None:
    load = loading.receive_file(path=path, name=path.name, dataset=dataset, actor=SYSTEM, now=now)
    loading.run_load(load=load, actor=SYSTEM, now=now, refreshes=False)


def _files(place: Path, now: datetime):
    """The files to load: (dataset, path); an invented one only where there is no real one."""
    for dataset, name in LISTS.items():
        if (path := settings.VAR_DIR / "registry" / name).exists():
            yield dataset, path
    for dataset, names in REAL.items():
        for name in names:
            if (path := settings.OPEN_DATA / name).exists():
                yield dataset, path
    enti = provinces()
    invented = {
        **contracts.files(enti, now.date()),
        **projects.files(enti, now.date()),
        **society.files(enti, now.date()),
    }
    there = {dataset for dataset, names in REAL.items() if (settings.OPEN_DATA / names[0]).exists()}
    there |= {key for key, name in LISTS.items() if (settings.VAR_DIR / "registry" / name).exists()}
    for dataset, (name, text) in invented.items():
        if dataset not in there:
            path = place / f"{INVENTED}-{name}"
            path.write_text(text, encoding="utf-8")
            yield dataset, path
