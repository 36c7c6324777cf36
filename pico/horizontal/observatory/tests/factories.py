"""Things of the Osservatorio for tests."""

from datetime import UTC, datetime

from django.utils import timezone

from ..actions.letters import send_letter
from ..models import SavedView
from ..queries.saved_views import due_letters

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def make_view(owner, author, scope, title="Lotti per anno", query="indicatore=lots&per=anno"):
    """A saved view at any level: made directly, since by the pages it is of a person or of an ente."""
    return SavedView.objects.create(
        owner=owner, author=author, scope=scope, title=title, query=query, created_at=NOW
    )


def send_letters(now: datetime) -> int:
    """Do what the jobs of a morning do; return how many letters left."""
    due = due_letters(timezone.localdate(now)).order_by("pk")
    return sum(send_letter(pk=pk, now=now) for pk in list(due.values_list("pk", flat=True)))
