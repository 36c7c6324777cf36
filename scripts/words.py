"""Check the marked sentences: named placeholders only, catalogues that keep them, nothing untranslated.

Works without gettext's programs: reads the catalogues as text.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from django.utils.translation.template import templatize

from scripts.catalogues import catalogues, entries
from scripts.places import ROOT

# What visitors and registered users read in English too: not a sentence may be missing.
COMPLETE = ("core/ui", "core/people", "core/adhesion", "core/search", "portal")

MARKS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
POSITIONAL = re.compile(r"%[sdif]")
IN_TEMPLATE = re.compile(
    r"\b(_|n?p?gettext)\(\s*(u?'(?:[^'\\\\]|\\\\.)*'|u?\"(?:[^\"\\\\]|\\\\.)*\")"
)
NAMED = re.compile(r"%\((\w+)\)")


def sentences(path: Path) -> Iterator[tuple[int, str]]:
    """The literal sentences that a file marks for translation."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKS:
            if node.args and isinstance(node.args[0], ast.JoinedStr):
                yield node.lineno, "%s"  # an f-string cannot be translated
            skipped = 1 if node.func.id.startswith("pgettext") else 0  # what it is about
            for argument in node.args[skipped : skipped + 2]:
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


def sentences_of_template(path: Path) -> Iterator[str]:
    """What a template marks, as gettext collects it."""
    for _mark, sentence in IN_TEMPLATE.findall(templatize(path.read_text(), origin=path.name)):
        yield ast.literal_eval(sentence)


def faults_of_translation() -> Iterator[str]:
    """The sentences of the complete rooms that no catalogue translates."""
    rows = [row for path in catalogues() for row in entries(path) if row.is_translated]
    known = {row.source for row in rows} | {row.plural for row in rows}
    for room in COMPLETE:
        for path in sorted((ROOT / "pico" / room).rglob("*")):
            if "tests" in path.parts or path.suffix not in (".py", ".html", ".txt"):
                continue
            for sentence in sorted(set(marked_in(path)) - known - {"%s", ""}):
                yield f"{path.relative_to(ROOT)}: manca l'inglese di «{sentence}»"


def marked_in(path: Path) -> Iterator[str]:
    if path.suffix == ".py":
        return (sentence for _line, sentence in sentences(path))
    return sentences_of_template(path)


if __name__ == "__main__":
    faults = [*faults_of_code(), *faults_of_catalogues(), *faults_of_translation()]
    print("\n".join(faults))
    raise SystemExit(1 if faults else 0)
