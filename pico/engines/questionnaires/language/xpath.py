"""Conditions as XLSForm writes them: the part of XPath that says what ours say, and no more."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from ..terms import NUMBERS, Kind
from .conditions import Tree
from .errors import Wrong
from .outline import Question

TOKEN = re.compile(
    r"""\s*(?:
    (?P<name>\$\{[^}]+\})|(?P<text>'[^']*'|"[^"]*")|(?P<number>-?\d+(?:\.\d+)?)
    |(?P<op><=|>=|!=|=|<|>)|(?P<word>and|or|not|selected|true|false|date)\b
    |(?P<mark>[(),])|(?P<dot>\.)
    )""",
    re.VERBOSE,
)


def written(tree: Tree | None, questions: Mapping[str, Question]) -> str:
    """Return a condition as the `relevant` of an XLSForm."""
    if not tree:
        return ""
    for join, word in (("all", " and "), ("any", " or ")):
        if join in tree:
            parts = [written(one, questions) for one in tree[join]]
            return parts[0] if len(parts) == 1 else word.join(f"({part})" for part in parts)
    name, op = f"${{{tree['question']}}}", tree["op"]
    value = _literal(tree.get("value", ""), questions.get(tree["question"]))
    return {
        "equals": f"{name} = {value}",
        "differs": f"{name} != {value}",
        "includes": f"selected({name}, {value})",
        "excludes": f"not(selected({name}, {value}))",
        "greater": f"{name} > {value}",
        "less": f"{name} < {value}",
        "answered": f"{name} != ''",
        "empty": f"{name} = ''",
    }[op]


def _literal(value: str, question: Question | None) -> str:
    if question and question.kind in NUMBERS:
        return str(value)
    if question and question.kind == Kind.DATE:
        return f"date('{value}')"
    return "'" + str(value).replace("'", "’") + "'"


class Reader:
    """A reader of conditions: «a and b or not(selected(${x}, 'y'))»."""

    def __init__(self, text: str, names: Mapping[str, str]) -> None:
        self.tokens = _tokens(text)
        self.names = names
        self.at = 0

    def read(self) -> dict:
        tree = self._any()
        if self.at < len(self.tokens):
            raise _unknown(self.tokens[self.at][1])
        return tree

    def _peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def _take(self, *wanted: str) -> str:
        kind, text = self._peek()
        if kind not in wanted and text not in wanted:
            raise _unknown(text or _("fine"))
        self.at += 1
        return text

    def _any(self) -> dict:
        return self._joined("or", "any", self._all)

    def _all(self) -> dict:
        return self._joined("and", "all", self._one)

    def _joined(self, word: str, join: str, part) -> dict:
        parts = [part()]
        while self._peek()[1] == word:
            self.at += 1
            parts.append(part())
        return parts[0] if len(parts) == 1 else {join: parts}

    def _one(self) -> dict:
        text = self._peek()[1]
        if text == "(":
            self.at += 1
            tree = self._any()
            self._take(")")
            return tree
        if text == "not":
            self.at += 1
            self._take("(")
            leaf = self._one()
            self._take(")")
            return _turned(leaf)
        if text == "selected":
            return self._selected()
        return self._comparison()

    def _selected(self) -> dict:
        self._take("selected")
        self._take("(")
        code = self._name()
        self._take(",")
        value = self._value()
        self._take(")")
        return {"question": code, "op": "includes", "value": value}

    def _name(self) -> str:
        name = self._take("name")[2:-1].strip()
        if name not in self.names:
            raise Wrong(_("«%(name)s» non è il nome di una domanda.") % {"name": name}, "condition")
        return self.names[name]

    def _value(self) -> str:
        if self._peek()[1] == "date":
            self._take("date")
            self._take("(")
            value = self._take("text")[1:-1]
            self._take(")")
            return value
        return self._take("text", "number").strip("'\"")

    def _comparison(self) -> dict:
        code, op, value = self._name(), self._take("op"), self._value()
        leaf = {"question": code}
        if value == "":
            return {**leaf, "op": "empty" if op == "=" else "answered"}
        plain = {"=": "equals", "!=": "differs", ">": "greater", "<": "less"}
        if op in plain:
            return {**leaf, "op": plain[op], "value": value}
        strict = "greater" if op == ">=" else "less"
        same = {**leaf, "op": "equals", "value": value}
        return {"any": [{**leaf, "op": strict, "value": value}, same]}


OPPOSITES = {
    "includes": "excludes", "equals": "differs", "answered": "empty",
    "excludes": "includes", "differs": "equals", "empty": "answered",
}  # fmt: skip


def _turned(tree: dict) -> dict:
    if tree.get("op") not in OPPOSITES:
        raise Wrong(_("«not(…)» si legge solo davanti a un confronto semplice."), "condition")
    return {**tree, "op": OPPOSITES[tree["op"]]}


def _unknown(text: str) -> Wrong:
    return Wrong(_("«%(text)s» non si capisce nella condizione.") % {"text": text}, "condition")


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at = [], 0
    text = text.rstrip()
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None or match.end() == at:
            raise _unknown(text[at : at + 20].strip())
        found.append((match.lastgroup or "", match.group(match.lastgroup or 0)))
        at = match.end()
    return found


def read_condition(text: str, names: Mapping[str, str]) -> dict:
    """Return the tree of a `relevant`; `names` maps the form's names to our codes."""
    return Reader(text, names).read() if text.strip() else {}


BOUND = re.compile(r"\s*\.\s*(<=|>=|<|>)\s*(-?\d+(?:\.\d+)?)\s*")


def read_bounds(text: str) -> dict[str, Any]:
    """Return {"min", "max"} of a `constraint` like «. >= 0 and . <= 100»; refuse another one."""
    bounds: dict[str, Any] = {}
    for part in filter(None, re.split(r"\band\b", text)):
        match = BOUND.fullmatch(part)
        if match is None or match.group(1) in ("<", ">"):
            raise Wrong(_("Il vincolo si legge solo come «. >= 0 and . <= 100»."), "constraint")
        bounds["min" if match.group(1) == ">=" else "max"] = match.group(2)
    return bounds
