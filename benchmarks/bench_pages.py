"""Home pages against a bare Django view on the same server: requests/s, p95, CPU, memory, SQL.

Run on a furnished demo: `make demo` once, then `make bench`. Needs `wrk`.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import django

ROOT = Path(__file__).resolve().parents[1]
SECONDS, CONNECTIONS = 8, 8
TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(application: str, path: str = "/"):
    """Serve a WSGI application with granian, one worker, one thread of Python; give (address, pid)."""
    port = free_port()
    command = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    command += ["--blocking-threads", "1", "--no-ws", "--http", "1"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", *command, application],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address + path)
        yield address, server.pid
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(10)


def wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urlopen(address).read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"{address} does not answer")


def family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(p for child in children for p in family(int(child)))]


def cpu_seconds(pid: int) -> float:
    fields = (Path(f"/proc/{p}/stat").read_text().rsplit(")", 1)[1].split() for p in family(pid))
    return sum(int(f[11]) + int(f[12]) for f in fields) / TICKS


def memory_mb(pid: int) -> dict[int, float]:
    rss = re.compile(r"VmRSS:\s+(\d+) kB")
    return {
        p: int(rss.search(Path(f"/proc/{p}/status").read_text())[1]) / 1024 for p in family(pid)
    }


def load(address: str, pid: int, cookie: str = "") -> dict[str, float]:
    """Load one page; requests/s, p95 in ms, CPU ms a request."""
    before = cpu_seconds(pid)
    command = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{SECONDS}s",
        "-s",
        str(ROOT / "benchmarks/p95.lua"),
    ]
    if cookie:
        command += ["-H", f"Cookie: {cookie}"]
    output = subprocess.run([*command, address], capture_output=True, text=True, check=True).stdout
    found = dict(re.findall(r"(requests|p95_us|errors)=(\d+)", output))
    requests = int(found["requests"])
    if int(found["errors"]):
        raise SystemExit(f"{address}: {found['errors']} answers were not 200")
    return {
        "rps": requests / SECONDS,
        "p95": int(found["p95_us"]) / 1000,
        "cpu": (cpu_seconds(pid) - before) * 1000 / requests,
    }


def session_cookie(username: str) -> str:
    """A signed-in session of one of the cast, made without a browser."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from pico.core.people.models import Person

    person = Person.objects.get(username=username)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def statements(path: str, username: str = "") -> int:
    """SQL statements of one warm request; that ten times the data cost the same is a test's matter."""
    from django.test import Client

    from pico.core.people.models import Person

    client = Client(HTTP_HOST="127.0.0.1")
    if username:
        person = Person.objects.get(username=username)
        client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    client.get(path)
    return counted(lambda: client.get(path))


def counted(work) -> int:
    """How many statements some work sends, counted at the door of the database."""
    from django.db import connection

    sent = 0

    def count(execute, *args):
        nonlocal sent
        sent += 1
        return execute(*args)

    with connection.execute_wrapper(count):
        work()
    return sent


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    sys.path.insert(0, str(ROOT))
    django.setup()
    cookie = session_cookie("treviso.admin")
    with served("benchmarks.bare:application") as (address, pid):
        bare = load(address + "/", pid)
    rows = [("bare view", bare)]
    with served("config.wsgi:application", "/health/") as (address, pid):
        for label, path, sent in (
            ("home of Treviso, anonymous", "/treviso/", ""),
            ("desk of Treviso, signed in", "/treviso/scrivania/", cookie),
            ("list of enti, anonymous", "/enti/", ""),
        ):
            count = statements(path, "treviso.admin" if sent else "")
            rows.append((label, load(address + path, pid, sent) | {"sql": count}))
        memory = memory_mb(pid)
    print("| page | SQL | req/s | p95 ms | CPU ms | CPU against bare |\n|---|---|---|---|---|---|")
    for label, seen in rows:
        ratio = seen["cpu"] / bare["cpu"]
        print(
            f"| {label} | {seen.get('sql', 0)} | {seen['rps']:.0f} | {seen['p95']:.1f} | {seen['cpu']:.2f} | {ratio:.1f}× |"
        )
    print(f"\nResident memory of the web worker after the load: {max(memory.values()):.0f} MB")


if __name__ == "__main__":
    main()
