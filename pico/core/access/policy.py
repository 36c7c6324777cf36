"""Permission name → any of (all of facts). Closed unless opened.

Each room writes its own map in `permissions.py` and names it in its manifest; the whole policy is
the union of those maps, printed by `manage.py access_map`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Fact = Callable[[object, object], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """Alternatives, each a tuple of facts that must all hold."""

    alternatives: tuple[tuple[Fact, ...], ...]

    def holds(self, actor: object, subject: object) -> bool:
        return any(all(fact(actor, subject) for fact in facts) for facts in self.alternatives)

    def describe(self) -> str:
        return " or ".join(" and ".join(f.__name__ for f in facts) for facts in self.alternatives)


Policy = Mapping[str, Rule]

_rules: dict[str, Rule] = {}


def any_of(*alternatives: Fact | tuple[Fact, ...]) -> Rule:
    """Build a rule: `any_of(is_author, (has_role(EDITOR), owns))`."""
    return Rule(tuple(a if isinstance(a, tuple) else (a,) for a in alternatives))


def register(policy: Policy) -> None:
    """Add a room's map; a name given twice with another rule is a programming error."""
    for name, rule in policy.items():
        if _rules.setdefault(str(name), rule) is not rule:
            raise ValueError(f"Permission {name} has two rules.")


def allows(actor: object, permission: str, subject: object) -> bool:
    try:
        rule = _rules[str(permission)]
    except KeyError:
        raise ValueError(f"Unknown permission {permission}.") from None
    return getattr(actor, "is_system", False) or rule.holds(actor, subject)


def everything() -> dict[str, Rule]:
    return dict(sorted(_rules.items()))
