"""House rules that no off-the-shelf linter knows. Each rule: one function, one sentence."""

import ast
import re

from .house import APART, PICO, ROOT, files, functions, rooms, tree, where

WRITES = {"save", "create", "bulk_create", "update", "bulk_update", "delete"}
ALWAYS = {"get_or_create", "update_or_create", "bulk_create", "bulk_update"}
MAY_WRITE = {"actions", "models", "demo"}
MUST_NOT_WRITE_IN_CORE = {
    *(
        "views",
        "forms",
        "queries",
        "context",
        "facts",
        "permissions",
        "terms",
        "cards",
        "middleware",
    ),
    *("templatetags", "urls"),
}
QUERYSET = re.compile(r"objects|\.filter\(|\.exclude\(|_set\b|queryset")
SAVED = re.compile(r"^(self\.)?(form|formset|instance|person|membership|ente|space|obj|record)$")
SIGNALS = re.compile(r"\b(pre|post)_(save|delete|init)\b|\bm2m_changed\b")
WAGTAIL_IS_HEARD = (
    PICO / "portal" / "editor" / "signals.py"
)  # its log and its reviews speak so only
CATALOGUES = {"guide.py"}  # the style guide shows one of each
NOT_A_ROOM = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "lib"}


def _is_write(call: ast.AST) -> bool:
    """A change of the database: by name, and by what it is called on."""
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
        return False
    name, on = call.func.attr, ast.unparse(call.func.value)
    if name in ALWAYS:
        return True
    if name == "save":
        return bool(SAVED.match(on)) or any(k.arg == "update_fields" for k in call.keywords)
    return name in WRITES and bool(QUERYSET.search(on))


def _may_write(path) -> bool:
    names = rooms(path)
    if "core" in names or "portal" in names:
        return not MUST_NOT_WRITE_IN_CORE & names
    return bool(MAY_WRITE & names)


def test_only_actions_write():
    found = [
        where(path, node.lineno)
        for path in files()
        if not _may_write(path)
        for node in ast.walk(tree(path))
        if _is_write(node)
    ]
    assert not found, f"writes outside actions: {found}"


def test_no_model_signals():
    read = (path for path in files() if path != WAGTAIL_IS_HEARD)
    found = [str(path.relative_to(ROOT)) for path in read if SIGNALS.search(path.read_text())]
    assert not found


def test_no_import_inside_a_function():
    found = [
        where(path, node.lineno)
        for path in files()
        for function in functions(path)
        if function.name != "ready"
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not found, f"imports inside functions: {found}"


def test_a_file_fits_in_the_head():
    read = (p for p in files() if p.name not in CATALOGUES)
    lengths = {str(p.relative_to(ROOT)): len(p.read_text().splitlines()) for p in read}
    assert not {path: lines for path, lines in lengths.items() if lines > 400}


def _statements(function) -> int:
    return sum(isinstance(node, ast.stmt) for node in ast.walk(function)) - 1


def test_a_function_fits_on_a_page():
    """Forty statements, sixty lines as the formatter lays them out."""
    found = [
        where(path, function.lineno)
        for path in files()
        if path.name not in CATALOGUES
        for function in functions(path)
        if _statements(function) > 40 or function.end_lineno - function.lineno >= 60
    ]
    assert not found, f"functions too long: {found}"


def test_no_room_is_called_utils():
    found = [str(path.relative_to(ROOT)) for path in files() if NOT_A_ROOM & rooms(path)]
    assert not found


def test_every_test_is_in_a_tests_folder():
    stray = [p for p in PICO.rglob("test_*.py") if not APART & set(p.relative_to(PICO).parts)]
    assert not stray


def test_actions_take_their_words_by_name():
    """An action (one transaction, an actor) is keyword-only: `submit(request=…, actor=…, now=…)`."""
    found = [
        where(path, node.lineno)
        for path in files()
        if "actions" in rooms(path)
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if _is_action(node) and node.args.args
    ]
    assert not found, f"actions with positional words: {found}"


def _is_action(function: ast.FunctionDef) -> bool:
    names = {a.arg for a in (*function.args.args, *function.args.kwonlyargs)}
    is_whole = any("atomic" in ast.unparse(one) for one in function.decorator_list)
    return is_whole and "actor" in names
