"""Fetch the official lists of Comuni (ISTAT, CC BY) from a package of the Python registry.

The package is pinned by checksum; only its two CSV files are taken, none of its code runs.
"""

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGE = "redturtle.unitaterritoriali==1.1.0"
CHECKSUM = "6a82aa223e1f4f83ff9d61b7bab1c8ef1078fe89c71ee342f13cc97b5503f5cf"
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
        wheel = _download(Path(place))
        _verify(wheel)
        _extract(wheel, folder)
    return f"{len(LISTS)} elenchi in {folder}"


def _download(place: Path) -> Path:
    pin = place / "pin.txt"
    pin.write_text(f"{PACKAGE} --hash=sha256:{CHECKSUM}\n")
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


def _verify(wheel: Path) -> None:
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != CHECKSUM:
        raise SystemExit("Elenco dei Comuni rifiutato: il pacchetto non è quello atteso.")


def _extract(wheel: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        for inside, name in LISTS.items():
            (folder / name).write_bytes(archive.read(inside))
    (folder / "FONTE.txt").write_text(CREDIT)


if __name__ == "__main__":
    print(fetch(Path(sys.argv[1])))
