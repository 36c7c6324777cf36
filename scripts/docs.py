"""Write the reference pages that the code knows best: settings by variable, modules, permissions."""

import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
django.setup()

from django.utils.module_loading import import_string
from django.utils.translation import override

from pico.core.access import policy
from pico.core.modules import registry
from pico.engines.workflow import flows
from scripts.places import ROOT
from scripts.say import say

FOLDER = ROOT / "docs" / "reference"
HEAD = "<!-- Written by `make docs`: do not edit by hand. -->\n\n"


def permissions() -> str:
    """Every permission and the facts that grant it."""
    rows = [f"| `{name}` | {rule.describe()} |" for name, rule in policy.everything().items()]
    return "\n".join(["# Permissions", "", "| Permission | Granted to |", "|---|---|", *rows, ""])


def modules() -> str:
    """Every module and core room: where it answers, what it needs, what it hears."""
    lines = ["# Modules", ""]
    for module in registry.installed().values():
        lines += [f"## {module.label} (`{module.key}`, {module.layer})", ""]
        lines += [str(module.description), ""] if module.description else []
        lines += [f"- address: `/{module.path}/`"] if module.path else []
        lines += [f"- requires: {', '.join(module.requires)}"] if module.requires else []
        lines += [f"- hears `{name}`" for name in sorted(module.listens)]
        lines += [""]
    return "\n".join(lines)


def workflows() -> str:
    """Every process, drawn and told: states, steps, who makes them."""
    named = {path for m in registry.installed().values() for path in m.flows}
    ours = {import_string(path).key for path in named if path.startswith("pico.")}
    lines = [
        "# Workflows",
        "",
        "Each process twice: as a drawing, and as a table that says the same.",
        "",
    ]
    for key, flow in flows.everything().items():
        for table in flow.tables if key in ours else ():
            head = (
                f"## `{key}`" if table.version == flow.version else f"### version {table.version}"
            )
            drawn = flow.diagram(table.version)
            lines += [head, "", "```mermaid", drawn, "```", "", flow.table(table.version), ""]
    return "\n".join(lines)


PAGES = {"permissions.md": permissions, "modules.md": modules, "workflows.md": workflows}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with override("it"):
        for name, page in PAGES.items():
            (FOLDER / name).write_text(HEAD + page().rstrip() + "\n")
            say(f"  docs/reference/{name}")


if __name__ == "__main__":
    main()
