"""Prepare, furnish and start the demo: one command, idempotent, the second start takes seconds.

`--bare` starts what is there without fetching or furnishing (for who is working on the code).
Runs first with the system's Python, standard library only; then goes on inside the environment.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts import setup
from scripts.places import FRONTEND, PYTHON, REGISTRY, ROOT, VAR
from scripts.processes import Platform, free_port, is_free
from scripts.say import Steps, give_up, quiet_interruption, say
from scripts.stamps import Stamp, fingerprint

PORT = os.environ.get("PORT") or "8000"
HOST = os.environ.get("HOST") or "127.0.0.1"
IS_BARE = "--bare" in sys.argv
ENVIRONMENT = {
    **os.environ,
    "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    "VAR": str(VAR),
    "BUILT_STATIC": "0" if IS_BARE else "1",
}


def manage(*words: str, failure: str) -> None:
    setup.run(PYTHON, "manage.py", *words, failure=failure, env=ENVIRONMENT)


def once(name: str, value: str, words: tuple[str, ...], failure: str) -> str:
    """Run a management command, unless it was run on the same inputs for this VAR."""
    stamp = Stamp(VAR / ".stamps" / name, value)
    if stamp.is_fresh():
        return "già fatto"
    manage(*words, failure=failure)
    stamp.press()
    return "fatto"


def collect_static() -> str:
    sources = [FRONTEND / "dist", *ROOT.glob("pico/**/static")]
    words = ("collectstatic", "--noinput", "--clear", "--ignore", "test", "--verbosity", "0")
    failure = "Non riesco a raccogliere i file dell'interfaccia: vedi il messaggio qui sopra."
    return once("static", fingerprint(sources), words, failure)


def migrate() -> str:
    database = VAR / "pico.sqlite3"
    if not database.exists():
        for stamp in (VAR / ".stamps").glob("*"):
            stamp.unlink() if stamp.name != "static" else None
    sources = list(ROOT.glob("pico/**/migrations/*.py"))
    failure = f"La base di dati in {VAR} non si lascia aggiornare: `make demo VAR=nuova` ne crea un'altra."
    return once("migrate", fingerprint(sources), ("migrate", "--verbosity", "0"), failure)


def import_enti() -> str:
    sources = [REGISTRY, ROOT / "pico/core/enti"]
    words = ("import_enti", "--registry")
    return once("enti", fingerprint(sources), words, "Il registro degli enti non si è caricato.")


def furnish() -> str:
    sources = [*ROOT.glob("pico/**/demo*"), ROOT / "pico/core/testing", ROOT / "config/modules.py"]
    words = ("furnish_demo",)
    return once("demo", fingerprint(sources), words, "L'arredo della demo non è riuscito.")


def reindex() -> str:
    """The bulk of the registry comes in without announcements: the index is made anew after it."""
    sources = [REGISTRY, ROOT / "pico/core/enti", ROOT / "pico/core/search"]
    failure = "La ricerca non si è preparata: vedi il messaggio qui sopra."
    return once("search", fingerprint(sources), ("reindex",), failure)


DATABASE = [
    ("Raccolgo i file dell'interfaccia", collect_static),
    ("Preparo la base di dati", migrate),
    ("Carico il registro degli enti", import_enti),
    ("Arredo la demo", furnish),
    ("Preparo la ricerca", reindex),
]
BARE = [*setup.SETUP[:2], ("Preparo la base di dati", migrate)]


def check_port() -> int:
    if not PORT.isdigit() or not 0 < int(PORT) < 65536:
        raise give_up(f"PORT={PORT} non è una porta: scegli un numero, come PORT=8001.")
    if not is_free(int(PORT)):
        raise give_up(
            f"La porta {PORT} è già occupata: fermala o scegli un'altra, come PORT={int(PORT) + 1}."
        )
    return int(PORT)


def prepare() -> None:
    todo = BARE if IS_BARE else [*setup.SETUP, *DATABASE]
    setup.take(Steps(len(todo)), todo)


def serve(port: int) -> int:
    """Run the platform in the foreground until Ctrl-C, or until one of its processes ends."""
    mail_port = 8025 if is_free(8025) else free_port()
    extra = {"BUILT_STATIC": ENVIRONMENT["BUILT_STATIC"]}
    platform = Platform(var=VAR, port=port, mail_port=mail_port, host=HOST, **extra)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        platform.start()
        health = platform.wait_until_healthy()
        introduce(platform, health, mail_port)
        while not (name := platform.dead()):
            time.sleep(0.5)
        say(f"\n✗ «{name}» si è fermato: fermo anche il resto.", "red")
        return 1
    except KeyboardInterrupt:
        say("\nFermo tutto…")
        return 0
    except (RuntimeError, TimeoutError) as error:
        say(f"\n✗ {error}: fermo tutto.", "red")
        return 1
    finally:
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, signal.SIG_IGN)
        platform.stop()


def introduce(platform: Platform, health: dict, mail_port: int) -> None:
    """Say the addresses and who can come in."""
    say(f"\nPi.Co. {health.get('version', '')} è pronta ({health.get('database', '?')}).", "green")
    say(f"  Sito           {platform.url}/")
    if not IS_BARE:
        say(f"  Entra come…    {platform.url}/demo/")
    say(f"  Posta inviata  {platform.url}/demo/posta/   (SMTP 127.0.0.1:{mail_port})")
    say(f"  API            {platform.url}/api/v1/docs")
    say(f"  Salute         {platform.url}/health/")
    say(f"  Dati           {VAR}")
    if not IS_BARE:
        subprocess.run(
            [sys.executable, "scripts/print_cast.py"], cwd=ROOT, env=ENVIRONMENT, check=False
        )
    say("\nCtrl-C per fermare tutto.", "bold")


if __name__ == "__main__":
    if Path(sys.prefix) == PYTHON.parents[1]:
        raise SystemExit(serve(check_port()))
    check_port()
    with quiet_interruption():
        prepare()
    os.execv(PYTHON, [str(PYTHON), *sys.argv])
