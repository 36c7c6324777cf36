"""Run every test: rules, SQLite, PostgreSQL, journeys. Says loudly what could not run.

With PICO_REQUIRE_ALL=1 (as in CI) a part that could not run makes the whole fail.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.places import FRONTEND, REGISTRY, ROOT
from scripts.say import paint, say
from scripts.with_postgres import find_server

PYTEST = [sys.executable, "-m", "pytest", "-q", "--durations=10", "--durations-min=5"]
# The stories of a file on one platform, and the files in their order.
SIDE_BY_SIDE = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
EVERYWHERE = "not journey" if REGISTRY.exists() else "not journey and not realdata"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the suite; `missing` says what is not on this machine, or nothing."""

    name: str
    command: list[str]
    missing: str = ""
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    part: Part
    is_good: bool
    seconds: float


def journeys_missing() -> str:
    if CHROMIUM is None:
        return "Chromium non c'è (su Debian: apt install chromium)"
    if not (FRONTEND / "dist" / "test" / "axe.min.js").exists():
        return "l'interfaccia non è costruita (make setup)"
    return ""


@contextmanager
def stage() -> Iterator[Path]:
    """Where the stage of the journeys is being furnished, while the other parts run.

    The journeys wait for it; when it fails, they furnish it again and say why.
    """
    if journeys_missing():
        yield Path()
        return
    with tempfile.TemporaryDirectory(prefix="pico-stage-") as folder:
        furnishing = subprocess.Popen(
            [sys.executable, "scripts/stage.py", folder],
            cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            yield Path(folder)
        finally:
            furnishing.terminate()
            furnishing.wait()


def parts(stage: Path) -> list[Part]:
    quick = [*PYTEST, "-n", "2", "-m", EVERYWHERE]
    return [
        Part("regole", [sys.executable, "scripts/check.py"]),
        Part("SQLite", quick),
        Part(
            "PostgreSQL",
            [sys.executable, "scripts/with_postgres.py", *quick],
            "" if find_server() else "PostgreSQL non c'è (su Debian: apt install postgresql)",
        ),
        Part(
            "percorsi",
            [*PYTEST, *SIDE_BY_SIDE, "-m", "journey", "-p", "no:randomly", "tests/journeys"],
            journeys_missing(),
            {"PICO_STAGE": str(stage)},
        ),
        Part("dati veri", [], "" if REGISTRY.exists() else "l'elenco dei Comuni non è scaricato"),
    ]


def take(part: Part) -> Outcome:
    say(f"\n=== {part.name}", "bold")
    if part.missing:
        say(f"!!! SALTATO: {part.missing}", "amber")
        return Outcome(part, False, 0)
    if not part.command:
        return Outcome(part, True, 0)
    started = time.monotonic()
    environment = {**os.environ, **part.environment}
    done = subprocess.run(part.command, cwd=ROOT, env=environment, check=False)
    return Outcome(part, done.returncode == 0, time.monotonic() - started)


def report(outcomes: list[Outcome]) -> int:
    """Print the summary; 1 when something failed, or was skipped where all is required."""
    say("\n=== In breve", "bold")
    for outcome in outcomes:
        if outcome.part.missing:
            say(paint(f"  ! {outcome.part.name}: SALTATO, {outcome.part.missing}", "amber"))
        else:
            mark = paint("✓", "green") if outcome.is_good else paint("✗", "red")
            say(f"  {mark} {outcome.part.name} ({outcome.seconds:.0f} s)")
    skipped = any(o.part.missing for o in outcomes)
    failed = any(not o.is_good and not o.part.missing for o in outcomes)
    if skipped and os.environ.get("PICO_REQUIRE_ALL") == "1":
        say("Qui niente può essere saltato.", "red")
        return 1
    return 1 if failed else 0


def main() -> int:
    with stage() as folder:
        return report([take(part) for part in parts(folder)])


if __name__ == "__main__":
    raise SystemExit(main())
