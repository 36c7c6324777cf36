"""Check the marked sentences: named placeholders only, and catalogues that keep them.

Works without gettext's programs: reads the catalogues as text.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.places import ROOT

MARKS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
POSITIONAL = re.compile(r"%[sdif]")
NAMED = re.compile(r"%\((\w+)\)")


def sentences(path: Path) -> Iterator[tuple[int, str]]:
    """The literal sentences that a file marks for translation."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKS:
            if node.args and isinstance(node.args[0], ast.JoinedStr):
                yield node.lineno, "%s"  # an f-string cannot be translated
            for argument in node.args[:2]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield node.lineno, argument.value


def faults_of_code() -> Iterator[str]:
    for path in sorted((ROOT / "pico").rglob("*.py")):
        if "tests" in path.parts:
            continue
        for line, sentence in sentences(path):
            if POSITIONAL.search(sentence):
                where = path.relative_to(ROOT)
                yield f"{where}:{line}: usa segnaposti con nome, come %(nome)s"


def faults_of_catalogues() -> Iterator[str]:
    for path in sorted((ROOT / "pico").rglob("locale/*/LC_MESSAGES/*.po")):
        for entry in path.read_text().split("\n\n"):
            source, _, translation = entry.partition("\nmsgstr")
            if "#, fuzzy" in entry or not translation.strip(' "\n'):
                continue
            if set(NAMED.findall(translation)) - set(NAMED.findall(source)):
                yield f"{path.relative_to(ROOT)}: segnaposto inventato in {translation.strip()}"


if __name__ == "__main__":
    faults = [*faults_of_code(), *faults_of_catalogues()]
    print("\n".join(faults))
    raise SystemExit(1 if faults else 0)
