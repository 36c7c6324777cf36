"""Things of the Osservatorio for tests."""

from datetime import UTC, datetime

from ..models import SavedView

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def make_view(owner, author, scope, title="Lotti per anno", query="indicatore=lots&per=anno"):
    """A saved view at any level: made directly, since by the pages it is of a person or of an ente."""
    return SavedView.objects.create(
        owner=owner, author=author, scope=scope, title=title, query=query, created_at=NOW
    )
