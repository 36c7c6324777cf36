"""Run every test: rules, SQLite, PostgreSQL, journeys. Says loudly what could not run.

With PICO_REQUIRE_ALL=1 (as in CI) a part that could not run makes the whole fail.
"""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.places import FRONTEND, REGISTRY, ROOT
from scripts.say import paint, say
from scripts.with_postgres import find_server

PYTEST = [sys.executable, "-m", "pytest", "-q"]
EVERYWHERE = "not journey" if REGISTRY.exists() else "not journey and not realdata"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the suite; `missing` says what is not on this machine, or nothing."""

    name: str
    command: list[str]
    missing: str = ""


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


def parts() -> list[Part]:
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
            [*PYTEST, "-m", "journey", "-p", "no:randomly", "tests/journeys"],
            journeys_missing(),
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
    done = subprocess.run(part.command, cwd=ROOT, check=False)
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


if __name__ == "__main__":
    raise SystemExit(report([take(part) for part in parts()]))
