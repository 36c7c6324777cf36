"""Things of the knowledge base for tests."""

from datetime import UTC, datetime
from itertools import count

from ..models import Faq, FaqVersion, KnownProblem
from ..terms import FaqState, ProblemKind, Severity, Topic

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
_numbers = count(1)


def make_faq(owner, author, scope="public", title="", **fields) -> Faq:
    """A published answer, whatever the level; on every site."""
    fields = {
        "answer": "<p>Si fa così, passo per passo.</p>",
        "topic": Topic.SUA,
        "state": FaqState.PUBLISHED,
        "published_at": NOW,
        "editor": author,
        **fields,
    }
    made = Faq.objects.create(
        owner=owner, author=author, scope=scope, question=title or f"Domanda {next(_numbers)}?",
        **fields,
    )  # fmt: skip
    FaqVersion.objects.create(
        faq=made, number=1, question=made.question, answer=made.answer, by=author, at=NOW
    )
    return made


def make_problem(owner, author, title="", **fields) -> KnownProblem:
    fields = {
        "kind": ProblemKind.PROBLEM,
        "text": "Stiamo cercando la causa.",
        "starts_at": NOW,
        "severity": Severity.HIGH,
        "created_at": NOW,
        **fields,
    }
    return KnownProblem.objects.create(
        owner=owner, author=author, title=title or f"Problema {next(_numbers)}", **fields
    )
