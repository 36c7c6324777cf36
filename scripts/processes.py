"""The platform as processes: web server, worker, mail catcher. Used by the demo and the journeys."""

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from scripts.places import ROOT

PATIENCE = 15  # seconds a process has to end by itself


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return not _fails(door.bind, (host, port))


def _fails(call, *arguments) -> bool:
    try:
        call(*arguments)
    except OSError:
        return True
    return False


def free_port() -> int:
    """A port nobody is using now."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        return door.getsockname()[1]


_LIBC = ctypes.CDLL(None, use_errno=True)
PR_SET_PDEATHSIG = 1


def _end_with_parent() -> None:
    """Have the kernel end this process when the one that started it is gone, however it went."""
    _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass(slots=True)
class Process:
    """One program of the platform; its lines are shown with its name, or kept in a file."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path | None = None
    popen: subprocess.Popen | None = field(default=None, init=False)

    def start(self) -> None:
        if self.log is None:
            self.popen = self._open(subprocess.PIPE)
            threading.Thread(target=self._repeat, daemon=True).start()
        else:
            with self.log.open("ab") as lines:
                self.popen = self._open(lines)

    def _open(self, stdout) -> subprocess.Popen:
        return subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches us only: we stop the others in order
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )

    def _repeat(self) -> None:
        for line in self.popen.stdout:
            print(f"{self.name:>6} | {line.decode(errors='replace').rstrip()}", flush=True)

    def is_alive(self) -> bool:
        return self.popen is not None and self.popen.poll() is None

    def stop(self) -> None:
        """Ask it to end; insist after a while, with all its children."""
        if self.popen is None:
            return
        self._signal(signal.SIGTERM)
        try:
            self.popen.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self.popen.wait()

    def _signal(self, sign: signal.Signals) -> None:
        if self.is_alive():
            os.killpg(self.popen.pid, sign)


class Platform:
    """The three processes on one VAR folder."""

    def __init__(self, *, var: Path, port: int, mail_port: int, host: str = "127.0.0.1", **extra):
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.var = var
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "PYTHONUNBUFFERED": "1",
            "VAR": str(var),
            "PORT": str(port),
            "PUBLIC_URL": self.url,
            "MAIL_PORT": str(mail_port),
            **extra,
        }
        logs = self.environment.get("PICO_LOGS")
        self.processes = {
            name: Process(
                name, command, self.environment, Path(logs) / f"{name}.log" if logs else None
            )
            for name, command in self._commands(host).items()
        }

    def _commands(self, host: str) -> dict[str, list[str]]:
        web = f"--interface wsgi --host {host} --port {self.port} --workers 2 --blocking-threads 4"
        return {
            "posta": self.manage("catch_mail"),
            "lavori": self.manage("run_huey", "--workers", "2", "--quiet"),
            "sito": [sys.executable, "-m", "granian", *web.split(), "--no-ws", "--log-level"]
            + ["warning", "config.wsgi:application"],
        }

    def manage(self, *words: str) -> list[str]:
        return [sys.executable, str(ROOT / "manage.py"), *words]

    def start(self) -> None:
        for process in self.processes.values():
            process.start()

    def dead(self) -> str:
        """The name of a process that has ended, or nothing."""
        return next((p.name for p in self.processes.values() if not p.is_alive()), "")

    def wait_until_healthy(self, seconds: float = 60) -> dict:
        """What /health/ answers; a TimeoutError when it does not, a RuntimeError when one dies."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if name := self.dead():
                raise RuntimeError(f"«{name}» si è fermato")
            if answer := self._health():
                return answer
            time.sleep(0.2)
        raise TimeoutError(f"{self.url}/health/ non risponde")

    def _health(self) -> dict | None:
        try:
            with urllib.request.urlopen(f"{self.url}/health/", timeout=5) as answer:
                return json.load(answer)
        except (OSError, urllib.error.HTTPError, ValueError):
            return None

    def stop(self) -> None:
        for process in reversed(self.processes.values()):
            process.stop()
