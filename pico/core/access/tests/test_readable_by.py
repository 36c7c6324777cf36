"""One predicate for reading: right with no scope, one, or hundreds, and not slow on SQLite."""

from datetime import UTC, datetime

import pytest

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.access.models import SharedQuerySet
from pico.core.search.models import SearchEntry
from pico.core.testing import cast


@pytest.fixture
def readable(db):
    """The titles that an actor with these scopes reads."""
    SearchEntry.objects.bulk_create(
        SearchEntry(subject_type="x.y", subject_id=scope, scope=scope, title=scope, indexed_at=NOW)
        for scope in ("public", "provinces", "ter:026", "ente:7")
    )

    def read(*held):
        rows = SharedQuerySet(SearchEntry).visible_to(Actor(scopes=frozenset(held)))
        return set(rows.values_list("title", flat=True))

    return read


NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
MANY = tuple(f"grp:{number}" for number in range(400))


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ((), set()),
        (("public",), {"public"}),
        (("ente:7",), {"ente:7"}),
        (("public", "ter:026"), {"public", "ter:026"}),
        (("ente:7", "ter:026"), {"ente:7", "ter:026"}),
        (("public", *MANY), {"public"}),
        (MANY, set()),
    ],
)
def test_what_is_read_is_what_is_held(readable, held, expected):
    assert readable(*held) == expected


@pytest.mark.sqlite
def test_a_page_of_common_scopes_is_not_sorted_by_scope(enti):
    rows = SharedQuerySet(SearchEntry).visible_to(
        Actor(scopes=frozenset({scopes.PUBLIC, scopes.ente(enti[cast.TREVISO].pk)}))
    )
    assert "entry_by_scope" not in rows.order_by("-at", "-id")[:20].explain()
