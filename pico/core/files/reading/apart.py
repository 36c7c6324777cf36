"""Have a document read in a process of its own, with limits of memory and time."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from ..limits import Limits
from .reader import Reading, Task, read

ROOT = Path(__file__).resolve().parents[4]
# Bytes made characters, a piece at a time: nothing in them can crash or stall who reads.
HARMLESS = {"text/plain"}


class Unreadable(Exception):
    """The document could not be read: damaged, protected, too slow or too big."""


def read_document(task: Task, limits: Limits) -> Reading:
    """Return what was read; Unreadable for whatever goes wrong in the document."""
    if limits.is_read_apart and task.media_type not in HARMLESS:
        return _read_apart(task, limits)
    try:
        return read(task)
    except Exception as error:
        raise Unreadable(f"{type(error).__name__}: {error}") from error


def _read_apart(task: Task, limits: Limits) -> Reading:
    order = asdict(task) | {"memory": limits.read_memory_bytes, "seconds": limits.read_seconds}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pico.core.files.reading"],
            input=json.dumps(order).encode(),
            capture_output=True,
            timeout=limits.read_seconds,
            cwd=ROOT,
            env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"},
            check=True,
        )
        return Reading(**json.loads(done.stdout))
    except (subprocess.SubprocessError, OSError, ValueError, TypeError) as error:
        detail = getattr(error, "stderr", b"") or b""
        last = detail.decode(errors="replace").strip().rpartition("\n")[2]
        raise Unreadable(f"{type(error).__name__}: {last}") from error
