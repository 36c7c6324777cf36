"""All that can be said without running the platform: style, types, borders, migrations, words."""

import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.places import ROOT
from scripts.say import paint, say

BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]

CHECKS: list[tuple[str, list[str]]] = [
    ("ruff", [f"{BIN}/ruff", "check", "--quiet", "--output-format=concise", "."]),
    ("formato", [f"{BIN}/ruff", "format", "--check", "--output-format=concise", "."]),
    ("tipi", [f"{BIN}/mypy", "--no-error-summary"]),
    ("confini", [f"{BIN}/lint-imports"]),
    ("django", [*MANAGE, "check", "--settings=config.settings.test", "--fail-level=WARNING"]),
    (
        "migrazioni",
        [*MANAGE, "makemigrations", "--check", "--dry-run", "--settings=config.settings.test"],
    ),
    ("frasi", [sys.executable, "scripts/words.py"]),
]


def check(name: str, command: list[str]) -> bool:
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - started
    mark = paint("✓", "green") if done.returncode == 0 else paint("✗", "red")
    say(f"  {mark} {name:<12} {seconds:5.1f} s")
    if done.returncode:
        say(done.stdout + done.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    results = [check(name, command) for name, command in CHECKS]
    raise SystemExit(0 if all(results) else 1)
