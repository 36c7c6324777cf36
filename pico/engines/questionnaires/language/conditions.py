"""«Mostra se»: a small tree kept as JSON, read by this interpreter and by its twin in the browser.

    {"all": [{"question": "uffici", "op": "greater", "value": "3"}, {"any": […]}]}

Nothing is evaluated as code: an operator that is not in the table is refused.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .errors import Wrong

Tree = Mapping[str, Any]

DEEPEST = 5
JOINS = ("all", "any")

OPERATORS = {
    "equals": gettext_lazy("è"),
    "differs": gettext_lazy("non è"),
    "includes": gettext_lazy("comprende"),
    "excludes": gettext_lazy("non comprende"),
    "greater": gettext_lazy("è maggiore di"),
    "less": gettext_lazy("è minore di"),
    "answered": gettext_lazy("ha una risposta"),
    "empty": gettext_lazy("non ha risposta"),
}
WITHOUT_VALUE = ("answered", "empty")


def is_empty(value: Any) -> bool:
    return value is None or value == "" or value == [] or value == {}


def _text(value: Any) -> str:
    return str(value).strip().casefold()


def _includes(value: Any, wanted: str) -> bool:
    if isinstance(value, list):
        return wanted in {_text(one) for one in value}
    return not is_empty(value) and wanted == _text(value)


def _compared(value: Any, wanted: str) -> int | None:
    """Return -1, 0 or 1 of two numbers or two days; None of what cannot be compared."""
    try:
        left, right = Decimal(str(value)), Decimal(wanted)
    except InvalidOperation:
        # Days are written year first: they compare as texts.
        if is_empty(value) or not isinstance(value, str):
            return None
        return (value > wanted) - (value < wanted)
    if left.is_nan() or right.is_nan():
        return None
    return (left > right) - (left < right)


TESTS: dict[str, Callable[[Any, str], bool]] = {
    "equals": lambda value, wanted: not is_empty(value) and _text(value) == wanted,
    "differs": lambda value, wanted: is_empty(value) or _text(value) != wanted,
    "includes": _includes,
    "excludes": lambda value, wanted: not _includes(value, wanted),
    "greater": lambda value, wanted: _compared(value, wanted) == 1,
    "less": lambda value, wanted: _compared(value, wanted) == -1,
    "answered": lambda value, wanted: not is_empty(value),
    "empty": lambda value, wanted: is_empty(value),
}


def holds(tree: Tree | None, answers: Mapping[str, Any]) -> bool:
    """Say whether a condition holds with these answers; no condition always holds."""
    if not tree:
        return True
    if "all" in tree:
        return all(holds(one, answers) for one in tree["all"])
    if "any" in tree:
        return any(holds(one, answers) for one in tree["any"])
    value = answers.get(tree["question"])
    return TESTS[tree["op"]](value, _text(tree.get("value", "")))


def leaves(tree: Tree | None) -> Iterator[Tree]:
    """The comparisons of a condition, from the first to the last."""
    if not tree:
        return
    for join in JOINS:
        if join in tree:
            for one in tree[join]:
                yield from leaves(one)
            return
    yield tree


def asked_by(tree: Tree | None) -> set[str]:
    """The codes of the questions that a condition looks at."""
    return {leaf["question"] for leaf in leaves(tree)}


def checked(tree: Any, known: Iterable[str], depth: int = 0) -> dict:
    """Return the condition as it is kept. Refuses what is no condition, or asks what comes later."""
    if not tree:
        return {}
    if not isinstance(tree, dict) or depth > DEEPEST:
        raise Wrong(_("La condizione non è scritta come serve."), "condition")
    for join in JOINS:
        if join in tree:
            if set(tree) != {join} or not isinstance(tree[join], list) or not tree[join]:
                raise Wrong(_("La condizione non è scritta come serve."), "condition")
            known = set(known)
            return {join: [checked(one, known, depth + 1) for one in tree[join]]}
    return _checked_leaf(tree, set(known))


def _checked_leaf(leaf: dict, known: set[str]) -> dict:
    code, op, value = leaf.get("question"), leaf.get("op"), str(leaf.get("value", "")).strip()
    if code not in known:
        raise Wrong(
            _("La condizione guarda «%(code)s», che non è una domanda precedente.")
            % {"code": code or "?"},
            "condition",
        )
    if op not in OPERATORS:
        raise Wrong(_("Il confronto «%(op)s» non esiste.") % {"op": op or "?"}, "condition")
    if op in WITHOUT_VALUE:
        return {"question": code, "op": op}
    if not value:
        raise Wrong(
            _("Scrivi con quale valore confrontare «%(code)s».") % {"code": code}, "condition"
        )
    return {"question": code, "op": op, "value": value}


def in_words(
    tree: Tree | None, labels: Mapping[str, str], choices: Mapping[str, Mapping[str, str]]
) -> str:
    """Return a condition as a sentence: «Quanti uffici?» è maggiore di «3» e …

    `choices` gives, for a question, the labels of its codes.
    """
    if not tree:
        return ""
    for join, word in (("all", _("e")), ("any", _("oppure"))):
        if join in tree:
            return f" {word} ".join(in_words(one, labels, choices) for one in tree[join])
    code = tree["question"]
    said = f"«{labels.get(code, code)}» {OPERATORS[tree['op']]}"
    if tree["op"] in WITHOUT_VALUE:
        return said
    return f"{said} «{choices.get(code, {}).get(tree['value'], tree['value'])}»"
