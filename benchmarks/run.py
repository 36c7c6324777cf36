"""Run every benchmark on SQLite and on PostgreSQL, each on a database of its own.

`make bench` runs all; `make bench ARGS="pages --on sqlite"` those whose name holds the word.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts.say import say  # noqa: E402
from scripts.with_postgres import find_server, server  # noqa: E402

HERE = Path(__file__).parent
FURNISHED = "config.settings.dev"  # a benchmark that names these settings measures the demo
FURNISH = (("migrate", "-v0"), ("import_enti", "--registry", "-v0"), ("furnish_demo",))


def benchmarks(word: str) -> list[Path]:
    return [path for path in sorted(HERE.glob("bench_*.py")) if word in path.stem]


@contextmanager
def database(engine: str, folder: Path) -> Iterator[str]:
    """The DATABASE_URL of an empty database of this engine, thrown away afterwards."""
    if engine == "sqlite":
        yield f"sqlite:{folder / 'bench.sqlite3'}"
    else:
        with server() as address:
            yield address


def measure(bench: Path, engine: str) -> bool:
    """Run one benchmark on one engine; what it prints is the result."""
    say(f"\n## {bench.stem} – {engine}\n", "bold")
    with (
        tempfile.TemporaryDirectory(prefix="pico-bench-") as place,
        database(engine, Path(place)) as address,
    ):
        environment = {**os.environ, "DATABASE_URL": address, "VAR": place, "PYTHONPATH": str(ROOT)}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        if FURNISHED in bench.read_text():
            _furnish(Path(place), environment)
        started = time.monotonic()
        words = [sys.executable, "-m", f"benchmarks.{bench.stem}"]
        done = subprocess.run(words, cwd=ROOT, env=environment, check=False)
        say(f"\n({time.monotonic() - started:.0f} s)", "dim")
    return done.returncode == 0


def _furnish(var: Path, environment: dict[str, str]) -> None:
    lists = Path(os.environ.get("VAR") or ROOT / "var").absolute() / "registry"
    if lists.is_dir():
        (var / "registry").symlink_to(lists)
    for words in FURNISH:
        command = [sys.executable, "manage.py", *words, "--settings=config.settings.dev"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("word", nargs="?", default="")
    arguments.add_argument("--on", choices=("sqlite", "postgresql"))
    chosen = arguments.parse_args()
    engines = [chosen.on] if chosen.on else ["sqlite", *(["postgresql"] if find_server() else [])]
    if "postgresql" not in engines and not chosen.on:
        say("!!! PostgreSQL non c'è: misuro solo SQLite", "amber")
    say(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} core")
    outcomes = [measure(bench, engine) for bench in benchmarks(chosen.word) for engine in engines]
    return 0 if all(outcomes) else 1


if __name__ == "__main__":
    raise SystemExit(main())
