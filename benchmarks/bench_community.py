"""The forum at 200 and at 20,000 discussions of 20 posts: statements and CPU of its pages.

CPU is the processor time of the whole request in one process, database included where that is SQLite
(on PostgreSQL only the client's side); it varies little with what else the machine does.
"""

import os
from datetime import datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
os.environ.setdefault("DATABASE_URL", "sqlite::memory:")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import override_settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.in_process import measure  # noqa: E402
from pico.core.testing import factories  # noqa: E402
from pico.horizontal.community.models import Category, Discussion, Post  # noqa: E402

SMALL, LARGE, POSTS = 200, int(os.environ.get("BENCH_LARGE", 20_000)), 20
CATEGORIES = 10
NODEBB = {  # CPU ms: 200 topics of 20 posts
    (False, "category"): 17, (False, "topic of 20 posts"): 30,
    (True, "category"): 42, (True, "topic of 20 posts"): 41,
}  # fmt: skip
KEPT = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"}
BATCH = 500
TEXT = (
    "<p>Buongiorno, per le gare su delega dei Comuni convenzionati la <strong>nomina della "
    "commissione</strong> spetta alla Provincia, con decreto del dirigente.</p><ul><li>commissari di "
    "norma interni</li><li>spese nel quadro economico dell'intervento</li></ul><p>La convenzione lo "
    "dice all'art. 7: conviene ripeterlo nella richiesta di indizione, così non ci sono dubbi.</p>"
)


def furnish(size: int, people: list, enti: list, categories: list[Category], now: datetime) -> None:
    """Bring the forum to this many discussions, spread over the categories, one every minute."""
    have = Discussion.objects.count()
    for start in range(have, size, BATCH):
        rows = range(start, min(start + BATCH, size))
        talks = Discussion.objects.bulk_create(
            Discussion(
                owner=enti[n % len(enti)], author=people[n % len(people)], scope="public",
                category=categories[n % CATEGORIES], title=f"Discussione numero {n} sulle convenzioni",
                kind="QUESTION" if n % 3 else "DISCUSSION", state="SOLVED" if n % 4 == 0 else "OPEN",
                post_count=POSTS, last_number=POSTS, last_author=people[(n + 1) % len(people)],
                created_at=now - timedelta(minutes=2 * n + 60),
                last_post_at=now - timedelta(minutes=2 * n),
            )
            for n in rows
        )  # fmt: skip
        Post.objects.bulk_create(
            Post(
                discussion=talk, number=number, author=people[number % len(people)],
                ente=enti[number % len(enti)], text=TEXT, created_at=talk.created_at,
                useful_count=number % 3,
            )
            for talk in talks
            for number in range(1, POSTS + 1)
        )  # fmt: skip
    for category in categories:
        found = Discussion.objects.filter(category=category)
        category.discussion_count = found.count()
        category.post_count = category.discussion_count * POSTS
        category.last_discussion = found.order_by("-last_post_at").first()
        category.save()


def pages(categories: list[Category]) -> dict[str, str]:
    talk = Discussion.objects.filter(category=categories[0]).order_by("-last_post_at")[3]
    return {
        "forum": "/community/forum/",
        "category": f"/community/forum/categoria/{categories[0].pk}/",
        "topic of 20 posts": talk.get_absolute_url(),
        "all discussions": "/community/forum/discussioni/",
    }


def main() -> None:
    call_command("migrate", verbosity=0)
    enti_by_key = factories.make_house()
    cast = factories.make_cast(enti_by_key)
    enti, people = list(enti_by_key.values()), list(cast.values())
    now = timezone.now()
    categories = [
        Category.objects.create(
            owner=enti_by_key["updi"], author=people[0], scope="public", title=f"Categoria {n}"
        )
        for n in range(CATEGORIES)
    ]
    reader = Client()
    reader.force_login(
        cast["treviso.sua"], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    readers = {
        "visitor, ready": (Client(), ""),
        "visitor, drawn": (Client(), "?misura=1"),  # a word that no list knows: never kept
        "signed in": (reader, ""),
    }
    found: dict = {}
    with override_settings(CACHES={**settings.CACHES, "pages": KEPT}):
        for size in (SMALL, LARGE):
            furnish(size, people, enti, categories, now)
            for who, (client, asked) in readers.items():
                for name, address in pages(categories).items():
                    found[who, name, size] = measure(client, address + asked)[:2]
            show(found, size, readers, pages(categories))


def show(found: dict, size: int, readers: dict, names: dict) -> None:
    """The table of one size; of the second, with the ratio to the first."""
    print(f"\n{size:,} discussions of {POSTS} posts\n")
    print("| reader | page | SQL | CPU ms | ratio | NodeBB, CPU ms |")
    print("|---|---|---|---|---|---|")
    for who in readers:
        for name in names:
            (few, small), (many, spent) = found[who, name, SMALL], found[who, name, size]
            sql = str(few) if few == many else f"{few} → {many}"
            peer = NODEBB.get((who == "signed in", name), "–")
            print(f"| {who} | {name} | {sql} | {spent:.1f} | {spent / small:.2f} | {peer} |")


if __name__ == "__main__":
    main()
