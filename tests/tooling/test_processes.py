"""Processes are started together, watched by name and always stopped."""

import os
import signal
import socket
import subprocess
import sys
import time

from scripts.places import ROOT
from scripts.processes import Process, free_port, is_free

WAIT = [sys.executable, "-c", "import time; time.sleep(60)"]


def is_running(pid: int) -> bool:
    """A zombie is not running."""
    try:
        with open(f"/proc/{pid}/stat") as status:
            return status.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_busy_port_is_not_free():
    port = free_port()
    assert is_free(port)
    with socket.create_server(("127.0.0.1", port)):
        assert not is_free(port)


def test_a_stopped_process_is_gone(tmp_path):
    process = Process("prova", WAIT, dict(os.environ), tmp_path / "log")
    process.start()
    assert process.is_alive()
    process.stop()
    assert not process.is_alive()


def test_what_a_process_says_is_kept(tmp_path):
    process = Process("prova", [sys.executable, "-c", "print('ciao')"], {}, tmp_path / "log")
    process.start()
    process.popen.wait()
    assert (tmp_path / "log").read_text() == "ciao\n"


def test_processes_end_with_the_one_that_started_them(tmp_path):
    starter = (
        "import os, signal, sys; from pathlib import Path; from scripts.processes import Process;"
        f"p = Process('figlio', {WAIT!r}, {{}}, Path({str(tmp_path / 'log')!r})); p.start();"
        "print(p.popen.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run(
        [sys.executable, "-c", starter], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL
    child, until = int(done.stdout), time.monotonic() + 5
    while is_running(child) and time.monotonic() < until:
        os.sched_yield()
    assert not is_running(child)
