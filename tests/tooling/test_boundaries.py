"""The maps of Provinces and Comuni, drawn from a small package with the columns of the real one."""

import json
import zipfile
from io import BytesIO

import pyarrow as pa
import pytest
import shapely
from pyarrow import feather

from scripts import boundaries, fetch_registry

HEAD = (
    "Codice Regione;Codice Provincia (Storico)(1);Codice Comune formato alfanumerico;"
    "Denominazione in italiano;Denominazione Regione;"
    '"Denominazione dell\'Unità territoriale sovracomunale \n(valida a fini statistici)";'
    "Sigla automobilistica;Codice Catastale del comune"
)
# Two Comuni of old Sassari, one of which is now in Gallura, and one that was merged away.
TOWNS = (
    ("90003", "A192", "Alghero", "90", "Sassari", "SS"),
    ("90047", "G015", "Olbia", "90", "Sassari", "SS"),
    ("90099", "Z999", "Scomparso", "90", "Sassari", "SS"),
)


def packed(**tables) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, table in tables.items():
            data = BytesIO()
            feather.write_feather(pa.table(table), data)
            archive.writestr(f"{boundaries.INSIDE}{name}.feather", data.getvalue())
    return out.getvalue()


@pytest.fixture
def folder(tmp_path):
    codes = [town[0] for town in TOWNS]
    wheel = tmp_path / "maps.whl"
    wheel.write_bytes(
        packed(
            geo_municipalities={
                "municipality_code": codes,
                "geometry": [shapely.to_wkb(shapely.box(n, 40, n + 1, 41)) for n in range(3)],
            },
            municipalities={
                "municipality_code": codes,
                "cadastral_code": [town[1] for town in TOWNS],
                "municipality": [town[2] for town in TOWNS],
                "province_code": [town[3] for town in TOWNS],
                "province": [town[4] for town in TOWNS],
                "province_short": [town[5] for town in TOWNS],
                "region_code": ["20"] * 3,
            },
            pop={"municipality_code": [*codes, "90047"], "tot": [10, 20, 30, 5]},
        )
    )
    place = tmp_path / "registry"
    place.mkdir()
    rows = (
        f"{HEAD}\n20;112;112003;Alghero;Sardegna;Sassari;SS;A192\n"
        "20;113;113001;Olbia;Sardegna;Gallura Nord-Est Sardegna;OT;G015\n"
    )
    (place / boundaries.PLACES_LIST).write_text(rows)
    assert boundaries.draw(wheel, place) == "3 Province, 3 Comuni disegnati"
    return place


def test_provinces_are_those_of_today_made_of_their_comuni(folder):
    drawn = json.loads((folder / "boundaries" / "provinces.json").read_text())
    found = {one["id"]: one for one in drawn["features"]}
    assert found["113"]["properties"] == {
        "code": "113",
        "name": "Gallura Nord-Est Sardegna",
        "sigla": "OT",
        "region": "20",
    }
    shape = shapely.from_geojson(json.dumps(found["113"]["geometry"]))
    assert shape.equals(shapely.box(1, 40, 2, 41))
    assert set(found) == {"112", "113", "090"}


def test_comuni_have_a_file_per_province(folder):
    drawn = json.loads((folder / "boundaries" / "comuni" / "112.json").read_text())
    assert [one["properties"] for one in drawn["features"]] == [
        {"code": "112003", "name": "Alghero"}
    ]


def test_residents_are_summed_over_ages(folder):
    assert "2023;090047;25" in (folder / "popolazione_2023.csv").read_text()


def test_boundaries_already_there_are_not_drawn_again(folder):
    assert fetch_registry.fetch_boundaries(folder) == "confini già presenti"
