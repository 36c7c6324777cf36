"""Run a command on a throw-away PostgreSQL: `with_postgres.py COMMAND…` (DATABASE_URL is set).

The server lives in a temporary folder, speaks on a Unix socket only, never runs as root, and is
always stopped. Durability is off: it is for tests and measurements.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

DEBIAN = Path("/usr/lib/postgresql")
# Nothing is kept, so nothing is written twice. Each test takes back what it wrote: the dead rows are
# swept often, or every reading walks over them.
SETTINGS = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off"),
    *("wal_level=minimal", "max_wal_senders=0", "max_wal_size=4GB", "checkpoint_timeout=1h"),
    *("autovacuum_naptime=10s", "autovacuum_vacuum_cost_delay=0"),
    *("shared_buffers=256MB", "jit=off", "max_connections=60", "listen_addresses=''"),
)


def find_server() -> Path | None:
    """The folder of PostgreSQL's server programs, the newest first."""
    newest = sorted(DEBIAN.glob("*/bin"), key=lambda p: float(p.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        newest.append(Path(on_path).resolve().parent)
    complete = (p for p in newest if (p / "initdb").exists() and (p / "pg_ctl").exists())
    return next(complete, None)


def as_whom() -> dict[str, object]:
    """Root lends the server to the `postgres` user; everybody else runs it as themselves."""
    if os.geteuid() != 0:
        return {}
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        user = pwd.getpwnam("nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextmanager
def server() -> Iterator[str]:
    """A running server; gives its DATABASE_URL."""
    programs = find_server()
    if programs is None:
        raise SystemExit("PostgreSQL non trovato (su Debian: apt install postgresql).")
    owner = as_whom()
    folder = Path(tempfile.mkdtemp(prefix="pico-pg-", dir="/tmp"))  # short: a socket lives in it
    if owner:
        os.chown(folder, owner["user"], owner["group"])
    try:
        _start(programs, folder, owner)
        yield f"postgresql://postgres@/postgres?host={quote(str(folder), safe='')}"
    finally:
        _stop(programs, folder, owner)
        shutil.rmtree(folder, ignore_errors=True)


def _start(programs: Path, folder: Path, owner: dict) -> None:
    data = folder / "data"
    _run(
        [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync"]
        + ["-E", "UTF8", "--locale=C.UTF-8"],
        folder,
        owner,
    )
    settings = (*SETTINGS, f"unix_socket_directories={folder}")
    options = " ".join(f"-c {setting}" for setting in settings)
    _run(
        [programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start"],
        folder,
        owner,
    )


def _run(command: list, folder: Path, owner: dict) -> None:
    report = folder / "report"
    with report.open("w") as said:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=folder,
            stdout=said,
            stderr=subprocess.STDOUT,
            check=False,
            **owner,
        )
    if done.returncode:
        log = folder / "log"
        raise SystemExit(report.read_text() + (log.read_text() if log.exists() else ""))


def _stop(programs: Path, folder: Path, owner: dict) -> None:
    if (folder / "data" / "postmaster.pid").exists():
        subprocess.run(
            [programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop"],
            cwd=folder,
            capture_output=True,
            check=False,
            **owner,
        )


def main(command: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server() as address:
        environment = {**os.environ, "DATABASE_URL": address}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit("Uso: with_postgres.py COMANDO…")
    raise SystemExit(main(sys.argv[1:]))
