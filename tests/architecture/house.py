"""What the architecture tests read: the files of the house and their places in it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PICO = ROOT / "pico"
FLOORS = ("core", "engines", "horizontal", "vertical", "portal")
APART = {"migrations", "tests", "__pycache__"}


@cache
def files() -> tuple[Path, ...]:
    """Every Python file of the platform; tests and migrations apart."""
    return tuple(p for p in sorted(PICO.rglob("*.py")) if not APART & set(p.parts))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


@cache
def templates() -> tuple[Path, ...]:
    return tuple(sorted(PICO.rglob("templates/**/*.html")))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (
        n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def rooms(path: Path) -> set[str]:
    """The names on the way to a file: `core`, `people`, `views`, `sign_in`."""
    return {part.removesuffix(".py") for part in path.relative_to(PICO).parts}


def where(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"
