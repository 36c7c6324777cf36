"""Lock the packages: every version and checksum, for every Python from 3.11, no address."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.places import ROOT, VENV
from scripts.say import give_up, say

LISTS = ("requirements", "requirements-dev", "requirements-node")
ADDRESS = re.compile(r"^\s*(--(index|extra-index|find-links)|.*\w+://).*\n", re.MULTILINE)


def lock(name: str, uv: str) -> None:
    subprocess.run(
        [uv, "pip", "compile", "--universal", "--generate-hashes", "--no-annotate", "--no-header"]
        + ["--python-version", "3.11", "--quiet", f"{name}.in", "-o", f"{name}.txt", *sys.argv[1:]],
        cwd=ROOT,
        check=True,
    )
    path = ROOT / f"{name}.txt"
    path.write_text(ADDRESS.sub("", path.read_text()))
    say(f"  {name}.txt")


if __name__ == "__main__":
    found = shutil.which("uv") or shutil.which("uv", path=str(VENV / "bin"))
    if found is None:
        raise give_up("Serve uv: `.venv/bin/pip install uv`, poi ripeti `make lock`.")
    for name in LISTS:
        lock(name, found)
