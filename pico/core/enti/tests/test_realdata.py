"""The whole of ISTAT's list, where it was fetched; skipped elsewhere."""

import time
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from pico.core.enti import queries
from pico.core.enti.models import Ente
from pico.core.enti.terms import EnteKind

FOLDERS = (
    settings.VAR_DIR / "registry",
    settings.BASE_DIR.parent / "shared" / "data" / "geo_istat",
)
NAMES = ("codici_statistici_22_01_2024.csv", "codici_statistici_01_01_2026.csv")

pytestmark = pytest.mark.realdata


def found(name: str) -> Path:
    path = next((f / name for f in FOLDERS if (f / name).is_file()), None)
    if path is None:
        pytest.skip(f"{name} is not here: run scripts/fetch_registry.py")
    return path


def test_the_list_of_2024_is_read_whole(align):
    report = align(found(NAMES[0]))
    comuni = Ente.objects.filter(kind=EnteKind.COMUNE, valid_to__isnull=True)
    assert comuni.count() == 7896
    assert report.counts["REFUSED"] == 0
    assert comuni.filter(territory__plate="NA").count() == 92


def test_the_list_of_2026_recodes_sardinia_in_seconds(align):
    issues = [found(name) for name in NAMES]
    started = time.monotonic()
    align(*issues)
    assert time.monotonic() - started < 60
    sardinia = Ente.objects.filter(kind=EnteKind.COMUNE, region_id="20", valid_to__isnull=True)
    per_territory = [sardinia.filter(territory_id=str(code)).count() for code in range(112, 120)]
    assert per_territory == [66, 26, 53, 87, 23, 28, 70, 24]
    assert queries.ente_by_code("111081").istat_code == "116023"
    assert queries.ente_by_code("111082", on=date(2024, 1, 1)).istat_code == "114045"
    assert not align(*issues).has_changes


def test_search_stays_fast_over_the_whole_registry(align):
    align(found(NAMES[1]))
    started = time.monotonic()
    names = [
        queries.suggestions(text)[0].name
        for text in ("forli cesena", "l aquila", "reggio emilia", "san gio rot")
    ]
    assert time.monotonic() - started < 2
    assert names[3] == "Comune di San Giovanni Rotondo"
