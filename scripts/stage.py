"""The stage of the journeys, furnished like the demo: `stage.py FOLDER` prepares it there, once.

Who tells stories copies it, and waits when somebody is still preparing it (`furnished`).
"""

import fcntl
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.places import ROOT
from scripts.processes import Platform, free_port
from scripts.say import say

# What the furnishing writes with the address of its platform; the rest is written with paths.
ADDRESSES = (("search_searchentry", "url"),)
STEPS = (
    ("migrate", "--verbosity=0"),
    ("collectstatic", "--noinput", "--verbosity=0"),
    ("import_enti", "--registry"),
    ("furnish_demo",),
    ("reindex", "--module", "files"),
)


class Unfurnished(RuntimeError):
    """A step did not succeed; the message is what it said."""


def stand(var: Path) -> Platform:
    """A platform on this folder, at ports of its own; it is not started."""
    return Platform(
        var=var,
        port=free_port(),
        mail_port=free_port(),
        BUILT_STATIC="1",
        PICO_LOGS=str(var),
        DATABASE_URL=f"sqlite:{var / 'pico.sqlite3'}",
    )


def furnished(folder: Path, var: Path) -> Platform:
    """A platform on a copy, at `var`, of the stage kept in `folder`; it is not started."""
    address = keep(folder)
    shutil.copytree(folder / "var", var, dirs_exist_ok=True)
    platform = stand(var)
    _move(var / "pico.sqlite3", address, platform.url)
    return platform


def keep(folder: Path) -> str:
    """Have a stage in `folder`, and give the address that it was furnished at.

    The first who asks prepares it, the others wait; Unfurnished when it cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept, sign = folder / "var", folder / "address"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not sign.exists():
            shutil.rmtree(kept, ignore_errors=True)
            kept.mkdir()
            sign.write_text(_prepare(kept))
        return sign.read_text()


def _prepare(var: Path) -> str:
    """Furnish a new platform and let its workers end what that left them; gives its address."""
    registry = Path(os.environ.get("VAR") or ROOT / "var") / "registry"
    if registry.is_dir():
        shutil.copytree(registry, var / "registry")
    platform = stand(var)
    for words in STEPS:
        _take(platform, words)
    workers = [platform.processes[name] for name in ("posta", "lavori")]
    for process in workers:
        process.start()
    try:
        wait_for_the_workers(platform)
    finally:
        for process in reversed(workers):
            process.stop()
    return platform.url


def _take(platform: Platform, words: tuple[str, ...]) -> None:
    done = subprocess.run(
        platform.manage(*words),
        cwd=ROOT,
        env=platform.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Unfurnished(f"{' '.join(words)}:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")


def wait_for_the_workers(platform: Platform, seconds: float = 900) -> None:
    """Stories begin when what was left to the workers is done: a letter waits for its turn."""
    waiting = (
        "SELECT COUNT(*) FROM jobs_job WHERE state = 'QUEUED' AND run_after <= datetime('now')"
    )
    until = time.monotonic() + seconds
    with closing(sqlite3.connect(platform.var / "pico.sqlite3", timeout=30)) as kept:
        while kept.execute(waiting).fetchone()[0]:
            if time.monotonic() > until or not platform.processes["lavori"].is_alive():
                log = (platform.var / "lavori.log").read_text()
                raise Unfurnished(
                    f"The workers are not done with what they were left.\n{log[-3000:]}"
                )
            time.sleep(0.5)


def _move(database: Path, old: str, new: str) -> None:
    with closing(sqlite3.connect(database, timeout=30)) as kept, kept:
        for table, column in ADDRESSES:
            kept.execute(
                f'UPDATE "{table}" SET "{column}" = replace("{column}", ?, ?)',
                (f"{old}/", f"{new}/"),
            )


def main(folder: Path) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # and with it the step that is running
    try:
        keep(folder)
    except Unfurnished as error:
        say(str(error), "red")
        return 1
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("Uso: stage.py CARTELLA")
    raise SystemExit(main(Path(sys.argv[1])))
