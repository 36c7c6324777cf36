"""A page of what an actor may read, against the same page without any filter, over 1,000,000 objects.

    DATABASE_URL=postgresql://… python -m benchmarks.bench_scopes
    DATABASE_URL=sqlite:scopes.sqlite3 python -m benchmarks.bench_scopes

The objects stand in a table of the bench with the columns and indexes of `Shared`; the query is
that of `visible_to`. The database must be an empty one of its own.
"""

import os
import random
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

from django.db import connection, models, transaction  # noqa: E402

from pico.core.access.actor import Actor  # noqa: E402
from pico.core.access.models import ScopeField, Shared, SharedQuerySet  # noqa: E402

OBJECTS = int(os.environ.get("OBJECTS", "1000000"))
ROUNDS = int(os.environ.get("ROUNDS", "60"))
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
RARE = [
    *(f"ter:{n:03}" for n in range(1, 89)), *(f"reg:{n:02}" for n in range(1, 21)),
    *(f"ente:{n}" for n in range(1, 301)), *(f"usr:{n}" for n in range(1, 101)),
]  # fmt: skip
COMMON = frozenset({"public", "platform", "provinces"})
PROVINCE = frozenset({"ter:026", "reg:05", "ente:7", "usr:3"})
ACTORS = {
    "anybody (public)": frozenset({"public"}),
    "officer of a Province (7 scopes)": COMMON | PROVINCE,
    "person in 300 enti and groups (303 scopes)": COMMON | {f"ente:{n}" for n in range(1, 301)},
    "only rare scopes (4)": PROVINCE,
    "only one rare scope": frozenset({"usr:3"}),
    "300 rare scopes": frozenset(f"ente:{n}" for n in range(1, 301)),
    "no object at all": frozenset({"usr:999999"}),
}


class Thing(models.Model):
    """As `Shared`, without its foreign keys."""

    scope = ScopeField()
    title = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    objects = SharedQuerySet.as_manager()

    class Meta:
        app_label = "bench"
        ordering = Shared._meta.ordering
        indexes = tuple(
            models.Index(fields=index.fields, name=index.name % {"class": "thing"})
            for index in Shared._meta.indexes
        )


def fill() -> None:
    if Thing._meta.db_table in connection.introspection.table_names():
        return
    with connection.schema_editor() as editor:
        editor.create_model(Thing)
    chance = random.Random(7)
    started = time.perf_counter()
    for start in range(0, OBJECTS, 10_000):
        things = [
            Thing(
                scope=draw(chance),
                title=f"Documento numero {number} della Provincia",
                created_at=NOW - timedelta(seconds=chance.randrange(100_000_000)),
            )
            for number in range(start, start + 10_000)
        ]
        with transaction.atomic():
            Thing.objects.bulk_create(things)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{OBJECTS} objects in {time.perf_counter() - started:.0f} s", file=sys.stderr)


def draw(chance: random.Random) -> str:
    """40 % public or platform, 20 % the Provinces, the rest over 508 keys."""
    at = chance.random()
    if at < 0.6:
        return "public" if at < 0.2 else "platform" if at < 0.4 else "provinces"
    return chance.choice(RARE)


def timed(queryset) -> float:
    start = time.perf_counter()
    list(queryset)
    return (time.perf_counter() - start) * 1000


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def compared(base: list[float], ours: list[float]) -> str:
    """Both times and their ratios, as cells of a table."""
    middle, our_middle = statistics.median(base), statistics.median(ours)
    return (
        f"{p95(base):.2f} ({middle:.2f}) | {p95(ours):.2f} ({our_middle:.2f})"
        f" | {p95(ours) / p95(base):.2f} ({our_middle / middle:.2f})"
    )


def measure() -> None:
    everything = Thing.objects.all()
    print(f"{connection.vendor}, {OBJECTS} objects, a page of 20, ms")
    print(
        "| actor | page | no filter p95 (median) | visible_to p95 (median) | ratio (of medians) |"
    )
    print("|---|---|---|---|---|")
    for name, scopes in ACTORS.items():
        visible = everything.visible_to(Actor(scopes=scopes))
        for page in (1, 10):
            part = slice(20 * (page - 1), 20 * page)
            times = [(timed(everything[part]), timed(visible[part])) for _ in range(ROUNDS + 3)][3:]
            print(f"| {name} | {page} | {compared([t[0] for t in times], [t[1] for t in times])} |")
    for name, scopes in ACTORS.items():
        plan = everything.visible_to(Actor(scopes=scopes))[:20].explain()
        print(f"\n{name}:\n" + "\n".join(line[:160] for line in plan.splitlines()))


if __name__ == "__main__":
    fill()
    measure()
